"""The guide with a table of texts: three steps to a choice that can be trained."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from nnstudio.data import prepare
from nnstudio.design.facts import Task
from nnstudio.gui.own_data.columns_model import KIND, ROLE
from nnstudio.gui.own_data.table_steps import TableSteps
from tests.data.own.test_table_texts import REVIEWS, pairs, reviews
from tests.gui.own_data.conftest import Read
from tests.gui.own_data.test_guide_tables import finished


def test_that_three_steps_lead_from_texts_with_classes_to_data(
    tmp_path: Path, read: Read, qtbot: QtBot
) -> None:
    path = reviews(tmp_path)
    path.write_text(path.read_text("utf-8") + f'64;плохо;"{REVIEWS[0][0]}"\n', "utf-8")
    guide = read(path)
    assert isinstance(guide.steps, TableSteps)
    columns = guide.steps.columns
    assert [columns.index(row, ROLE).data() for row in range(3)] == ["not used", "target", "input"]
    assert set(columns.choices(columns.index(2, KIND))) == {"text", "category"}
    told = "1 text repeats an earlier one; the same texts go to one part of the data"
    assert ("Repeated", told) in guide.steps.facts()
    choice, facts, with_network = finished(guide, qtbot)
    assert (facts.task, facts.classes, with_network) == (Task.CLASSIFICATION, ("плохо", "хорошо"), True)
    assert len(prepare(choice).train) == facts.train


def test_that_three_steps_lead_from_translations_to_data(tmp_path: Path, read: Read, qtbot: QtBot) -> None:
    choice, facts, with_network = finished(read(pairs(tmp_path)), qtbot)
    assert (facts.task, with_network) == (Task.TRANSLATION, True)
    assert len(prepare(choice).train) == facts.train


def test_that_a_text_can_be_taken_as_a_class_and_back(tmp_path: Path, read: Read) -> None:
    guide = read(pairs(tmp_path))
    assert isinstance(guide.steps, TableSteps)
    columns = guide.steps.columns
    columns.set_kind([1], "category")
    assert columns.columns[1].categories
    assert columns.columns[1].writing is None
    columns.set_kind([1], "text")
    assert not columns.columns[1].categories
    assert columns.columns[1].writing is not None
