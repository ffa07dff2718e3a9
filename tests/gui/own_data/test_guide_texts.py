"""The guide with a text file: three steps from a file to a choice that can be trained."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from nnstudio.data import prepare
from nnstudio.design.facts import Task
from nnstudio.gui.own_data.table_steps import TableSteps
from nnstudio.gui.own_data.text_steps import TextSteps
from tests.data.own.test_texts import RUSSIAN, written
from tests.gui.own_data.conftest import Read
from tests.gui.own_data.test_guide_tables import finished


def test_that_three_steps_lead_from_a_text_to_data(tmp_path: Path, read: Read, qtbot: QtBot) -> None:
    guide = read(written(tmp_path / "proverbs.txt", RUSSIAN, "cp1251"))
    steps = guide.steps
    assert isinstance(steps, TextSteps)
    assert steps._look.text.toPlainText() == RUSSIAN
    assert steps._look.encoding.currentData() == "cp1251"
    assert f"{len(RUSSIAN):,} characters · 40 lines" in steps._look.count.text()
    steps.characters.setValue(1_200)
    choice, facts, with_network = finished(guide, qtbot)
    assert choice.own is not None
    assert (choice.own.kind, choice.own.count) == ("text", 1_200)
    assert facts.task is Task.GENERATION
    assert with_network
    assert len(prepare(choice).train) == facts.train


def test_that_another_encoding_reads_it_again(tmp_path: Path, read: Read, qtbot: QtBot) -> None:
    guide = read(written(tmp_path / "old.txt", RUSSIAN, "koi8-r"))
    steps = guide.steps
    assert isinstance(steps, TextSteps)
    assert steps._look.text.toPlainText() != RUSSIAN
    steps._look.encoding.show_key("koi8-r")
    steps._look.encoding.activated.emit(0)
    qtbot.waitUntil(lambda: not guide.is_reading)
    assert steps._look.text.toPlainText() == RUSSIAN


def test_that_what_was_chosen_is_there_when_it_is_chosen_again(
    tmp_path: Path, read: Read, qtbot: QtBot
) -> None:
    file = written(tmp_path / "proverbs.md")
    steps = read(file).steps
    assert isinstance(steps, TextSteps)
    steps.characters.setValue(900)
    again = TextSteps(steps.own())
    again.take(steps._found)
    assert again.characters.value() == 900
    assert again.own() == steps.own()
    again.look.deleteLater()
    again.choose.deleteLater()


def test_that_a_txt_with_columns_is_a_table(tmp_path: Path, read: Read) -> None:
    assert isinstance(read(written(tmp_path / "t.txt", "a;b\n1;2\n3;4\n")).steps, TableSteps)


def test_that_a_file_that_is_no_text_is_one_sentence(tmp_path: Path, read: Read) -> None:
    file = tmp_path / "image.txt"
    file.write_bytes(bytes(range(256)) * 8)
    guide = read(file)
    assert "is not a text file" in guide.frame.problem.text()
    assert not guide.frame.next.isEnabled()
    good = read(written(tmp_path / "good.txt"))
    assert good.frame.next.isEnabled()
