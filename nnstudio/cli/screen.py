"""Whether a window can be opened here, and if not, what to do instead, in words."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import socket
import sys
from collections.abc import Iterator

from nnstudio.errors import UserError
from nnstudio.i18n import _

# What Qt's X11 plugin needs beyond Python's wheel: library, Debian's package, Fedora's package.
LIBRARIES: tuple[tuple[str, str, str], ...] = (
    ("libEGL.so.1", "libegl1", "libglvnd-egl"),
    ("libGL.so.1", "libgl1", "libglvnd-glx"),
    ("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb"),
    ("libX11.so.6", "libx11-6", "libX11"),
    ("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
    ("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    ("libfreetype.so.6", "libfreetype6", "freetype"),
    ("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    ("libgthread-2.0.so.0", "libglib2.0-0", "glib2"),
    ("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    ("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    ("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    ("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    ("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    ("libxcb-render.so.0", "libxcb-render0", "libxcb"),
    ("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    ("libxcb-shm.so.0", "libxcb-shm0", "libxcb"),
    ("libxcb-sync.so.1", "libxcb-sync1", "libxcb"),
    ("libxcb-util.so.1", "libxcb-util1", "xcb-util"),
    ("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb"),
    ("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    ("libxcb.so.1", "libxcb1", "libxcb"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    ("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
)
WAYLAND_LIBRARIES: tuple[tuple[str, str, str], ...] = (
    ("libEGL.so.1", "libegl1", "libglvnd-egl"),
    ("libwayland-client.so.0", "libwayland-client0", "libwayland-client"),
    ("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor"),
    ("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
)
_PACKAGES = {library: (debian, fedora) for library, debian, fedora in (*LIBRARIES, *WAYLAND_LIBRARIES)}
_MISSING = re.compile(r"(lib[\w.+-]+\.so[.\d]*): cannot open shared object file")


def has_screen() -> bool:
    """Whether a window can be opened here, or Qt was told to draw elsewhere."""
    try:
        require_screen()
    except UserError:
        return False
    return True


def require_screen() -> None:
    """Raise UserError where Qt would end the program: no screen, or no libraries to reach it with."""
    if not sys.platform.startswith("linux"):
        return
    chosen = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0]
    if chosen not in ("", "wayland", "xcb"):
        return  # such as offscreen
    ways = {"wayland": ("WAYLAND_DISPLAY", _require_wayland), "xcb": ("DISPLAY", _require_x11)}
    problems: list[UserError] = []
    for name, (variable, require) in ways.items():  # in the order in which Qt tries them
        display = os.environ.get(variable)
        if display and chosen in ("", name):
            try:
                require(display)
            except UserError as error:
                problems.append(error)
            else:
                return
    if problems:
        raise problems[-1]
    raise UserError(_("There is no screen to open a window on."), _without_window())


def _require_wayland(display: str) -> None:
    _require_libraries(WAYLAND_LIBRARIES)
    if not _wayland_answers(display):
        raise _silent(display)


def _require_x11(display: str) -> None:
    _require_libraries(LIBRARIES)
    if not _x11_answers():
        raise _silent(display)


def _require_libraries(libraries: tuple[tuple[str, str, str], ...]) -> None:
    missing = [library for library, *_packages in libraries if not _can_load(library)]
    if missing:
        raise missing_libraries(missing)


def _silent(display: str) -> UserError:
    return UserError(_("The screen “{display}” does not answer.").format(display=display), _without_window())


@contextlib.contextmanager
def telling_missing_libraries() -> Iterator[None]:
    """Turn an import of Qt that fails for want of a system library into what to install."""
    try:
        yield
    except ImportError as error:
        found = _MISSING.search(str(error))
        if found is None:
            raise
        missing = [library for library, *_packages in LIBRARIES if not _can_load(library)]
        raise missing_libraries(missing or [found[1]]) from error


def missing_libraries(libraries: list[str]) -> UserError:
    """Which are missing, and the commands that install them."""
    known = [_PACKAGES[library] for library in libraries if library in _PACKAGES]
    message = _("The window needs system libraries that are not installed: {libraries}.").format(
        libraries=", ".join(libraries)
    )
    if not known:
        return UserError(message, _("Install the packages that contain them."))
    debian = " ".join(dict.fromkeys(names[0] for names in known))
    fedora = " ".join(dict.fromkeys(names[1] for names in known))
    return UserError(
        message,
        _("On Debian or Ubuntu: sudo apt install {debian}. On Fedora: sudo dnf install {fedora}").format(
            debian=debian, fedora=fedora
        ),
    )


def _without_window() -> str:
    return _(
        "Open it from a desktop session, or work without a window: “nnstudio train NAME” trains in the"
        " terminal, “nnstudio picture NAME OUT.png” saves a picture of the window."
    )


def _can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _x11_answers() -> bool:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed


def _wayland_answers(display: str) -> bool:
    """Whether somebody listens at the socket of that name."""
    path = os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), display)
    with socket.socket(socket.AF_UNIX) as line:
        return line.connect_ex(path) == 0
