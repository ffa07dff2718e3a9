"""Draws the pictures of the shipped cards from their own data and small networks trained on them.

``python -m nnstudio.gui.gallery.pictures [NAME…]`` writes NAME-light.png and NAME-dark.png beside the
designs. The networks are scikit-learn's, because a picture needs answers and the window's room has no
TensorFlow.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from nnstudio.data import prepare, preview
from nnstudio.design.shipped import load_shipped
from nnstudio.gui.gallery.brushes import Draw
from nnstudio.gui.gallery.card_button import PICTURE_HEIGHT, WIDTH
from nnstudio.gui.gallery.drawn import PICTURES
from nnstudio.gui.painting import painting
from nnstudio.gui.theme import THEMES, Theme
from nnstudio.resources import resource

_RATIO = 2  # pixels to a point, for dense screens
_COLORS = (192, 96, 64, 48, 32)  # of a finished picture: the most that its size allows
_MOST_BYTES = 20_000


def picture(draw: Draw, theme: Theme) -> bytes:
    """The PNG file of a picture, WIDTH × PICTURE_HEIGHT points at two pixels a point."""
    from PIL import Image

    image = QImage(_RATIO * WIDTH, _RATIO * PICTURE_HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.field))
    with painting(image) as painter:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(_RATIO, _RATIO)
        draw(painter, theme)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    drawn = Image.open(BytesIO(buffer.data().data()))
    for colors in _COLORS:
        small = BytesIO()
        drawn.quantize(colors, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
        if small.tell() <= _MOST_BYTES:
            break
    return small.getvalue()


def write_pictures(folder: Path, names: Sequence[str] = ()) -> None:
    """Draw these cards, or all, in every theme. The networks are small and need not have converged."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in names or PICTURES:
            draw = PICTURES[name](preview(prepare(load_shipped(name).data)))
            for theme in THEMES.values():
                (folder / f"{name}-{theme.name}.png").write_bytes(picture(draw, theme))


if __name__ == "__main__":
    app = QGuiApplication(["pictures", "-platform", "offscreen"])  # fonts need one
    write_pictures(resource("designs"), sys.argv[1:])
