"""The guide with a single film: from a GIF to stretches of frames and the next one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from nnstudio.data import prepare
from nnstudio.design.facts import Task
from nnstudio.gui.own_data.film_steps import FilmSteps
from nnstudio.gui.own_data.guide import OwnDataGuide
from nnstudio.gui.own_data.outcome import outcome_facts
from nnstudio.gui.theme import LIGHT
from tests.data.own.test_film import ramp
from tests.gui.own_data.conftest import Read
from tests.gui.own_data.test_guide_tables import finished


def test_that_a_film_becomes_stretches_and_the_frame_after_each(
    tmp_path: Path, read: Read, qtbot: QtBot
) -> None:
    guide = read(ramp(tmp_path / "a.gif"))
    steps = guide.steps
    assert isinstance(steps, FilmSteps)
    assert steps._look.count.text() == "40 frames"
    steps.squares.side.setValue(8)
    steps.every.setValue(2)
    assert steps.told.text() == "16 examples of 20 frames"
    assert not steps.squares.shown[0].pixmap().isNull()
    choice, facts, with_network = finished(guide, qtbot)
    assert facts.task is Task.NEXT_FRAME
    assert ("It is given", "clips of 4 frames of 8×8×3") in outcome_facts(facts)
    assert with_network
    assert len(prepare(choice).train) == facts.train
    again = OwnDataGuide(LIGHT, choice)
    again.show()
    again.open_path(tmp_path / "a.gif")
    qtbot.waitUntil(lambda: not again.is_reading)
    assert finished(again, qtbot)[0] == choice


def test_that_no_frames_before_make_images_of_them(tmp_path: Path, read: Read, qtbot: QtBot) -> None:
    guide = read(ramp(tmp_path / "a.gif"))
    steps = guide.steps
    assert isinstance(steps, FilmSteps)
    steps.frames.setValue(1)
    assert steps.told.text() == "40 examples of 40 frames"
    assert finished(guide, qtbot)[1].task is Task.RECONSTRUCTION


def test_that_too_many_frames_are_refused_before_going_on(tmp_path: Path, read: Read) -> None:
    guide = read(ramp(tmp_path / "a.gif", 12))
    guide.frame.next.click()
    steps = guide.steps
    assert isinstance(steps, FilmSteps)
    steps.frames.setValue(30)
    assert not guide.frame.next.isEnabled()
    assert "too few" in guide.frame.problem.text()
    steps.frames.setValue(3)
    assert guide.frame.next.isEnabled()


def test_that_a_video_without_the_extra_says_how_to_get_it(
    tmp_path: Path, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "av", None)  # as if it were not installed
    (tmp_path / "a.MP4").write_bytes(b"anything")
    assert "nnstudio[video]" in read(tmp_path / "a.MP4").frame.problem.text()
