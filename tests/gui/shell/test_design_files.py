"""Opening and saving, with a person who answers by the book."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnstudio.design import edits
from nnstudio.design.files import load, save
from nnstudio.design.shipped import load_shipped
from nnstudio.gui.design_files import DesignFiles
from nnstudio.gui.dialogs import Answer
from nnstudio.gui.document import Document
from nnstudio.gui.messages import Message
from nnstudio.gui.recent_files import RecentFiles
from nnstudio.gui.settings import Settings
from tests.gui.shell.windows import Answers
from tests.rights import as_nobody


class Desk:
    """A document, its files and who answers."""

    def __init__(self, document: Document, settings: Settings) -> None:
        self.document = document
        self.answers = Answers()
        self.recent = RecentFiles(settings)
        self.files = DesignFiles(document, self.recent, self.answers)
        self.told: list[Message] = []
        self.files.message.connect(self.told.append)

    def edit(self) -> None:
        assert self.document.apply(edits.set_recipe, "epochs", 77)


@pytest.fixture
def desk(document: Document, settings: Settings) -> Desk:
    return Desk(document, settings)


def test_that_what_is_saved_opens_again_identically(desk: Desk, tmp_path: Path) -> None:
    desk.files.open_shipped("digits-cnn")
    desk.edit()
    desk.answers.path = tmp_path / "mine.nnd"
    assert desk.files.save()
    saved = desk.document.design
    desk.files.new()
    assert desk.document.design != saved
    assert desk.files.open(desk.recent.paths[0])
    assert desk.document.design == saved
    assert desk.files.name == "mine"


def test_that_a_shipped_design_is_an_untitled_copy_that_asks_for_a_place(desk: Desk, tmp_path: Path) -> None:
    desk.files.open_shipped("spiral")
    assert desk.document.path is None
    assert desk.recent.paths == ()
    desk.answers.path = tmp_path / "mine.nnd"
    assert desk.files.save()
    assert len(desk.answers.asked) == 1
    assert desk.files.save()  # now it has a place
    assert len(desk.answers.asked) == 1
    assert not desk.document.is_modified


def test_that_a_file_is_asked_for_in_its_own_words(desk: Desk) -> None:
    desk.files.open_shipped("digits-cnn")
    assert not desk.files.save()
    (suggestion,) = desk.answers.asked
    assert suggestion.endswith(".nnd")
    assert suggestion == "Digits, convolutional.nnd"


@pytest.mark.parametrize(
    ("answer", "left"), [(Answer.CANCEL, False), (Answer.DISCARD, True), (Answer.SAVE, True)]
)
def test_that_unsaved_changes_are_asked_about_once(
    desk: Desk, answer: Answer, left: bool, tmp_path: Path
) -> None:
    path = tmp_path / "mine.nnd"
    save(load_shipped("iris"), path)
    desk.files.open(path)
    desk.edit()
    desk.answers.unsaved = answer
    assert desk.files.new() is left
    assert desk.answers.asked == ["mine"]
    assert (load(path).recipe.epochs == 77) is (answer is Answer.SAVE)
    assert (desk.document.path is None) is left


def test_that_saying_save_and_then_giving_no_place_leaves_everything(desk: Desk) -> None:
    desk.files.open_shipped("iris")
    desk.edit()
    kept = desk.document.design
    desk.answers.unsaved = Answer.SAVE
    assert not desk.files.new()
    assert desk.document.design is kept
    assert desk.document.is_modified


@pytest.mark.parametrize(
    "content", [None, b"", b"\x89PNG\r\n\x1a\n\x00", b'{"format": "nnstudio/9"}', b'{"format": "nnstudio/1"']
)
def test_that_a_bad_file_is_told_in_one_message_and_changes_nothing(
    desk: Desk, content: bytes | None, tmp_path: Path
) -> None:
    desk.files.open_shipped("iris")
    desk.edit()
    kept = desk.document.design
    path = tmp_path / "bad.nnd"
    if content is not None:
        path.write_bytes(content)
    assert not desk.files.open(path)
    assert len(desk.told) == 1
    assert "bad.nnd" in desk.told[0].plain
    assert desk.document.design is kept
    assert desk.document.is_modified
    assert desk.answers.asked == []


def test_that_a_place_that_cannot_be_written_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.files.open_shipped("iris")
    desk.answers.path = tmp_path / "nowhere" / "mine.nnd"
    assert not desk.files.save()
    assert len(desk.told) == 1
    assert desk.recent.paths == ()


def test_that_a_recent_file_that_is_gone_is_told_and_forgotten(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "mine.nnd"
    save(load_shipped("iris"), path)
    desk.files.open(path)
    path.unlink()
    assert not desk.files.open(path)
    assert len(desk.told) == 1
    assert desk.recent.paths == ()


def test_that_a_design_in_a_closed_folder_is_told(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir()
    save(load_shipped("iris"), tmp_path / "closed" / "mine.nnd")
    (tmp_path / "closed").chmod(0)
    try:
        with as_nobody():
            assert not desk.files.open(tmp_path / "closed" / "mine.nnd")
    finally:
        (tmp_path / "closed").chmod(0o755)
    assert "There is no permission" in desk.told[-1].text
