"""Finding commands by a few letters."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from nnstudio.gui.command_palette import Command, CommandPalette, matches
from nnstudio.gui.theme import LIGHT


@pytest.mark.parametrize(
    ("text", "found"), [("", True), ("trai", True), ("NET train", True), ("tarin", False), ("net x", False)]
)
def test_that_every_word_typed_must_be_in_the_title(text: str, found: bool) -> None:
    assert matches(text, "Train the network") is found


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def palette(done: list[str], qtbot: QtBot) -> CommandPalette:
    names = ("Train", "Stop", "Save", "Save as")
    commands = [Command(name, "F5", lambda name=name: done.append(name)) for name in names]  # type: ignore[misc]
    made = CommandPalette(commands, LIGHT)
    qtbot.addWidget(made)
    made.show()
    return made


def test_that_typing_narrows_the_list(palette: CommandPalette) -> None:
    assert palette.titles == ("Train", "Stop", "Save", "Save as")
    palette.type_text("save")
    assert palette.titles == ("Save", "Save as")
    palette.type_text("nothing of that name")
    assert palette.titles == ()


def test_that_arrows_choose_and_enter_does_it(palette: CommandPalette, done: list[str]) -> None:
    field = palette.findChild(QLineEdit)
    palette.type_text("save")
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert done == ["Save as"]
    assert not palette.isVisible()


def test_that_escape_does_nothing_and_closes(palette: CommandPalette, done: list[str]) -> None:
    QTest.keyClick(palette, Qt.Key.Key_Escape)
    assert done == []
    assert not palette.isVisible()


def test_that_enter_on_an_empty_list_does_nothing(palette: CommandPalette, done: list[str]) -> None:
    palette.type_text("zzz")
    QTest.keyClick(palette.findChild(QLineEdit), Qt.Key.Key_Return)
    assert done == []
