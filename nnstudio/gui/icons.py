"""Icons of actions: one-colour line drawings in resources/icons, tinted to the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap
from PySide6.QtSvg import QSvgRenderer

from nnstudio.gui.painting import painting
from nnstudio.gui.theme import Theme
from nnstudio.resources import resource

_SIZES = (16, 20, 24, 32, 48)
_APP_SIZES = (16, 24, 32, 48, 64, 128, 256)
_INK = b"currentColor"
_DISABLED_OPACITY = 0.38


@cache
def _drawing(name: str) -> bytes:
    """The SVG text of an icon; raises FileNotFoundError for a name that is not shipped."""
    return resource("icons", f"{name}.svg").read_bytes()


def icon_names() -> tuple[str, ...]:
    """The names of all shipped icons."""
    return tuple(sorted(path.stem for path in resource("icons").glob("*.svg")))


def icon(name: str, theme: Theme, color: str = "") -> QIcon:
    """An icon in the theme's text colour, or in ``color`` ("#rrggbb"); "app" keeps its own colours."""
    return _icon(name, color or theme.text)


@cache  # every edit asks for some of them again
def _icon(name: str, ink: str) -> QIcon:
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace(_INK, ink.encode())))
    drawn = QIcon()
    for size in _APP_SIZES if name == "app" else _SIZES:
        image = _render(renderer, size)
        drawn.addPixmap(QPixmap.fromImage(image), QIcon.Mode.Normal)
        drawn.addPixmap(QPixmap.fromImage(_faded(image)), QIcon.Mode.Disabled)
    return drawn


def pixmap(name: str, theme: Theme, size: int, ratio: float = 1.0, color: str = "") -> QPixmap:
    """An icon as a picture of size × size, sharp on a screen with this device pixel ratio."""
    drawing = _drawing(name).replace(_INK, (color or theme.text).encode())
    image = _render(QSvgRenderer(QByteArray(drawing)), round(size * ratio))
    image.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(image)


def _render(renderer: QSvgRenderer, size: int) -> QImage:
    image = QImage(QSize(size, size), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(Qt.GlobalColor.transparent))
    with painting(image) as painter:
        renderer.render(painter, QRectF(0, 0, size, size))
    return image


def _faded(image: QImage) -> QImage:
    faded = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    faded.fill(QColor(Qt.GlobalColor.transparent))
    with painting(faded) as painter:
        painter.setOpacity(_DISABLED_OPACITY)
        painter.drawImage(0, 0, image)
    return faded
