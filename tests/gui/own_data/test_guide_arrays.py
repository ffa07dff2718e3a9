"""The guide with a file of arrays: three steps from the file to a choice that can be trained."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from nnstudio.data import prepare, preview, source_of
from nnstudio.design.facts import Domain, Task
from nnstudio.gui.data_page.dialog import DataPage
from nnstudio.gui.own_data.array_steps import ArraySteps
from nnstudio.gui.own_data.guide import CHOOSE, OwnDataGuide
from nnstudio.gui.panels.data import meaningless_fields
from nnstudio.gui.theme import LIGHT
from tests.data.own.test_arrays import IMAGES, LABELS, RNG, keras, saved
from tests.gui.own_data.conftest import Read
from tests.gui.own_data.test_guide_tables import finished


@pytest.fixture
def path(tmp_path: Path) -> Path:
    rows = RNG.normal(size=(60, 3))
    rows[2] = np.nan
    weights = RNG.normal(size=60)
    return saved(tmp_path / "set.npz", x=IMAGES, y=LABELS, rows=rows, weight=weights, short=LABELS[:9])


def steps_of(guide: OwnDataGuide) -> ArraySteps:
    assert isinstance(guide.steps, ArraySteps)
    return guide.steps


def pick(box: object, key: str) -> None:
    box.show_key(key)  # type: ignore[attr-defined]
    box.activated.emit(0)  # type: ignore[attr-defined]


def test_that_three_steps_lead_from_arrays_to_data(path: Path, read: Read, qtbot: QtBot) -> None:
    guide = read(path)
    steps = steps_of(guide)
    assert "5 arrays" in steps._look.count.text()
    cells = [steps._look.model.index(0, at).data() for at in range(5)]
    assert cells == ["x", "60×8×8", "uint8", f"{IMAGES.min()} to {IMAGES.max()}", ""]
    assert "[" in steps._look.first.toPlainText()
    assert steps._look.model.index(2, 4).data() == "1 example"
    choice, facts, with_network = finished(guide, qtbot)
    assert (facts.domain, facts.task) == (Domain.IMAGES, Task.CLASSIFICATION)
    assert with_network
    assert prepare(choice).train.stored.dtype == np.uint8


def test_that_what_goes_together_is_offered(path: Path, read: Read, qtbot: QtBot) -> None:
    guide = read(path)
    steps = steps_of(guide)
    guide.frame.next.click()
    assert guide.pages.currentIndex() == CHOOSE
    offered = [steps.target.itemData(at) for at in range(steps.target.count())]
    assert offered == ["", "y", "rows", "weight"]
    assert not steps._shown[0].pixmap().isNull()
    pick(steps.input, "rows")
    assert (steps.choice.input, steps.choice.target, steps.choice.form) == ("rows", "y", "numbers")
    assert steps.gaps.isVisibleTo(steps.choose)
    pick(steps.target, "weight")
    assert not steps.choice.as_classes
    assert not steps.answers.isVisibleTo(steps.choose)
    pick(steps.gaps, "fill")
    choice, facts, _network = finished(guide, qtbot)
    assert facts.task is Task.REGRESSION
    assert choice.own is not None
    assert choice.own.count == 60


def test_that_without_a_target_it_learns_without_labels(path: Path, read: Read, qtbot: QtBot) -> None:
    guide = read(path)
    pick(steps_of(guide).target, "")
    choice, facts, with_network = finished(guide, qtbot)
    assert facts.task is Task.RECONSTRUCTION
    assert with_network
    assert prepare(choice).train.targets.shape[1:] == (8, 8, 1)


def test_that_what_was_chosen_is_there_when_it_is_chosen_again(path: Path, read: Read) -> None:
    steps = steps_of(read(path))
    pick(steps.input, "rows")
    pick(steps.target, "weight")
    pick(steps.gaps, "fill")
    again = ArraySteps(steps.own())
    again.take(steps._found)
    assert again.own() == steps.own()
    again.look.deleteLater()
    again.choose.deleteLater()


def test_that_a_wrong_file_is_one_sentence_and_a_good_one_follows(
    tmp_path: Path, path: Path, read: Read
) -> None:
    (tmp_path / "bad.npz").write_bytes(b"PK\x03\x04 and nothing more")
    guide = read(tmp_path / "bad.npz")
    assert "is damaged" in guide.frame.problem.text()
    assert not guide.frame.next.isEnabled()
    assert read(path).frame.next.isEnabled()


def test_that_arrays_of_keras_are_held_out_and_may_be_left_alone(
    tmp_path: Path, read: Read, qtbot: QtBot
) -> None:
    steps = read(keras(tmp_path)).steps
    assert isinstance(steps, ArraySteps)
    assert steps.held_out.currentText() == "x_test, y_test"
    assert ("Held out", "20 · x_test, y_test") in steps.facts()
    steps.held_out.show_key("")
    steps.held_out.activated.emit(1)
    own = steps.own()
    assert own.arrays is not None
    assert own.arrays.held_out == 0
    steps.held_out.show_key("x_test")
    steps.held_out.activated.emit(0)
    steps.input.show_key("x_test")
    steps.input.activated.emit(0)
    assert not steps._form.isRowVisible(steps.held_out)
    assert steps.own().count == 20
    steps.input.show_key("x_train")
    steps.input.activated.emit(0)
    own = steps.own()
    assert own.arrays is not None
    assert own.arrays.held_out == 20


def test_that_the_share_of_a_test_that_is_given_is_not_asked_for(
    tmp_path: Path, read: Read, qtbot: QtBot
) -> None:
    guide = read(keras(tmp_path))
    choice, facts, _network = finished(guide, qtbot)
    assert facts.test == 20
    assert "test" in meaningless_fields(source_of(choice), choice.goal)


def test_that_a_test_part_that_is_learned_from_too_is_told(tmp_path: Path, read: Read, qtbot: QtBot) -> None:
    guide = read(keras(tmp_path))
    guide.frame.next.click()
    guide.frame.next.click()
    told = dict(guide.steps.facts())  # type: ignore[union-attr]
    assert "20 of 20" in told["Test part"]
    choice, _facts, _with_network = finished(guide, qtbot)
    page = DataPage(LIGHT)
    qtbot.addWidget(page)
    page.show_preview(preview(prepare(choice)))
    assert any("20 of 20" in label.text() for label in page.facts.findChildren(QLabel))


def test_that_a_test_part_of_its_own_is_not_told_so(tmp_path: Path, read: Read) -> None:
    held = RNG.integers(0, 256, (20, 8, 8), np.uint8)
    guide = read(keras(tmp_path, x_test=held))
    guide.frame.next.click()
    guide.frame.next.click()
    told = dict(guide.steps.facts())  # type: ignore[union-attr]
    assert "Held out" in told
    assert "Test part" not in told
