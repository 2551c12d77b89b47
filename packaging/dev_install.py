"""Fills .venv with what packaging/constraints.txt pins, once."""

import hashlib
import importlib.util
import io
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile

TORCH_CPU_INDEX = "https://download.pytorch.org/whl/cpu"
# What builds the editable install; pip would otherwise fetch unpinned ones for it.
BUILD_TOOLS = ["hatchling", "editables"]


def prepare(root):
    """Make .venv complete and return its Python; costs nothing when nothing has changed."""
    folder = os.path.join(root, ".venv")
    python = venv_python(folder)
    stamp = os.path.join(folder, "netbench-stamp")
    wanted = fingerprint(root)
    if os.path.exists(python) and read(stamp) == wanted:
        return python
    problem = machine_problem(sys.platform, platform.machine(), platform.libc_ver(), sys.maxsize)
    if problem:
        sys.exit(problem)
    if not answers(python, "import sys, pip; sys.exit(sys.version_info < (3, 11))"):
        make_venv(folder, python)
    print("Installing NetBench into .venv; this takes a few minutes the first time.")
    sys.stdout.flush()
    # What is cut short now must not pass for complete later.
    if os.path.exists(stamp):
        os.remove(stamp)
    source = torch_source(sys.platform, pip_settings(python), has_nvidia_driver())
    # Without its dependencies: PyTorch's own index has other versions of them than the pinned.
    pip(root, python, source + ["--no-deps", "torch"])
    pip(root, python, BUILD_TOOLS)
    pip(root, python, ["--no-build-isolation", "-e", root + "[dev]"])
    with open(stamp, "w") as file:
        file.write(wanted)
    print("Installed.")
    sys.stdout.flush()
    return python


def make_venv(folder, python):
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            version = "%d.%d" % sys.version_info[:2]
            sys.exit(
                "This Python %s comes without %s, which NetBench needs: on Debian and Ubuntu type "
                "as root 'apt-get update && apt-get install python%s-venv', elsewhere install the "
                "Python from python.org."
                % (version, "pip" if module == "ensurepip" else module, version)
            )
    # One whose Python has gone, or is too old, cannot be repaired, only made anew.
    dead = not answers(python, "import sys; sys.exit(sys.version_info < (3, 11))")
    command = [sys.executable, "-m", "venv", folder] + (["--clear"] if dead else [])
    code, output = capture(command)
    if code:
        sys.exit("The virtual environment .venv could not be made: %s" % last_line(output))


