"""Whether the screen can show a picture through which one sees: the shadow of a dragged card."""

from __future__ import annotations

import ctypes
import ctypes.util
from functools import cache

from PySide6.QtGui import QGuiApplication


@cache
def has_shadows() -> bool:
    """False on an X display without a compositor, where what is half transparent becomes black."""
    if QGuiApplication.platformName() != "xcb":
        return True
    application = QGuiApplication.instance()
    native = application.nativeInterface() if isinstance(application, QGuiApplication) else None
    library = ctypes.util.find_library("X11") or "libX11.so.6"
    try:
        x11 = ctypes.CDLL(library)
        display = ctypes.c_void_p(getattr(native, "display")())  # noqa: B009 - X11 alone has one
        x11.XInternAtom.restype = x11.XGetSelectionOwner.restype = ctypes.c_ulong
        # A compositor says that it is there by owning this selection (freedesktop's EWMH).
        name = f"_NET_WM_CM_S{x11.XDefaultScreen(display)}".encode()
        atom = x11.XInternAtom(display, name, 0)
        return bool(x11.XGetSelectionOwner(display, ctypes.c_ulong(atom)))
    except (OSError, AttributeError):
        return False
