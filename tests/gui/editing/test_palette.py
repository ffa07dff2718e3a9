"""Layers are found by typing, and leave the palette by Enter, a double click or a drag."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from nnstudio import i18n
from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.entries import Category
from nnstudio.design.blocks import BLOCKS
from nnstudio.design.files import layers_from_text
from nnstudio.gui.command_palette import matches
from nnstudio.gui.mime import KIND_MIME, ROWS_MIME
from nnstudio.gui.palette import PalettePanel
from nnstudio.gui.palette.model import PaletteModel
from nnstudio.gui.palette.offers import CATEGORY_TITLES, NETWORKS, matching, offer, offers
from nnstudio.gui.theme import DARK, LIGHT


@pytest.fixture
def palette(qtbot: QtBot) -> PalettePanel:
    palette = PalettePanel(LIGHT)
    qtbot.addWidget(palette)
    palette.show()
    return palette


def keys_of(model: PaletteModel) -> list[str]:
    return [key for row in range(model.rowCount()) if (key := model.key(row))]


def test_that_every_layer_and_network_stands_under_its_heading(qtbot: QtBot) -> None:
    model = PaletteModel(LIGHT)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert sorted(keys_of(model)) == sorted([*LAYERS, *(f"block:{block.key}" for block in BLOCKS)])
    heading = ""
    for row in range(model.rowCount()):
        key = model.key(row)
        if not key:
            heading = model.data(model.index(row))
            assert not model.flags(model.index(row)) & Qt.ItemFlag.ItemIsSelectable
        else:
            assert heading == f"▾ {CATEGORY_TITLES[LAYERS[key].category] if key in LAYERS else NETWORKS}"


def test_that_a_click_on_a_heading_folds_it(palette: PalettePanel) -> None:
    model = palette.finder.list.model()
    before = model.rowCount()
    palette.finder.list.clicked.emit(model.index(0, 0))
    assert model.rowCount() < before
    assert model.data(model.index(0, 0)) == "▸ Core"
    assert "dense" not in keys_of(model)
    palette.finder.search.setText("dense")
    assert model.key(0) == "dense", "what is folded is still found"
    palette.finder.search.clear()
    palette.finder.list.clicked.emit(model.index(1, 0))  # the next heading: another section
    palette.finder.list.clicked.emit(model.index(0, 0))
    assert model.data(model.index(0, 0)) == "▾ Core"


def test_that_a_network_is_dragged_as_rows() -> None:
    found = offer("block:lenet5")
    assert found is not None
    text = bytes(found.mime.data(ROWS_MIME).data()).decode()
    assert layers_from_text(text) == found.excerpt
    assert offer("nothing") is None


def test_that_every_category_has_a_title() -> None:
    assert set(CATEGORY_TITLES) == set(Category)


@pytest.mark.parametrize("key", [offered.key for offered in offers()])
def test_that_an_offer_is_found_by_title_key_and_help(key: str) -> None:
    layer = offer(key)
    assert layer is not None
    assert matching(layer.title)[0] == layer
    assert layer in matching(key)
    assert layer in matching(layer.help)
    assert layer in matching(layer.title[:3].upper())


def test_that_names_that_begin_with_the_letters_come_first() -> None:
    assert matching("d")[0].key == "dense"
    assert matching("drop")[0].key == "dropout"
    assert matching("max pool")[0].key == "max_pooling1d"


def test_that_help_is_searched_by_how_its_words_begin() -> None:
    found = {layer.key for layer in matching("re")}
    assert {"reshape", "lstm"} <= found
    assert "embedding" not in found


def test_that_nothing_found_is_said(palette: PalettePanel) -> None:
    palette.finder.search.setText("unheard of")
    assert not palette.finder.list.isVisible()
    palette.finder.search.clear()
    assert palette.finder.list.isVisible()


def test_that_enter_asks_for_the_best_match(qtbot: QtBot, palette: PalettePanel) -> None:
    qtbot.keyClicks(palette.finder.search, "lst")
    with qtbot.waitSignal(palette.insert_requested) as asked:
        qtbot.keyClick(palette.finder.search, Qt.Key.Key_Return)
    assert asked.args == ["lstm"]


def test_that_arrows_choose_from_the_search_line(qtbot: QtBot, palette: PalettePanel) -> None:
    qtbot.keyClicks(palette.finder.search, "pooling")
    second = matching("pooling")[1].key
    qtbot.keyClick(palette.finder.search, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.insert_requested) as asked:
        qtbot.keyClick(palette.finder.search, Qt.Key.Key_Return)
    assert asked.args == [second]


def test_that_a_heading_asks_for_nothing(qtbot: QtBot, palette: PalettePanel) -> None:
    with qtbot.assertNotEmitted(palette.insert_requested):
        palette.finder.list.doubleClicked.emit(palette.finder.list.model().index(0, 0))
        palette.finder.list.doubleClicked.emit(QModelIndex())
    with qtbot.waitSignal(palette.insert_requested) as asked:
        palette.finder.list.doubleClicked.emit(palette.finder.list.model().index(1, 0))
    assert asked.args == ["dense"]


def test_that_a_dragged_layer_travels_by_its_key(palette: PalettePanel) -> None:
    model = palette.finder.list.model()
    data = model.mimeData([model.index(1, 0)])
    assert bytes(data.data(KIND_MIME).data()) == b"dense"


def test_that_tooltips_have_help_and_formula(qtbot: QtBot) -> None:
    model = PaletteModel(LIGHT)
    for row in range(model.rowCount()):
        if key := model.key(row):
            tip = model.data(model.index(row), Qt.ItemDataRole.ToolTipRole)
            found = offer(key)
            assert found is not None
            assert found.help in tip
            assert found.tip in tip


def test_that_the_chips_follow_the_theme(palette: PalettePanel) -> None:
    light = palette.grab().toImage()
    palette.set_theme(DARK)
    assert palette.grab().toImage() != light


@pytest.fixture
def russian() -> Iterator[None]:
    i18n.set_language("ru")
    yield
    i18n.set_language("en")


@pytest.mark.usefixtures("russian")
@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("свёртка", "conv2d"),
        ("СВЕРТКА", "conv2d"),
        ("conv", "conv2d"),
        ("convolution", "conv2d"),
        ("пулинг", "max_pooling2d"),
        ("рекуррент", "lstm"),
        ("вниман", "attention"),
        ("нормализация", "batch_normalization"),
        ("Dense", "dense"),
    ],
)
def test_that_a_layer_is_found_in_russian_and_in_english(typed: str, key: str) -> None:
    assert key in {found.key for found in matching(typed)}


@pytest.mark.usefixtures("russian")
def test_that_classes_of_keras_are_called_the_same_in_every_language() -> None:
    assert {layer.key: i18n._(layer.title) for layer in LAYERS.values()} == {
        layer.key: str(layer.title) for layer in LAYERS.values()
    }


@pytest.mark.usefixtures("russian")
def test_that_a_command_is_found_whatever_the_dots_of_yo() -> None:
    assert matches("свертк", "Добавить слой: свёртка")
    assert matches("СЛОЙ свёрт", "Добавить слой: свертка")
