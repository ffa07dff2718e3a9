"""Building ahead: in stages, so that a newer wish takes its place and the same one goes on with it."""

from __future__ import annotations

import pytest

from nnstudio.design.model import DataChoice, Design
from nnstudio.engine.preparation import Preparation
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.commands import Close, Command, Job, Prepare, ShowData, Train
from nnstudio.protocol.events import DataShown, Event, Finished, Prepared
from nnstudio.training.worker import serve
from tests.engine.designs import points
from tests.engine.runs import train

OTHER = points(batch_size=30)


class ScriptedLine:
    """A line on which commands arrive when the worker has looked for them so often while it had work."""

    def __init__(self, commands: list[tuple[int, Command]]) -> None:
        self._commands = commands
        self._looks = 0
        self.events: list[Event] = []

    @property
    def is_quiet(self) -> bool:
        self._looks += 1
        return not self._commands or self._commands[0][0] >= self._looks

    def next(self, wait: bool) -> Command | None:
        if wait or (self._commands and self._commands[0][0] < self._looks):
            return self._commands.pop(0)[1] if self._commands else Close()
        return None

    def keep(self, command: Command) -> None:
        self._commands.insert(0, (0, command))

    def emit(self, event: Event) -> None:
        self.events.append(event)

    def flush(self) -> None:
        pass

    def of(self, kind: type) -> list[Event]:
        return [event for event in self.events if isinstance(event, kind)]


def served(*commands: tuple[int, Command]) -> ScriptedLine:
    line = ScriptedLine([*commands, (99, Close())])
    serve(line)
    return line


@pytest.fixture
def assembled(monkeypatch: pytest.MonkeyPatch) -> list[Design]:
    """The designs that were built, in order."""
    built: list[Design] = []
    ordinary = Workshop._made

    def made(self: Workshop, design: Design, engine: str) -> object:
        built.append(design)
        return ordinary(self, design, engine)

    monkeypatch.setattr(Workshop, "_made", made)
    return built


def test_that_all_stages_leave_nothing_to_compile() -> None:
    workshop = Workshop()
    Preparation(Prepare(points()), workshop).finish()
    parts = workshop.assemble(points())
    assert parts._train.times_traced == 1
    train(points(), workshop)
    assert workshop.left.parts is parts
    assert parts._train.times_traced == 1


@pytest.mark.parametrize("stages", range(6))
def test_that_a_run_goes_on_with_what_is_half_built(stages: int) -> None:
    expected = train(points(), Workshop()).history
    workshop = Workshop()
    preparation = Preparation(Prepare(points()), workshop)
    for _stage in range(stages):
        assert preparation.go_on()
    half_built = workshop._begun or workshop._built
    assert train(points(), workshop).history == expected
    assert (half_built is None) is (stages < 2)
    if half_built is not None:
        assert workshop.left.parts is half_built[2]
        assert half_built[2]._train.times_traced == 1


def test_that_preparing_keeps_what_the_last_run_has_learnt() -> None:
    workshop = Workshop()
    train(points(), workshop)
    left = workshop.left
    learnt = left.parts.values()
    for design in (OTHER, points()):
        Preparation(Prepare(design), workshop).finish()
    assert workshop.left is left
    for now, before in zip(left.parts.values(), learnt, strict=True):
        assert (now == before).all()


def test_that_a_design_that_cannot_be_built_is_left_to_training_to_tell() -> None:
    broken = points().model_copy(update={"layers": ()})
    assert not Preparation(Prepare(broken), Workshop()).go_on()


def test_that_plain_fit_is_made_ready_ahead_too() -> None:
    workshop = Workshop()
    Preparation(Prepare(points(), "keras"), workshop).finish()
    built = workshop.assemble(points(), "keras")
    train(points(), workshop, engine="keras")
    assert workshop.left is not None
    assert workshop.left.parts is built


@pytest.mark.parametrize("looks", [1, 2, 3])
def test_that_a_newer_design_cancels_what_is_being_prepared(looks: int, assembled: list[Design]) -> None:
    line = served((0, Prepare(points())), (looks, Prepare(OTHER)))
    assert line.of(Prepared) == [Prepared(OTHER)]
    assert assembled == ([OTHER] if looks == 1 else [points(), OTHER])


def test_that_closing_does_not_wait_for_what_is_being_prepared(assembled: list[Design]) -> None:
    line = served((0, Prepare(points())), (1, Close()))
    assert line.of(Prepared) == []
    assert assembled == []


def test_that_a_question_is_answered_between_two_stages() -> None:
    iris = DataChoice(source="iris")
    line = served((0, Prepare(points())), (2, ShowData(iris)))
    kinds = [type(event) for event in line.events]
    assert kinds.index(DataShown) < kinds.index(Prepared)


def test_that_a_run_takes_the_place_of_what_is_being_prepared() -> None:
    line = served((0, Prepare(OTHER)), (2, Train(Job(1, points()))))
    assert line.of(Prepared) == []
    assert line.of(Finished)


def test_that_a_design_can_be_built_again_after_another_one() -> None:
    workshop = Workshop()
    for design in (points(), OTHER, points()):
        Preparation(Prepare(design), workshop).finish()
        assert train(design, workshop).of(Finished)
