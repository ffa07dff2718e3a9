"""The worker's end of the pipes, without a process."""

from __future__ import annotations

from collections.abc import Iterator
from multiprocessing import Pipe
from multiprocessing.connection import Connection

import pytest

from nnstudio import i18n
from nnstudio.protocol.commands import Close, Command, Job, Pause, Prepare, Speak, Stop, Train
from nnstudio.protocol.events import Paused, Resumed
from nnstudio.training.worker import Line, RunInbox
from tests.engine.designs import points


class Ends:
    """Both ends of a line: the worker's as a Line, the window's as two connections."""

    def __init__(self) -> None:
        commands_in, self.commands = Pipe(duplex=False)
        self.events, events_out = Pipe(duplex=False)
        self._worker_ends = (commands_in, events_out)
        self.line = Line(commands_in, events_out)

    def close(self, *ends: Connection) -> None:
        for end in ends or (self.commands, self.events, *self._worker_ends):
            end.close()


@pytest.fixture
def ends() -> Iterator[Ends]:
    ends = Ends()
    yield ends
    ends.close()


def test_that_events_of_a_moment_leave_as_one_message(ends: Ends) -> None:
    ends.line.flush()
    for step in range(3):
        ends.line.emit(Paused(1, step))
    ends.line.flush()
    assert ends.events.recv() == (Paused(1, 0), Paused(1, 1), Paused(1, 2))
    assert not ends.events.poll()


def test_that_events_leave_before_the_worker_waits(ends: Ends) -> None:
    ends.line.flush()
    ends.line.emit(Resumed(1))
    ends.commands.send(Pause())
    assert ends.line.next(wait=True) == Pause()
    assert ends.events.recv() == (Resumed(1),)


def test_that_a_change_of_language_is_heeded_at_once_and_handed_on_to_nobody(ends: Ends) -> None:
    ends.commands.send(Speak("ru"))
    assert ends.line.is_quiet
    assert i18n.language() == "ru"
    ends.commands.send(Speak("en"))
    ends.commands.send(Pause())
    assert ends.line.next(wait=True) == Pause()
    assert i18n.language() == "en"
    assert ends.line.next(wait=False) is None


def test_that_no_command_is_none(ends: Ends) -> None:
    assert ends.line.next(wait=False) is None
    assert ends.line.is_quiet


def test_that_a_kept_command_comes_before_those_in_the_pipe(ends: Ends) -> None:
    ends.commands.send(Pause())
    ends.line.keep(Stop())
    assert not ends.line.is_quiet
    assert [ends.line.next(wait=False), ends.line.next(wait=False)] == [Stop(), Pause()]


@pytest.mark.parametrize("wait", [True, False])
def test_that_the_worker_leaves_when_the_window_is_gone(ends: Ends, wait: bool) -> None:
    ends.close(ends.commands)
    with pytest.raises(SystemExit):
        ends.line.next(wait)


def test_that_the_worker_leaves_when_nobody_hears_it(ends: Ends) -> None:
    ends.close(ends.events)
    with pytest.raises(SystemExit):
        ends.line.emit(Resumed(1))


@pytest.mark.parametrize("command", [Close(), Train(Job(2, points()))])
def test_that_a_run_stops_for_what_only_the_worker_can_do(ends: Ends, command: Command) -> None:
    ends.commands.send(command)
    assert RunInbox(ends.line).next(wait=False) == Stop()
    assert ends.line.next(wait=True) == command


def test_that_the_newest_design_to_prepare_waits_for_the_end_of_the_run(ends: Ends) -> None:
    inbox = RunInbox(ends.line)
    for epochs in (1, 2):
        ends.commands.send(Prepare(points(epochs=epochs)))
    ends.commands.send(Pause())
    assert inbox.next(wait=True) == Pause()
    assert inbox.ahead == Prepare(points(epochs=2))
