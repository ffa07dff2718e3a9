"""The gallery: its cards, its recent files, and that it is there at once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnstudio.design.facts import Domain, Task
from nnstudio.design.shipped import FIRST, SECTIONS, Section, load_shipped, shipped_names
from nnstudio.gui.gallery import Card, GalleryPage, shipped_cards
from nnstudio.gui.gallery.card_button import PICTURE_HEIGHT, WIDTH, CardButton
from nnstudio.gui.gallery.cards import DOMAIN_WORDS, TASK_WORDS
from nnstudio.gui.gallery.pictures import PICTURES, picture
from nnstudio.gui.theme import DARK, LIGHT, THEMES

CARDS = shipped_cards(shipped_names())


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[GalleryPage]:
    made = GalleryPage(LIGHT)
    qtbot.addWidget(made)
    made.resize(1366, 670)
    made.show()
    qtbot.waitExposed(made)
    return made


def _names(paths: list[Path]) -> list[str]:
    return [str(path) for path in paths]


def test_that_every_shipped_design_has_a_card_that_says_what_it_is() -> None:
    assert tuple(card.name for card in CARDS) == shipped_names()
    for card in CARDS:
        design = load_shipped(card.name)
        assert card.title == design.title
        assert card.sentence == design.notes
        assert "parameters" in card.task


def test_that_a_card_names_its_task() -> None:
    tasks = {card.name: card.task for card in CARDS}
    assert tasks["digits-cnn"] == "Images · classification · 225,034 parameters"
    assert tasks["sunspots"].startswith("Time series · forecast")
    assert tasks["autoencoder"].startswith("Images · autoencoder")


def test_that_there_are_words_for_every_domain_and_task() -> None:
    assert set(DOMAIN_WORDS) == set(Domain)
    assert set(TASK_WORDS) == set(Task)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.name)
def test_that_every_card_has_a_small_picture_in_every_theme(card: Card, theme: object) -> None:
    path = card.picture(theme)  # type: ignore[arg-type]
    assert path.stat().st_size <= 20_000
    image = QImage(str(path))
    assert (image.width(), image.height()) == (2 * WIDTH, 2 * PICTURE_HEIGHT)
    colors = {image.pixelColor(x, y).name() for x in range(0, 600, 7) for y in range(0, 240, 7)}
    assert len(colors) > 5


def test_that_every_shipped_design_has_a_drawing() -> None:
    assert set(PICTURES) == set(shipped_names())


@pytest.mark.usefixtures("qapp")
def test_that_a_picture_is_drawn_from_data_on_the_theme_s_ground() -> None:
    from nnstudio.data import prepare, preview

    draw = PICTURES["digits-cnn"](preview(prepare(load_shipped("digits-cnn").data)))
    for theme in THEMES.values():
        image = QImage.fromData(picture(draw, theme))
        assert image.pixelColor(1, 1) == QColor(theme.field)
        inside = {image.pixelColor(x, 70).name() for x in range(40, 130)}
        assert len(inside) > 10


def test_that_six_cards_are_seen_without_scrolling_on_a_projector(page: GalleryPage) -> None:
    assert page.shelves.grid.columns == 3
    assert page._scroll.verticalScrollBar().maximum() == 0
    places = [card.geometry() for card in page.cards]
    assert not any(a.intersects(b) for at, a in enumerate(places) for b in places[at + 1 :])


@pytest.mark.parametrize(("width", "columns"), [(1366, 3), (2560, 3), (800, 2), (480, 1)])
def test_that_cards_flow_into_the_width(page: GalleryPage, width: int, columns: int) -> None:
    page.resize(width, 500)
    QApplication.processEvents()
    assert page.shelves.grid.columns == columns
    assert all(page.shelves.grid.rect().contains(card.geometry()) for card in page.cards)
    assert page._scroll.horizontalScrollBar().maximum() == 0


def test_that_a_click_opens_a_card(page: GalleryPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.opened) as opened:
        QTest.mouseClick(page.cards[1], Qt.MouseButton.LeftButton)
    assert opened.args == [CARDS[1].name]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_that_a_key_opens_the_card_with_the_focus(page: GalleryPage, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.waitSignal(page.opened) as opened:
        QTest.keyClick(page.cards[2], key)
    assert opened.args == [CARDS[2].name]


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [
        (0, Qt.Key.Key_Right, 1),
        (1, Qt.Key.Key_Left, 0),
        (1, Qt.Key.Key_Down, 4),
        (4, Qt.Key.Key_Up, 1),
        (0, Qt.Key.Key_Up, 0),
        (5, Qt.Key.Key_Right, 5),
    ],
)
def test_that_arrow_keys_go_from_card_to_card(page: GalleryPage, start: int, key: Qt.Key, end: int) -> None:
    page.activateWindow()
    page.cards[start].setFocus()
    QTest.keyClick(page.cards[start], key)
    assert page.cards[end].hasFocus()


def test_that_focus_and_hover_are_seen(page: GalleryPage) -> None:
    card = page.cards[0]
    page.cards[1].setFocus()
    calm = card.grab().toImage()
    card.setFocus()
    assert card.grab().toImage() != calm


def test_that_cards_and_buttons_have_accessible_names(page: GalleryPage) -> None:
    for card in page.cards:
        assert card.accessibleName() == card.card.title
        assert card.card.sentence in card.accessibleDescription()
    assert page.new_button.text() == "New design"
    assert page.open_button.text() == "Open a file…"


def test_that_the_buttons_ask_for_a_new_design_and_for_a_file(page: GalleryPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.blank_requested):
        page.new_button.click()
    with qtbot.waitSignal(page.file_requested):
        page.open_button.click()


def test_that_recent_files_are_shown_and_opened(page: GalleryPage, qtbot: QtBot) -> None:
    assert not page.recent.isVisible()
    page.set_recent([Path("/somewhere/mine & yours.nnd"), Path("/somewhere/other.nnd")])
    assert page.recent.isVisible()
    assert [button.toolTip() for button in page.recent.buttons] == _names(
        [Path("/somewhere/mine & yours.nnd"), Path("/somewhere/other.nnd")]
    )
    assert page.recent.buttons[0].text() == "mine && yours"  # Qt shows it as one
    with qtbot.waitSignal(page.recent_opened) as opened:
        page.recent.buttons[1].click()
    assert opened.args == [str(Path("/somewhere/other.nnd"))]
    page.set_recent([])
    assert not page.recent.isVisible()


def test_that_many_recent_files_do_not_widen_the_page(page: GalleryPage) -> None:
    page.resize(600, 500)
    page.set_recent([Path(f"/somewhere/a-rather-long-name-{at}.nnd") for at in range(10)])
    QApplication.processEvents()
    seen = [button for button in page.recent.buttons if button.isVisible()]
    assert 1 <= len(seen) < 6
    assert all(page.recent.rect().contains(button.geometry()) for button in seen)
    assert page._scroll.horizontalScrollBar().maximum() == 0


def test_that_another_theme_brings_other_pictures(page: GalleryPage) -> None:
    def ground(card: CardButton) -> QColor:
        return card.grab().toImage().pixelColor(4, PICTURE_HEIGHT - 4)

    assert ground(page.cards[0]) == QColor(LIGHT.field)
    page.set_theme(DARK)
    assert ground(page.cards[0]) == QColor(DARK.field)


def test_that_a_larger_text_size_makes_room_for_itself(page: GalleryPage) -> None:
    before = page.cards[0].height(), page._title.height()
    font = page.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    page.setFont(font)
    QApplication.processEvents()
    assert page.cards[0].height() > before[0]
    assert page._title.height() > before[1]
    assert all(page.shelves.grid.rect().contains(card.geometry()) for card in page.cards)


def test_that_a_broken_shipped_file_costs_only_its_own_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nnstudio.design import files, shipped

    files.save(load_shipped("iris"), tmp_path / "iris.nnd")
    (tmp_path / "spiral.nnd").write_text("{")
    monkeypatch.setattr(shipped, "resource", lambda *parts: tmp_path.joinpath(*parts[1:]))
    assert [card.name for card in shipped_cards(["spiral", "iris"])] == ["iris"]


def test_that_the_gallery_loads_no_data_library() -> None:
    code = (
        "import sys; from nnstudio.gui.gallery import shipped_cards;"
        "from nnstudio.design.shipped import shipped_names; shipped_cards(shipped_names());"
        "print(*{name.split('.')[0] for name in sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=150
    )
    assert not set(done.stdout.split()) & {"sklearn", "scipy", "tensorflow", "keras", "PIL"}


SECTION = Section("text", "Text", ("spiral", "iris"))


def test_that_a_section_is_made_when_it_is_looked_at(qtbot: QtBot) -> None:
    made: list[tuple[str, ...]] = []

    def make(names: Sequence[str]) -> tuple[Card, ...]:
        made.append(tuple(names))
        return shipped_cards(names)

    empty = Section("video", "Video", ())
    page = GalleryPage(LIGHT, sections=(SECTIONS[0], empty, SECTION), make=make)
    qtbot.addWidget(page)
    assert made == [FIRST]
    assert [page.shelves.tabs.tabText(at) for at in range(page.shelves.tabs.count())] == [
        "Begin here",
        "Text",
    ]
    page.shelves.show_section("text")
    assert made == [FIRST, SECTION.names]
    page.shelves.show_section("first")
    page.shelves.show_section("text")
    assert len(made) == 2
    assert [card.card.name for card in page.cards] == ["spiral", "iris"]
    with qtbot.waitSignal(page.opened) as opened:
        page.cards[1].click()
    assert opened.args == ["iris"]


def test_that_a_theme_reaches_the_sections_that_are_not_seen(qtbot: QtBot) -> None:
    page = GalleryPage(LIGHT, sections=(SECTIONS[0], SECTION))
    qtbot.addWidget(page)
    page.shelves.show_section("text")
    page.set_theme(DARK)
    page.shelves.show_section("first")
    assert page.cards[0].grab().toImage().pixelColor(4, PICTURE_HEIGHT - 4) == QColor(DARK.field)


def test_that_every_section_shows_the_first_designs_of_its_kind_too() -> None:
    shown = {name for section in SECTIONS[1:] for name in section.shown}
    assert set(FIRST) <= shown