def pip(root, python, arguments):
    """Install; what pip says goes to the log, large downloads and failures also to the user."""
    constraints = os.path.join(root, "packaging", "constraints.txt")
    command = [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    process = subprocess.Popen(
        command + ["-c", constraints] + arguments,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment(PIP_USER="0"),
    )
    lines = []
    with io.open(log_path(root), "a", encoding="utf-8") as log:
        for line in io.TextIOWrapper(process.stdout, encoding="utf-8", errors="replace"):
            log.write(line)
            lines.append(line)
            news = progress(line)
            if news:
                print("  " + news)
                sys.stdout.flush()
    if process.wait():
        sys.exit("%s The whole output is in %s." % (pip_failure("".join(lines)), log_path(root)))


def progress(line):
    """What of pip's output is worth a line to someone who waits: what takes a while."""
    match = re.match(r"\s*Downloading .*?([^/\s]+)-(\d[^-\s]*)-\S+ \((\d+)\S* ([MG]B)\)", line)
    if match:
        name, version, size, unit = match.groups()
        return None if unit == "MB" and int(size) < 5 else " ".join((name, version, size, unit))
    if line.startswith("Installing collected packages: "):
        count = line.count(",") + 1
        return "unpacking %s" % (line.split()[-1] if count == 1 else "%d packages" % count)
    return None


def pip_failure(output):
    """One sentence on why pip failed."""
    if re.search(r"No space left on device|not enough space", output):
        return "The disk is full: NetBench and its libraries need about 2 GB."
    offline = (
        r"NewConnectionError|NameResolutionError|Failed to establish|name resolution|getaddrinfo"
        r"|ConnectTimeout|ReadTimeout|Read timed out|ProxyError|Network is unreachable"
        r"|Connection refused|RemoteDisconnected|SSLError"
    )
    if re.search(offline, output):
        return (
            "The libraries could not be downloaded: "
            "check the network connection and run the same command again."
        )
    # The second is how pip says that a pinned version does not exist for this Python.
    match = re.search(r"(?:No matching distribution found for|\(constraint\)) (\S+)", output)
    if match:
        here = sys.version_info[:2] + (platform.system(), platform.machine())
        return (
            "pip found no build of %s for Python %d.%d on this %s machine (%s): "
            "try another Python, or check where pip looks." % ((match.group(1),) + here)
        )
    return "pip could not install the libraries: %s" % last_line(output)


def torch_source(system, settings, nvidia):
    """The arguments of pip that say where torch comes from.

    The usual wheels for Linux are CUDA builds of several gigabytes: without an NVIDIA driver they
    would only cost. Who has pointed pip to links or an index of their own has decided already.
    """
    if not system.startswith("linux") or nvidia or has_own_index(settings):
        return []
    return ["--index-url", TORCH_CPU_INDEX]


def has_own_index(settings):
    """Whether the output of "pip config list" names an index, links or none at all."""
    own = r"(?m)^[^=]*\.(index-url|extra-index-url|find-links|no-index)="
    return re.search(own, settings) is not None


def pip_settings(python):
    return capture([python, "-m", "pip", "config", "list"])[1]


def has_nvidia_driver():
    return os.path.exists("/proc/driver/nvidia/version") or shutil.which("nvidia-smi") is not None


def machine_problem(system, machine, libc, word):
    """Why Qt or PyTorch have no build for this machine, or None."""
    if word < 2**32:
        return "NetBench needs a 64-bit Python, this is a 32-bit one: get it from python.org."
    if system == "darwin" and machine == "x86_64":
        return "PyTorch is no longer built for Macs with an Intel processor, and NetBench needs it."
    if system.startswith("linux") and libc[0] == "glibc":
        version = tuple(int(part) for part in re.findall(r"\d+", libc[1])[:2])
        if version < (2, 34):
            return (
                "Qt needs glibc 2.34 or newer and this system has %s: "
                "NetBench runs on Debian 12, Ubuntu 22.04 and newer ones." % libc[1]
            )
    return None


def fingerprint(root):
    """Changes when the project must be installed again: other requirements, pins or folder."""
    digest = hashlib.sha256(root.encode("utf-8", "surrogateescape"))
    for name in ("pyproject.toml", os.path.join("packaging", "constraints.txt")):
        with open(os.path.join(root, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def call(command, cwd=None, **variables):
    """Run a command to its end and return the exit code a shell would give."""
    sys.stdout.flush()
    process = subprocess.Popen(command, cwd=cwd, env=environment(**variables))
    while True:
        try:
            code = process.wait()
            break
        except KeyboardInterrupt:
            # The terminal has sent it to the command as well, which ends in its own way.
            continue
        except SystemExit:
            process.terminate()
            process.wait()
            raise
    return code if code >= 0 else 128 - code


def call_together(commands, cwd=None, **variables):
    """Run commands at once and return the first exit code that is not 0.

    The first one writes as it goes; what the others have said follows when it has ended.
    """
    others = []
    for command in commands[1:]:
        said = tempfile.TemporaryFile()
        process = subprocess.Popen(
            command, cwd=cwd, env=environment(**variables), stdout=said, stderr=subprocess.STDOUT
        )
        others.append((process, said))
    try:
        codes = [call(commands[0], cwd, **variables)]
        for process, said in others:
            code = process.wait()
            said.seek(0)
            sys.stdout.write(said.read().decode("utf-8", "replace"))
            sys.stdout.flush()
            codes.append(code if code >= 0 else 128 - code)
    finally:
        for process, said in others:
            if process.poll() is None:
                process.kill()
                process.wait()
            said.close()
    return next((code for code in codes if code), 0)


def environment(**variables):
    """The environment for .venv's Python: without what would lead it to other libraries."""
    result = dict(os.environ, **variables)
    for name in ("PYTHONHOME", "PYTHONPATH"):
        result.pop(name, None)
    return result


def capture(command, **variables):
    """Run a command silently and return its exit code and all that it said."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment(**variables),
    )
    output = process.communicate()[0].decode("utf-8", "replace")
    return process.returncode, output


def answers(python, code):
    """Whether this Python exists, starts, and ends that code well."""
    return os.path.exists(python) and capture([python, "-c", code])[0] == 0


def venv_python(folder):
    if os.name == "nt":
        return os.path.join(folder, "Scripts", "python.exe")
    return os.path.join(folder, "bin", "python")


def log_path(root):
    return os.path.join(root, ".venv", "install.log")


def read(path):
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return None


def last_line(output):
    """The last line that says something, preferably one that pip or apt marked as an error."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"(ERROR|Error|E):", line)]
    return (errors or lines or ["it said nothing"])[-1].rstrip(".") + "."
