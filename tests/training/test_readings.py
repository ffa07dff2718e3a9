"""What the worker says and hears while it reads own data."""

from __future__ import annotations

import os
from collections import deque
from pathlib import Path

import pytest

from nnstudio.data import default_choice
from nnstudio.data.own.reading import Cancelled
from nnstudio.design import edits
from nnstudio.design.files import load
from nnstudio.design.model import DataChoice
from nnstudio.protocol.commands import (
    CancelReading,
    Close,
    Command,
    Job,
    Pause,
    Prepare,
    ShowData,
    Stop,
    Train,
)
from nnstudio.protocol.events import DataFailed, DataReading, DataShown, Event, LastWord, Stopped
from nnstudio.training import readings
from nnstudio.training.readings import Readings
from tests.data.own.designs import as_suggested, begun
from tests.data.own.tables import chosen
from tests.training.conversation import Conversation

THESE, OTHERS = default_choice("iris"), default_choice("wine")
DESIGN = edits.new_design().model_copy(update={"data": THESE})
OTHER_DESIGN = edits.new_design().model_copy(update={"data": OTHERS})


class HeldLine:
    def __init__(self, *waiting: Command) -> None:
        self.waiting = deque(waiting)
        self.said: list[Event] = []

    def emit(self, event: Event) -> None:
        self.said.append(event)


@pytest.fixture(autouse=True)
def at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "_PAUSE", 0.0)


@pytest.mark.parametrize(
    "command",
    [Close(), Stop(), CancelReading(THESE), ShowData(OTHERS), Train(Job(1, OTHER_DESIGN))],
    ids=lambda command: type(command).__name__,
)
def test_that_what_has_no_use_for_them_ends_a_reading(command: Command) -> None:
    line = HeldLine(Pause(), command)
    with pytest.raises(Cancelled):
        Readings(line).of(THESE)(1, 2)
    assert list(line.waiting) == [Pause(), command]


@pytest.mark.parametrize(
    "command",
    [CancelReading(OTHERS), ShowData(THESE), Prepare(OTHER_DESIGN), Train(Job(1, DESIGN))],
    ids=lambda command: type(command).__name__,
)
def test_that_anything_else_lets_a_reading_go_on(command: Command) -> None:
    line = HeldLine(command)
    Readings(line).of(THESE)(1, 2)
    assert line.said == [DataReading(THESE, 1, 2)]


def test_that_a_look_at_other_data_ends_no_reading_that_a_run_needs() -> None:
    told = Readings(HeldLine(ShowData(OTHERS)))
    with told.for_a_run(THESE):
        told.of(THESE)(1, 2)
    with pytest.raises(Cancelled):
        told.of(THESE)(1, 2)


def test_that_nothing_is_built_ahead_of_data_that_are_not_wanted() -> None:
    line = HeldLine(Prepare(DESIGN), CancelReading(THESE), Prepare(OTHER_DESIGN))
    with pytest.raises(Cancelled):
        Readings(line).of(THESE)(1, 2)
    assert list(line.waiting) == [CancelReading(THESE), Prepare(OTHER_DESIGN)]


def test_that_what_takes_no_time_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "_PAUSE", 60.0)
    line = HeldLine(Stop())
    Readings(line).of(THESE)(1, 2)
    assert line.said == []


@pytest.fixture(scope="module")
def long_table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As many rows as take a while to read."""
    path = tmp_path_factory.mktemp("long") / "long.csv"
    path.write_text("a,b,c\n" + "".join(f"{i % 97},{i % 89},{i % 83}\n" for i in range(1_500_000)))
    return path


@pytest.fixture(scope="module")
def long_choice(long_table: Path) -> DataChoice:
    return as_suggested(chosen(long_table), validation=0.1)


def test_that_a_reading_is_told_can_be_cancelled_and_begun_again(
    warm_worker: Conversation, long_choice: DataChoice
) -> None:
    warm_worker.say(ShowData(long_choice))
    told = warm_worker.until(DataReading)
    assert 0 < told.done < told.total
    warm_worker.say(CancelReading(long_choice))
    assert "cancelled" in warm_worker.until(DataFailed).message
    warm_worker.say(ShowData(long_choice))
    assert warm_worker.until(DataShown).preview.choice == long_choice


def test_that_a_run_that_waits_for_its_data_can_be_stopped(
    warm_worker: Conversation, long_choice: DataChoice, long_table: Path, tmp_path: Path
) -> None:
    design = load(begun(long_choice, tmp_path))
    os.utime(long_table)  # it may have changed, and is read again
    warm_worker.say(Train(Job(31, design)))
    warm_worker.until(DataReading)
    warm_worker.say(Stop())
    assert warm_worker.until(LastWord) == Stopped(31, 0, 0.0)
