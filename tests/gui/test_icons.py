"""The icons that actions carry."""

import pytest
from PySide6.QtGui import QColor, QIcon

from nnstudio.gui.icons import icon, icon_names, pixmap
from nnstudio.gui.theme import DARK, LIGHT, Theme

USED = (
    "play",
    "pause",
    "step",
    "stop",
    "reset",
    "open",
    "save",
    "new",
    "gallery",
    "undo",
    "redo",
    "sun",
    "moon",
    "settings",
    "plus",
    "trash",
    "search",
    "copy",
    "warning",
    "info",
    "app",
)


def _inked(drawn: QIcon, size: int, mode: QIcon.Mode = QIcon.Mode.Normal) -> list[QColor]:
    """The colours of the pixels that are drawn at all."""
    image = drawn.pixmap(size, size, mode).toImage()
    colors = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return [color for color in colors if color.alpha() > 20]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", USED)
def test_that_every_icon_is_drawn_at_toolbar_sizes(name: str, theme: Theme) -> None:
    for size in (16, 20, 24):
        drawn = len(_inked(icon(name, theme), size))
        assert 0.05 * size * size < drawn < size * size


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_that_a_line_icon_has_the_colour_of_the_text(theme: Theme) -> None:
    solid = [color.name() for color in _inked(icon("stop", theme), 24) if color.alpha() == 255]
    assert set(solid) == {theme.text}


@pytest.mark.usefixtures("qapp")
def test_that_an_icon_can_be_tinted_otherwise() -> None:
    solid = [color.name() for color in _inked(icon("stop", LIGHT, "#aa0000"), 24) if color.alpha() == 255]
    assert set(solid) == {"#aa0000"}


@pytest.mark.usefixtures("qapp")
def test_that_a_disabled_icon_is_fainter() -> None:
    drawn = icon("stop", LIGHT)
    brightest = max(color.alpha() for color in _inked(drawn, 24, QIcon.Mode.Disabled))
    assert brightest < 128


@pytest.mark.usefixtures("qapp")
def test_that_the_program_icon_keeps_its_own_colours() -> None:
    names = {color.name() for color in _inked(icon("app", DARK), 64)}
    assert len(names) > 50


@pytest.mark.usefixtures("qapp")
def test_that_a_picture_is_sharp_on_a_dense_screen() -> None:
    drawn = pixmap("search", LIGHT, 16, ratio=2.0)
    assert drawn.width() == 32
    assert drawn.deviceIndependentSize().width() == 16


def test_that_every_icon_in_use_is_shipped() -> None:
    assert set(USED) <= set(icon_names())


@pytest.mark.usefixtures("qapp")
def test_that_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon", LIGHT)
