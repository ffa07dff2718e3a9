"""The view of images and what the network takes them for."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from nnstudio.data.source import Scale
from nnstudio.gui.predictions.image_grid import NONE
from nnstudio.gui.predictions.images import ImagesView
from nnstudio.gui.predictions.pictures import atlas, pixels
from nnstudio.gui.theme import DARK, LIGHT
from nnstudio.protocol.events import Sampled
from tests.gui.predictions_data import answered, labels, shown, sure_of

KEY = "digits8"
PLAIN = Scale(offset=np.zeros(1), factor=np.ones(1))


@pytest.fixture
def view(qtbot: QtBot) -> ImagesView:
    made = ImagesView(LIGHT)
    qtbot.addWidget(made)
    made.resize(430, 560)
    made.show_preview(shown(KEY))
    made.show()
    return made


def _with_wrong(*numbers: int) -> Sampled:
    """Answers that are sure, and one class too high for these images."""
    classes = labels(KEY)
    classes[list(numbers)] = (classes[list(numbers)] + 1) % 10
    return answered(sure_of(classes, 10))


def _said(view: ImagesView) -> str:
    return view.caption.text().replace("\u00a0", " ")


def test_that_images_have_their_true_label_before_training(view: ImagesView) -> None:
    assert view._grid.texts == tuple(str(label) for label in labels(KEY))
    assert "press Train" in _said(view)
    assert not view._wrong_first.isEnabled()


def test_that_right_and_wrong_answers_are_marked_in_words(view: ImagesView) -> None:
    view.show_samples(_with_wrong(2))
    true = labels(KEY)
    assert view._grid.texts[0] == f"✓ {true[0]} · 90 %"
    assert view._grid.texts[2] == f"✗ {(true[2] + 1) % 10}, is {true[2]}"


def test_that_the_caption_counts(view: ImagesView) -> None:
    count = len(labels(KEY))
    view.show_samples(_with_wrong(*range(count // 4)))
    share = 100 * (1 - (count // 4) / count)
    assert _said(view) == f"{share:.1f} % of {count:,} validation images right · {count // 4} wrong"
    view.show_samples(_with_wrong())
    assert _said(view) == f"100 % of {count:,} validation images right · 0 wrong"


def test_that_the_caption_tells_when_the_curves_count_more_images(view: ImagesView) -> None:
    assert view.caption.toolTip() == ""
    view.show_preview(shown("digits28"))
    assert view.caption.toolTip().startswith("The first 255 of 359 examples")


def test_that_wrong_ones_can_come_first(view: ImagesView) -> None:
    view.show_samples(_with_wrong(5, 9))
    view._wrong_first.setChecked(True)
    assert [text[0] for text in view._grid.texts[:3]] == ["✗", "✗", "✓"]
    view.show_samples(_with_wrong(7))
    assert [text[0] for text in view._grid.texts[:2]] == ["✗", "✓"]
    view._wrong_first.setChecked(False)
    assert view._grid.texts[7].startswith("✗")


def test_that_a_click_shows_the_three_likeliest_classes(view: ImagesView, qtbot: QtBot) -> None:
    view.show_samples(_with_wrong(0))
    assert view._detail.isHidden()
    qtbot.mouseClick(view._grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 30))
    assert view._grid.choice == 0
    assert not view._detail.isHidden()
    guesses = view._detail.guesses
    true = int(labels(KEY)[0])
    assert len(guesses) == 3
    assert guesses[0].name == str((true + 1) % 10)
    assert guesses[0].share == pytest.approx(0.9)
    assert not guesses[0].is_true
    assert view._detail.accessibleName() == f"✗ Taken for {(true + 1) % 10}, is {true}"
    qtbot.mouseClick(view._grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 30))
    assert view._detail.isHidden()


def test_that_keys_walk_through_the_images(view: ImagesView, qtbot: QtBot) -> None:
    grid = view._grid
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.choice == 0
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.choice == 1
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    below = grid.choice
    assert below > 1
    qtbot.keyClick(grid, Qt.Key.Key_Up)
    assert grid.choice == 1
    qtbot.keyClick(grid, Qt.Key.Key_End)
    assert grid.choice == len(labels(KEY)) - 1
    assert grid.verticalScrollBar().value() > 0
    qtbot.keyClick(grid, Qt.Key.Key_Home)
    assert grid.choice == 0
    assert grid.verticalScrollBar().value() == 0
    qtbot.keyClick(grid, Qt.Key.Key_Escape)
    assert grid.choice == NONE


def test_that_a_chosen_image_follows_the_answers(view: ImagesView) -> None:
    view._grid.choose(4)
    assert view._detail.guesses == ()
    assert view._detail.accessibleName() == f"True label: {labels(KEY)[4]}"
    view.show_samples(_with_wrong())
    assert view._detail.guesses[0].is_true
    view.show_samples(_with_wrong(4))
    assert not view._detail.guesses[0].is_true
    view.show_samples(None)
    assert view._detail.guesses == ()


def test_that_other_data_is_taken_over_whole(view: ImagesView) -> None:
    view.show_samples(_with_wrong(0))
    last = len(labels(KEY)) - 1
    view._grid.choose(last)
    view.show_preview(shown("digits28"))
    assert len(view._grid.texts) == len(labels("digits28")) < last
    assert view._grid.choice == NONE
    assert not view.grab().isNull()


def test_that_wrong_answers_have_a_colour_of_their_own(view: ImagesView) -> None:
    def has_bad() -> bool:
        image = view._grid.grab().toImage()
        return any(
            image.pixelColor(x, y) == QColor(view.theme.bad) for x in range(image.width()) for y in range(80)
        )

    view.show_samples(_with_wrong())
    assert not has_bad()
    view.show_samples(_with_wrong(0))
    assert has_bad()
    view.set_theme(DARK)
    assert has_bad()


@pytest.mark.parametrize("size", [(350, 300), (900, 700)])
def test_that_the_grid_fits_its_room(view: ImagesView, size: tuple[int, int]) -> None:
    view.show_samples(_with_wrong(1))
    view.resize(*size)
    view._grid.choose(0)
    assert view.grab().size().width() == size[0]
    assert view.minimumSizeHint().height() <= 300
    first_row = [at for at in range(20) if view._grid._cell(at).top() == view._grid._cell(0).top()]
    assert view._grid._cell(first_row[-1]).right() <= view._grid.viewport().width()
    assert len(first_row) >= 4


@pytest.mark.usefixtures("qapp")
def test_that_every_image_is_found_in_the_atlas() -> None:
    marked = np.zeros((7, 2, 3, 3), np.uint8)
    marked[:, :, :, 0] = np.arange(7)[:, None, None] * 30
    sheet = atlas(marked)
    for number in range(7):
        place = sheet.place(number)
        assert (place.width(), place.height()) == (3, 2)
        assert {
            sheet.image.pixelColor(x, y).red()
            for x in range(place.left(), place.right() + 1)
            for y in range(place.top(), place.bottom() + 1)
        } == {number * 30}


@pytest.mark.usefixtures("qapp")
def test_that_enlarged_pixels_stay_sharp() -> None:
    board = np.zeros((1, 2, 2, 3), np.uint8)
    board[0, 0, 0] = board[0, 1, 1] = 255
    drawn = QImage(40, 40, QImage.Format.Format_RGB32)
    painter = QPainter(drawn)
    atlas(board).draw(painter, 0, QRectF(0, 0, 40, 40))
    painter.end()
    assert {drawn.pixelColor(x, y).red() for x in range(40) for y in range(40)} == {0, 255}


def test_that_a_drawing_is_ink_on_the_themes_paper() -> None:
    image = np.zeros((1, 4, 4, 1), np.float32)
    image[0, 0, 0] = 1.0
    for theme in (LIGHT, DARK):
        seen = pixels(image, PLAIN, theme)[0]
        assert QColor(*seen[0, 0].tolist()).name() == theme.text
        assert QColor(*seen[3, 3].tolist()).name() == theme.field


def test_that_a_grey_photograph_is_never_a_negative() -> None:
    image = np.linspace(0, 1, 16, dtype=np.float32).reshape(1, 4, 4)
    seen = pixels(image, PLAIN, LIGHT)[0]
    assert seen[0, 0].tolist() == [0, 0, 0]
    assert seen[3, 3].tolist() == [255, 255, 255]


def test_that_scaled_images_get_their_own_brightness_back() -> None:
    original = np.random.default_rng(0).uniform(0, 1, (3, 4, 4, 3)).astype(np.float32)
    original[0, 0, 0], original[0, 0, 1] = 0.0, 1.0
    scale = Scale(offset=np.array([0.4, 0.5, 0.6]), factor=np.array([0.2, 0.3, 0.4]))
    scaled = ((original - scale.offset) / scale.factor).astype(np.float32)
    assert np.abs(pixels(scaled, scale, LIGHT) - original * 255).max() <= 1


def test_that_images_and_their_texts_grow_with_the_text_of_the_window(view: ImagesView) -> None:
    def cells() -> list[int]:
        return [view._grid._side(), view._grid._cell(1).height(), view._grid._metrics().height()]

    before = cells()
    font = view.font()
    font.setPointSizeF(font.pointSizeF() * 1.6)
    view.setFont(font)
    assert all(after > 1.3 * small for small, after in zip(before, cells(), strict=True))


def test_that_the_worst_mistakes_come_first(view: ImagesView) -> None:
    classes = labels(KEY)
    classes[[3, 8]] = (classes[[3, 8]] + 1) % 10
    outputs = sure_of(classes, 10, 0.6)
    outputs[8] = sure_of(classes[8:9], 10, 0.99)[0]
    view.show_samples(answered(outputs))
    view._wrong_first.setChecked(True)
    assert view._grid._order[:3].tolist() == [8, 3, 0]


def test_that_a_cell_of_the_matrix_shows_its_images(view: ImagesView, qtbot: QtBot) -> None:
    view.show_samples(_with_wrong(0))
    true = int(labels(KEY)[0])
    taken = (true + 1) % 10
    view.tabs.setCurrentIndex(1)
    frame = view.matrix._frame()
    qtbot.mouseClick(view.matrix, Qt.MouseButton.LeftButton, pos=frame.cell(true, taken).center().toPoint())
    assert view.tabs.currentIndex() == 0
    assert view._grid.texts == (f"✗ {taken}, is {true}",)
    assert view._all.isVisible()
    view._all.click()
    assert len(view._grid.texts) == len(labels(KEY))
    assert not view._all.isVisible()


def test_that_a_cell_is_forgotten_with_the_answers(view: ImagesView) -> None:
    view.show_samples(_with_wrong(0))
    view._on_matrix_clicked(5, 5)
    assert len(view._grid.texts) < len(labels(KEY))
    view.show_samples(None)
    assert len(view._grid.texts) == len(labels(KEY))


def test_that_columns_are_as_wide_as_the_texts_under_the_images(qtbot: QtBot) -> None:
    view = ImagesView(LIGHT)
    qtbot.addWidget(view)
    view.resize(420, 430)
    view.show_preview(shown("patches"))
    narrow = view._grid._columns()
    view.show_samples(answered(sure_of(1 - labels("patches"), 2)))
    assert view._grid._columns() < narrow
