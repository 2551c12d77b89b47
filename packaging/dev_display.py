"""Linux only: the system libraries that Qt lacks, and a virtual display for the tests."""

import glob
import io
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import dev_install

# Which package of Debian and Ubuntu holds a library. What is not here is named as it is.
PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
PROGRAMS = {
    "Xvfb": "xvfb",
    "convert": "imagemagick",
    "openbox": "openbox",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "xwd": "x11-apps",
}
CHINESE_FONT = "fonts-wqy-microhei"


def has_display(environ, system, exists=os.path.exists):
    """Whether a window can be opened; the DISPLAY of a server that has gone does not count."""
    if not system.startswith("linux") or environ.get("WAYLAND_DISPLAY"):
        return True
    display = environ.get("DISPLAY", "")
    local = re.match(r"(?:unix)?:(\d+)", display)
    if local:
        # The lock stands for servers that listen on an abstract socket alone.
        number = local.group(1)
        return exists("/tmp/.X11-unix/X" + number) or exists("/tmp/.X%s-lock" % number)
    return bool(display)


def missing_for_window(root):
    """Packages (or bare library names) that Qt lacks to open a window on this desktop."""
    plugins = ["libqxcb.so"]
    if os.environ.get("WAYLAND_DISPLAY"):
        plugins.append("libqwayland*.so")
    missing = packages(missing_libraries(qt_files(root, plugins)))
    languages = [os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    if any(language.startswith("zh") for language in languages) and not has_chinese_font():
        missing.append(CHINESE_FONT)
    return missing


def missing_for_tests(root):
    libraries = packages(missing_libraries(qt_files(root, ["libqxcb.so", "libqoffscreen.so"])))
    programs = sorted(PROGRAMS[program] for program in PROGRAMS if shutil.which(program) is None)
    fonts = [] if has_chinese_font() else [CHINESE_FONT]
    return libraries + programs + fonts


def qt_files(root, plugins):
    """The files of PySide6 whose libraries must all be there."""
    pyside = os.path.join(root, ".venv", "lib", "python3*", "site-packages", "PySide6")
    wanted = [os.path.join("Qt", "plugins", "platforms", name) for name in plugins]
    files = []
    for pattern in wanted + ["QtWidgets.*.so", "QtSvg.*.so"]:
        files += glob.glob(os.path.join(pyside, pattern))
    return sorted(files)


def missing_libraries(files):
    """The libraries that the loader does not find for these files, directly or further down."""
    if not files or shutil.which("ldd") is None:
        return []
    return not_found(dev_install.capture(["ldd"] + files, LC_ALL="C")[1])


def not_found(ldd_output):
    return sorted(set(re.findall(r"(?m)^\s*(\S+) => not found", ldd_output)))


def packages(libraries):
    return sorted({PACKAGES.get(name, name) for name in libraries})


def has_chinese_font():
    names = r"(?i)cjk|wqy|wenquan|uming|ukai|source ?han|droidsansfallback|simsun|msyh"
    for home in ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts"):
        for _, _, files in os.walk(os.path.expanduser(home)):
            if re.search(names, " ".join(files)):
                return True
    return False


def apt_knows(missing):
    return shutil.which("apt-get") is not None and not any(".so" in name for name in missing)


def how_to_install(missing):
    """What to type, or where there is no apt what to look for."""
    if not apt_knows(missing):
        return "install these with the system's package manager: %s" % ", ".join(missing)
    as_root = "" if os.geteuid() == 0 else "sudo "
    return "type: {0}apt-get update && {0}apt-get install -y {1}".format(as_root, " ".join(missing))


def provide(missing, log, required):
    """Install what is missing where that is allowed, else say what to type.

    Returns whether everything is there; where that is required, False ends the program instead.
    """
    if not missing:
        return True
    if apt_knows(missing) and os.geteuid() == 0:
        print("Installing system packages: %s" % " ".join(missing))
        sys.stdout.flush()
        problem = apt_install(missing, log)
    else:
        problem = "System packages are missing; " + how_to_install(missing)
    if problem and required:
        sys.exit(problem)
    if problem:
        print(problem)
    return problem is None


def apt_install(names, log):
    """None, or one sentence on why it failed."""
    options = ["-q", "-y", "-o", "DPkg::Lock::Timeout=120"]
    commands = [
        ["apt-get", "update"] + options,
        ["apt-get", "install", "--no-install-recommends"] + options + names,
    ]
    output = ""
    for command in commands:
        code, said = dev_install.capture(command, DEBIAN_FRONTEND="noninteractive", LC_ALL="C")
        output += said
    with io.open(log, "a", encoding="utf-8") as file:
        file.write(output)
    # An update that failed for one of several sources does no harm if the packages came.
    if code == 0:
        return None
    why = dev_install.last_line(output)
    return "apt-get could not install the system packages %s: %s" % (" ".join(names), why)


class VirtualDisplay(object):
    """An Xvfb for the length of a with block.

    It has a window manager too, without which no window ever becomes the active one.
    """

    def __init__(self):
        self.name = None
        self._processes = []
        self._folder = None

    def __enter__(self):
        # A test run that is told to end must not leave a server behind.
        signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
        try:
            self._folder = tempfile.mkdtemp(prefix="netbench-display-")
            self._start_server()
            self._start_window_manager()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error):
        for process in reversed(self._processes):
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(timeout=5)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _start_server(self):
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1200x24"]
        command += ["-nolisten", "tcp", "-noreset"]
        with open(os.path.join(self._folder, "xvfb.log"), "wb") as log:
            process = subprocess.Popen(command, pass_fds=[writing], stdout=log, stderr=log)
        self._processes.append(process)
        os.close(writing)
        number = b""
        end = time.time() + 30
        while not number.endswith(b"\n") and time.time() < end:
            if select.select([reading], [], [], 0.5)[0]:
                part = os.read(reading, 16)
                if not part:
                    break
                number += part
        os.close(reading)
        if not number.strip():
            said = dev_install.read(os.path.join(self._folder, "xvfb.log")) or ""
            sys.exit("The virtual display (Xvfb) did not start: %s" % dev_install.last_line(said))
        self.name = ":" + number.decode("ascii").strip()

    def _start_window_manager(self):
        ready = os.path.join(self._folder, "ready")
        command = ["openbox", "--sm-disable", "--startup", "touch " + ready]
        variables = dev_install.environment(
            DISPLAY=self.name, XDG_CONFIG_HOME=self._folder, XDG_CACHE_HOME=self._folder
        )
        with open(os.path.join(self._folder, "openbox.log"), "wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, env=variables)
        self._processes.append(process)
        end = time.time() + 30
        while not os.path.exists(ready):
            if process.poll() is not None or time.time() > end:
                sys.exit("The window manager (openbox) did not start on display %s." % self.name)
            time.sleep(0.02)
