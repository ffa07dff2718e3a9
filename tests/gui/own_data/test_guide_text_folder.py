"""The guide with a folder of texts: three steps from folders to a choice that can be trained."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from nnstudio.data import prepare
from nnstudio.design.facts import Task
from nnstudio.gui.own_data.text_folder_steps import TextFolderSteps
from tests.data.own.test_text_folder import folder  # noqa: F401 - a fixture
from tests.gui.own_data.conftest import Read
from tests.gui.own_data.test_guide_tables import finished


def test_that_three_steps_lead_from_texts_to_data(folder: Path, read: Read, qtbot: QtBot) -> None:  # noqa: F811
    (folder / "sea" / "bad.txt").write_bytes(b"")
    guide = read(folder)
    steps = guide.steps
    assert isinstance(steps, TextFolderSteps)
    assert "24 texts · 2 classes" in steps._look.count.text()
    assert "sea/bad.txt: It is empty." in steps._look.bad.toPlainText()
    choice, facts, with_network = finished(guide, qtbot)
    assert (facts.task, facts.classes, with_network) == (Task.CLASSIFICATION, ("fox", "sea"), True)
    assert len(prepare(choice).train) == facts.train


def test_that_they_can_be_written_on_and_that_is_remembered(
    folder: Path,  # noqa: F811
    read: Read,
    qtbot: QtBot,
) -> None:
    guide = read(folder)
    steps = guide.steps
    assert isinstance(steps, TextFolderSteps)
    steps.task.show_key("on")
    steps.task.activated.emit(0)
    again = TextFolderSteps(steps.own())
    again.take(steps._found)
    assert again.own() == steps.own()
    again.look.deleteLater()
    again.choose.deleteLater()
    _choice, facts, _network = finished(guide, qtbot)
    assert facts.task is Task.GENERATION
