"""How a spare is warmed, briefed and put in the other's place, with workers that compute nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from nnstudio.design.model import DataChoice
from nnstudio.protocol.commands import (
    Close,
    Command,
    Compose,
    Job,
    Prepare,
    Restore,
    ShowData,
    Snapshot,
    Speak,
    Train,
)
from nnstudio.protocol.events import Composed, Failed, Finished
from nnstudio.training import relief, spare
from nnstudio.training.relief import Relief
from nnstudio.training.renewal import MB, Limits
from nnstudio.training.spare import Spare
from nnstudio.training.supervisor import Worker
from tests.engine.designs import CIRCLE, IRIS, points
from tests.training.scripted import ScriptedWorker

LIMITS = Limits(growth=400 * MB, late=120 * MB, overdue=200 * MB, large=600 * MB, scarce=0)
NO_ROOM = Limits(growth=200 * MB, scarce=10**15)


class Office:
    """A worker, its relief, and all workers that were made."""

    def __init__(self, limits: Limits) -> None:
        self.next = ScriptedWorker()
        self.made: list[ScriptedWorker] = []
        self.relief = Relief(self._make, limits)
        self.worker = self._make()
        self.working: list[Worker] = [self.worker]
        self.worker.start()
        self.worker.memory = 700 * MB
        self.listen()

    def _make(self) -> ScriptedWorker:
        self.made.append(self.next)
        self.next = ScriptedWorker()
        return self.made[-1]

    def send(self, *commands: Command) -> None:
        for command in commands:
            self.relief.sent(command)
            self.worker.send(command)

    def listen(self) -> None:
        for event in self.worker.receive():
            self.relief.heard(self.worker, event)

    def work(self, gain: int, design: int = 0) -> None:
        """Build a design ahead, and gain so many MB by it."""
        self.worker.memory += gain * MB
        self.send(Prepare(points(seed=design)))
        self.listen()

    def take_over(self) -> Spare | None:
        taken = self.relief.take_over(self.worker)
        if taken is not None:
            self.working.append(taken.worker)
        return taken

    def take_over_for(self, job: Job) -> Spare | None:
        taken = self.relief.take_over_for(job, self.worker)
        if taken is not None:
            self.working.append(taken.worker)
        return taken

    def attend(self) -> None:
        for _turn in range(2):  # what a spare was told it answers at once
            self.relief.attend()

    @property
    def spare(self) -> ScriptedWorker:
        return self.made[-1]

    @property
    def successor(self) -> Any:
        """The one that took over last."""
        return self.working[-1]


@pytest.fixture
def office() -> Iterator[Office]:
    yield from an_office(LIMITS)


@pytest.fixture
def cramped_office() -> Iterator[Office]:
    yield from an_office(NO_ROOM)


def an_office(limits: Limits) -> Iterator[Office]:
    made = Office(limits)
    yield made
    made.relief.close()
    assert not any(worker.is_alive for worker in made.made if worker not in made.working)
    for worker in (*made.working, made.next):
        worker.close()


def grown(office: Office) -> None:
    """A spare is being warmed."""
    office.send(ShowData(CIRCLE))
    office.work(100, design=1)
    assert len(office.made) == 1
    office.work(150, design=2)
    assert len(office.made) == 2


def handed_over(office: Office) -> None:
    """The spare is told all there is to tell, and at last what the run has left."""
    office.attend()
    assert office.take_over() is None
    office.listen()
    assert office.take_over() is None
    office.attend()


def test_that_a_spare_stands_where_the_last_run_ended(office: Office) -> None:
    grown(office)
    office.send(Train(Job(5, points(seed=2))))
    office.listen()
    handed_over(office)
    taken = office.take_over()
    assert taken is not None
    restore = office.successor.heard[-1]
    assert isinstance(restore, Restore)
    assert (restore.run, restore.checkpoint.design) == (5, points(seed=2))


def test_that_what_a_run_left_is_fetched_again_when_another_run_came_between(office: Office) -> None:
    grown(office)
    for run in (5, 6):
        office.send(Train(Job(run, points(seed=2))))
        office.listen()
        office.attend()
        assert office.take_over() is None
    office.listen()
    office.attend()
    assert office.take_over() is not None
    told = [command.run for command in office.successor.heard if isinstance(command, Restore)]
    assert told == [6]


def test_that_a_run_that_failed_leaves_nothing_to_fetch(office: Office) -> None:
    grown(office)
    office.send(Train(Job(5, points(seed=2))))
    office.listen()
    office.relief.heard(office.worker, Failed(5, "why"))
    office.attend()
    assert office.take_over() is not None
    assert not any(isinstance(command, Restore) for command in office.spare.heard)


def test_that_a_worker_that_cannot_tell_what_is_left_is_relieved_without(office: Office) -> None:
    grown(office)
    office.relief.heard(office.worker, Finished(5, 1, 1, 1.0))  # of plain fit
    office.attend()
    assert office.take_over() is None
    office.listen()
    assert office.take_over() is not None


def test_that_the_window_is_not_told_what_the_relief_asked_for(office: Office) -> None:
    grown(office)
    office.send(Train(Job(5, points(seed=2))), Snapshot(1))
    office.attend()
    heard = [office.relief.heard(office.worker, event) for event in office.worker.receive()]
    assert not any(heard)
    assert office.take_over() is None
    assert [office.relief.heard(office.worker, event) for event in office.worker.receive()] == [True]


def test_that_a_spare_is_told_the_newest_and_then_takes_over(office: Office) -> None:
    grown(office)
    assert office.take_over() is None
    office.attend()
    taken = office.take_over()
    assert taken is not None
    assert taken.worker is office.made[1]
    assert office.successor.heard == [ShowData(CIRCLE), Prepare(points(seed=2))]
    assert office.worker.heard[-1] == Close()
    office.attend()
    assert office.relief.waits_on == [office.spare.connection, office.spare.sentinel]


def test_that_the_next_spare_is_warmed_as_soon_as_one_has_taken_over(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    grown(office)
    office.attend()
    assert office.take_over() is not None
    assert len(office.made) == 3
    assert office.spare is not office.successor
    assert office.relief.timeout is not None
    monkeypatch.setattr(relief, "_RETIREMENT", 0.0)
    office.attend()
    assert office.relief.timeout is None, "a warm spare rings by itself"


def test_that_one_spare_is_warmed_at_a_time(office: Office) -> None:
    grown(office)
    office.work(150, design=3)
    assert len(office.made) == 2


def test_that_a_spare_waits_for_what_it_was_told(office: Office) -> None:
    grown(office)
    office.relief.attend()
    office.spare.is_slow = True
    office.relief.attend()
    assert office.take_over() is None
    office.spare.speak()
    office.relief.attend()
    assert office.take_over() is not None


def test_that_a_spare_is_told_what_the_worker_hears_meanwhile(office: Office) -> None:
    grown(office)
    office.attend()
    office.send(ShowData(IRIS), Train(Job(1, points(seed=3))))
    office.listen()
    assert office.take_over() is None
    handed_over(office)
    assert office.take_over() is not None
    assert office.successor.heard[1:3] == [Prepare(points(seed=2)), ShowData(IRIS)]
    assert office.successor.heard[3] == Prepare(points(seed=3))


def test_that_a_spare_builds_for_the_same_engine(office: Office) -> None:
    grown(office)
    office.send(Train(Job(1, points(seed=3), "graph")))
    office.listen()
    handed_over(office)
    assert office.take_over() is not None
    assert Prepare(points(seed=3), "graph") in office.successor.heard


@pytest.mark.parametrize("question", [ShowData(IRIS), Snapshot(1)])
def test_that_a_worker_that_owes_an_answer_is_not_replaced(office: Office, question: Command) -> None:
    grown(office)
    office.worker.is_slow = True
    office.send(question)
    office.attend()
    assert office.take_over() is None
    office.worker.speak()
    office.listen()
    assert office.take_over() is not None


@pytest.mark.parametrize("first_was_written", [False, True])
def test_that_of_texts_only_the_one_wanted_last_is_owed(office: Office, first_was_written: bool) -> None:
    grown(office)
    office.relief.sent(Compose(1, (2,)))
    office.relief.sent(Compose(2, (2,)))
    office.attend()
    if first_was_written:  # just when the second was asked for
        office.relief.heard(office.worker, Composed(1, 1, 0, (2,)))
    assert office.take_over() is None
    office.relief.heard(office.worker, Composed(2, 1, 0, (2,)))
    assert office.take_over() is not None


@pytest.mark.parametrize("is_told", [False, True])
def test_that_spares_that_die_are_given_up(office: Office, is_told: bool) -> None:
    grown(office)
    for count in (1, 2, 3):
        if is_told:
            office.attend()
        if count < 3:
            office.spare.kill()
        office.attend()
        office.work(10, design=10 + count)
        assert len(office.made) == min(2 + count, 3)
    assert office.worker.is_alive


def test_that_a_spare_that_never_gets_warm_is_ended(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spare, "PATIENCE", -1.0)
    office.next.is_slow = True
    grown(office)
    late = office.spare
    office.relief.attend()
    assert not late.is_alive
    assert office.relief.waits_on == []


def test_that_a_spare_stands_in_for_a_worker_that_died_and_is_not_told_what_that_was_asked(
    office: Office,
) -> None:
    grown(office)
    office.worker.kill()
    taken = office.relief.release()
    assert taken is not None
    assert taken.worker is office.spare
    assert office.spare.heard == []
    assert office.relief.release() is None
    taken.worker.close()


def test_that_a_dead_spare_does_not_stand_in(office: Office) -> None:
    grown(office)
    office.spare.kill()
    assert office.relief.release() is None


def test_that_an_old_worker_that_does_not_end_is_made_to(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Deaf(ScriptedWorker):
        def send(self, command: Command) -> None:
            if command != Close():
                super().send(command)

    grown(office)
    office.attend()
    deaf = Deaf()
    deaf.start()
    monkeypatch.setattr(relief, "_RETIREMENT", 0.0)
    taken = office.relief.take_over(deaf)
    assert taken is not None
    office.relief.attend()
    assert not deaf.is_alive
    assert len(office.relief.waits_on) == 2, "of the next spare alone"
    taken.worker.close()


def test_that_without_room_for_two_a_worker_is_to_be_started_again(
    cramped_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = cramped_office
    office.send(ShowData(DataChoice(source="iris")))
    office.work(100)
    office.work(180)
    assert not office.relief.restart_is_due(office.worker)
    assert office.relief.timeout is None
    office.work(30)
    assert len(office.made) == 1
    assert office.relief.timeout is not None
    assert not office.relief.restart_is_due(office.worker)
    monkeypatch.setattr(relief, "QUIET", 0.0)
    assert office.relief.restart_is_due(office.worker)
    office.relief.brief(office.next)
    assert office.next.heard == [ShowData(DataChoice(source="iris")), Prepare(points(seed=0))]
    assert not office.relief.restart_is_due(office.worker)


def test_that_a_spare_takes_a_fresh_run_whose_design_it_has_built_without_what_the_last_left(
    office: Office,
) -> None:
    grown(office)
    office.attend()
    assert office.take_over_for(Job(2, points(seed=2), after=1)) is None
    assert office.take_over_for(Job(2, points(seed=2))) is not None
    assert office.successor is office.made[1]
    assert isinstance(office.worker.heard[-1], Close)
    assert not any(isinstance(command, Restore) for command in office.successor.heard)


def test_that_a_spare_takes_a_fresh_run_of_a_design_that_nobody_has_built(office: Office) -> None:
    grown(office)
    office.attend()
    assert office.take_over_for(Job(2, points(seed=9))) is not None


def test_that_a_large_worker_leaves_what_nobody_has_built_to_its_spare(office: Office) -> None:
    office.send(ShowData(CIRCLE))
    office.work(590, design=1)  # so much that it is no growth
    office.work(5, design=2)
    office.attend()
    assert office.take_over_for(Job(2, points(seed=9))) is None
    office.worker.memory += 10 * MB
    assert office.take_over_for(Job(2, points(seed=2))) is None
    assert office.take_over() is None
    assert office.take_over_for(Job(2, points(seed=9))) is not None


def test_that_a_spare_does_not_take_a_run_that_the_worker_is_ahead_with(office: Office) -> None:
    grown(office)
    office.attend()
    office.send(Prepare(points(seed=9)), ShowData(IRIS))
    office.listen()
    assert office.take_over_for(Job(2, points(seed=9))) is None
    assert office.take_over_for(Job(2, points(seed=8).model_copy(update={"data": IRIS}))) is None
    assert office.take_over_for(Job(2, points(seed=8))) is not None


def test_that_a_worker_that_is_far_too_large_does_not_wait_for_its_spare_to_build(office: Office) -> None:
    grown(office)
    office.attend()
    office.send(Prepare(points(seed=9)))
    assert office.take_over_for(Job(2, points(seed=9))) is None
    office.worker.memory += 100 * MB
    assert office.take_over_for(Job(2, points(seed=9))) is not None


def test_that_a_worker_that_is_not_late_keeps_its_runs_and_its_spare_builds_nothing(office: Office) -> None:
    office.send(ShowData(CIRCLE))
    office.work(100, design=1)
    office.work(110, design=2)  # enough for a spare to be warmed
    office.attend()
    assert len(office.made) == 2
    assert office.take_over() is None
    assert office.take_over_for(Job(2, points(seed=9))) is None
    assert office.spare.heard == [ShowData(CIRCLE)]
    office.work(50, design=3)
    office.attend()
    assert office.spare.heard == [ShowData(CIRCLE), Prepare(points(seed=3))]
    assert office.take_over() is not None


def test_that_a_run_waits_for_what_the_worker_owes_where_its_spare_will_take_it(office: Office) -> None:
    grown(office)
    office.attend()
    job = Job(2, points(seed=9))
    assert not office.relief.waits_for_answers(job, office.worker)
    office.worker.is_slow = True
    office.send(Snapshot(1))
    assert office.take_over_for(job) is None
    assert office.relief.waits_for_answers(job, office.worker)
    assert not office.relief.waits_for_answers(Job(2, points(seed=2), after=1), office.worker)
    office.worker.speak()
    office.listen()
    assert not office.relief.waits_for_answers(job, office.worker)
    assert office.take_over_for(job) is not None


def test_that_a_spare_shows_the_data_that_the_worker_was_asked_for_just_before_the_run(
    office: Office,
) -> None:
    grown(office)
    office.attend()
    office.worker.is_slow = True
    office.send(ShowData(IRIS))
    job = Job(2, points(seed=9).model_copy(update={"data": IRIS}))
    assert not office.relief.waits_for_answers(job, office.worker)
    assert office.take_over_for(job) is not None
    assert office.successor.heard[-1] == ShowData(IRIS)


def test_that_the_first_run_of_a_spare_that_had_built_nothing_is_no_growth(office: Office) -> None:
    office.send(ShowData(CIRCLE))
    office.work(100, design=1)
    office.work(110, design=2)
    office.attend()
    office.worker.memory += 20 * MB
    assert office.take_over_for(Job(2, points(seed=9))) is not None
    assert office.successor.heard == [ShowData(CIRCLE)]
    office.worker = office.successor
    office.worker.memory = 1_500 * MB
    office.send(Train(Job(2, points(seed=9))))
    office.listen()
    office.attend()
    assert len(office.made) == 3
    assert office.take_over() is None
    assert office.spare.heard == [ShowData(CIRCLE)]


def test_that_a_spare_hears_of_a_change_of_language(office: Office) -> None:
    grown(office)
    office.send(Speak("ru"))
    assert Speak("ru") in office.spare.heard
