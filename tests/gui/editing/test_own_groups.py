"""The person's own groups: kept as files, offered in the palette, put into the list."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QInputDialog, QMenu
from pytestqt.qtbot import QtBot

from nnstudio.design import edits
from nnstudio.errors import UserError
from nnstudio.gui.document import Document
from nnstudio.gui.layer_list.panel import NetworkPanel
from nnstudio.gui.messages import Message
from nnstudio.gui.palette import PalettePanel
from nnstudio.gui.palette.own import OwnGroups
from nnstudio.gui.theme import LIGHT


@pytest.fixture
def own(qtbot: QtBot, tmp_path: Path) -> OwnGroups:
    return OwnGroups(tmp_path / "groups")


@pytest.fixture
def panel(qtbot: QtBot, document: Document, own: OwnGroups) -> NetworkPanel:
    panel = NetworkPanel(document, LIGHT, own=own)
    qtbot.addWidget(panel)
    document.apply(edits.group_rows, ["l4", "l5"], "Head")
    document.apply(edits.repeat_group, "g1", 2)
    panel.selection.select("@group:g1")
    panel.groups.keep()
    return panel


@pytest.mark.usefixtures("panel")
def test_that_a_saved_group_is_there_in_the_next_session(own: OwnGroups, tmp_path: Path) -> None:
    later = OwnGroups(tmp_path / "groups")
    assert later.load() == []
    (offered,) = later.offers()
    assert (offered.title, offered.help) == ("Head", "Your own group of 2 layers.")
    assert offered.excerpt is not None
    assert offered.excerpt.groups[0].repeat == 2
    assert own.offers() == later.offers()


def test_that_it_is_added_by_its_key_with_heading_and_repeats(
    panel: NetworkPanel, document: Document, own: OwnGroups
) -> None:
    panel.rows.insert(own.offers()[0].key)
    assert [group.title for group in document.design.groups] == ["Head", "Head"]
    assert document.design.groups[1].repeat == 2
    document.undo_stack.undo()
    assert len(document.design.groups) == 1


@pytest.mark.usefixtures("panel")
def test_that_the_palette_offers_finds_renames_and_forgets_it(qtbot: QtBot, own: OwnGroups) -> None:
    palette = PalettePanel(LIGHT, own=own)
    qtbot.addWidget(palette)
    palette.show()
    palette.finder.search.setText("head")
    model = palette.finder.list.model()
    assert model.index(0, 0).data() == "Head"
    place = palette.finder.list.visualRect(model.index(0, 0)).center()
    palette.finder.list.customContextMenuRequested.emit(place)
    menu = palette.findChild(QMenu)
    rename, forget = menu.actions()
    rename.trigger()
    box = palette.findChild(QInputDialog)
    box.setTextValue("Tail")
    box.accept()
    assert [offered.title for offered in own.offers()] == ["Tail"]
    forget.trigger()
    assert own.offers() == []
    assert own.load() == []
    menu.close()
    palette.finder.list.customContextMenuRequested.emit(QPoint(1, 1))  # nothing of one's own is there


@pytest.mark.usefixtures("panel")
def test_that_a_deleted_group_is_put_back_as_it_was(qtbot: QtBot, own: OwnGroups, tmp_path: Path) -> None:
    palette = PalettePanel(LIGHT, own=own)
    qtbot.addWidget(palette)
    palette.show()
    messages: list[Message] = []
    palette.message.connect(messages.append)
    (before,) = own.offers()
    list_ = palette.finder.list
    palette.finder.search.setText("head")
    list_.customContextMenuRequested.emit(list_.visualRect(list_.model().index(0, 0)).center())
    menu = palette.findChild(QMenu)
    menu.actions()[-1].trigger()
    menu.close()
    (message,) = messages
    assert message.text == "“Head” was deleted from your groups."
    assert OwnGroups(tmp_path / "groups").load() == own.offers() == []
    assert message.offer is not None
    message.offer.do()
    later = OwnGroups(tmp_path / "groups")
    assert later.load() == []
    (after,) = later.offers()
    assert (after.title, after.excerpt) == (before.title, before.excerpt)


@pytest.mark.usefixtures("panel")
def test_that_a_broken_file_is_told_and_left_alone_and_the_others_are_there(
    own: OwnGroups, tmp_path: Path
) -> None:
    broken = tmp_path / "groups" / "group-0.json"
    broken.write_text("{")
    (error,) = own.load()
    assert "group-0.json" in error.message
    assert len(own.offers()) == 1
    assert broken.read_text() == "{"


@pytest.mark.usefixtures("panel")
def test_that_a_folder_that_cannot_be_written_is_told(own: OwnGroups, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    kept = own.offers()[0].excerpt
    assert kept is not None
    with pytest.raises(UserError, match="could not be saved"):
        OwnGroups(tmp_path / "file" / "groups").add(kept)
