"""Writing, token by token, in the middle of a run and after it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from immutabledict import immutabledict

from nnstudio.data import default_choice, describe
from nnstudio.design.model import DataChoice, Design
from nnstudio.engine.composition import Composition, drawn
from nnstudio.engine.questions import answer
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.commands import Command, Compose, Pause, Resume, Stop
from nnstudio.protocol.events import Composed, Epoch, Event, Paused, PredictFailed, Started
from tests.engine.designs import IRIS, design, row
from tests.engine.runs import Reaction, Script, Told, train

SPARSE = "sparse_categorical_crossentropy"


def names() -> DataChoice:
    made = default_choice("names")
    return made.model_copy(
        update={"params": immutabledict({**made.params, "country": "Italy"}), "length": 12}
    )


def writer(**recipe: object) -> Design:
    facts = describe(names())
    return design(
        names(),
        SPARSE,
        row("embedding", "l1", input_dim=facts.vocabulary, output_dim=8),
        row("gru", "l2", units=24, return_sequences=True),
        row("dense", "l3", units=facts.answers, activation="softmax"),
        **{"epochs": 3, "seed": 1, **recipe},
    )


def translator() -> Design:
    made = default_choice("numbers")
    choice = made.model_copy(update={"params": immutabledict({**made.params, "largest": 99, "count": 100})})
    facts = describe(choice)
    return design(
        choice,
        SPARSE,
        row("embedding", "l1", input_dim=facts.vocabulary, output_dim=16),
        row("gru", "l2", units=32),
        row("repeat_vector", "l3", n=facts.target_shape[0]),
        row("gru", "l4", units=32, return_sequences=True),
        row("dense", "l5", units=facts.answers, activation="softmax"),
        epochs=4,
        metrics=("exact_match",),
    )


def written(told: Told) -> list[Composed]:
    return told.of(Composed)


def ask(command: Compose, workshop: Workshop) -> Event:
    """The answer of a worker that trains nothing."""
    events: list[Event] = []
    answer(command, workshop, workshop.left, events.append)
    while workshop.compositions.is_busy:
        workshop.compositions.go_on(7, events.append)
    (event,) = events
    return event


@pytest.fixture(scope="module")
def trained() -> Workshop:
    workshop = Workshop()
    train(writer(), workshop)
    return workshop


def test_that_a_network_learns_to_write_and_writes_after_its_run(trained: Workshop) -> None:
    said = ask(Compose(3, (2,), length=30, seed=1), trained)
    assert isinstance(said, Composed)
    assert (said.number, said.run, said.step) == (3, 1, 7)
    assert len(said.tokens) == 31
    assert said.tokens[0] == 2
    assert min(said.tokens) >= 2  # neither padding nor an unknown sign
    assert max(said.tokens) < describe(names()).answers


def test_that_the_seed_and_the_start_decide_what_is_written(trained: Workshop) -> None:
    once, again, other = (ask(Compose(1, (5, 6), length=40, seed=seed), trained) for seed in (1, 1, 2))
    assert isinstance(once, Composed)
    assert isinstance(again, Composed)
    assert isinstance(other, Composed)
    assert once.tokens == again.tokens != other.tokens
    assert once.tokens[:2] == other.tokens[:2] == (5, 6)


def test_that_without_temperature_the_most_likely_token_is_written(trained: Workshop) -> None:
    first, second = (ask(Compose(1, (5,), length=10, temperature=0.0, seed=seed), trained) for seed in (1, 2))
    assert isinstance(first, Composed)
    assert isinstance(second, Composed)
    assert first.tokens == second.tokens
    assert trained.left is not None
    inputs = np.zeros((1, 12), np.float32)
    inputs[0, 0] = 5
    answers = trained.left.parts.model(inputs).numpy()
    assert first.tokens[1] == 2 + int(answers[0, 0, 2:].argmax())


def test_that_what_stands_behind_does_not_change_what_is_said_in_front(trained: Workshop) -> None:
    assert trained.left is not None
    short, long = np.zeros((2, 1, 12), np.float32)
    short[0, :3], long[0, :6] = (3, 4, 5), (3, 4, 5, 6, 7, 8)
    sample = trained.left.parts.sample
    np.testing.assert_allclose(sample.outputs(short)[0, :3], sample.outputs(long)[0, :3], rtol=1e-4)


def test_that_a_paused_run_writes_and_then_trains_on_with_the_same_numbers() -> None:
    told = Told()

    def wish(event: Event) -> list[Command]:
        match event:
            case Started():
                return [Pause()]
            case Paused():
                return [Compose(1, (2,), length=60)]
            case Composed():
                return [Resume()]
        return []

    train(writer(epochs=2), told=told, inbox=Reaction(told, wish))
    (said,) = written(told)
    assert len(said.tokens) == 61
    assert told.history == train(writer(epochs=2)).history


def test_that_a_run_that_writes_a_long_text_pauses_and_stops_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    log: list[str] = []
    go_on = Composition.go_on

    def logged(self: Composition, *arguments: Any) -> bool:
        log.append("written")
        return go_on(self, *arguments)

    class Logging(Script):
        def next(self, wait: bool) -> Command | None:
            command = super().next(wait)
            if command is not None:
                log.append(type(command).__name__)
            return command

    class Listening(list[Event]):
        def append(self, event: Event) -> None:
            super().append(event)
            log.append(type(event).__name__)

    monkeypatch.setattr(Composition, "go_on", logged)
    long = Compose(1, (2,), length=10_000_000)
    inbox = Logging({0: long, 4: Pause(), 7: Resume(), 11: Stop()})
    told = train(writer(epochs=100_000), told=Told(Listening()), inbox=inbox)
    assert not written(told)
    paused, resumed, stopped = (log.index(name) for name in ("Pause", "Resume", "Stop"))
    assert "written" in log[:paused]
    # A slice of the text may still be on its way, no more.
    assert log[paused : log.index("Paused")].count("written") <= 1
    assert log[stopped : log.index("Stopped")].count("written") <= 1
    assert "Progress" not in log[log.index("Paused") : resumed]
    assert "Progress" in log[resumed:stopped]


def test_that_a_newer_wish_takes_the_place_of_an_older_one(trained: Workshop) -> None:
    events: list[Event] = []
    for number in (1, 2):
        answer(Compose(number, (2,), length=30), trained, trained.left, events.append)
    while trained.compositions.is_busy:
        trained.compositions.go_on(1, events.append)
    assert [event.number for event in events if isinstance(event, Composed)] == [2]


def test_that_only_a_network_that_writes_is_asked_to() -> None:
    workshop = Workshop()
    said = ask(Compose(1, (2,)), workshop)
    assert isinstance(said, PredictFailed)
    assert "No network is at hand" in said.message
    last = row("dense", "output", units=3, activation="softmax")
    train(design(IRIS, SPARSE, last, epochs=1), workshop)
    said = ask(Compose(2, (2,)), workshop)
    assert isinstance(said, PredictFailed)
    assert "does not write" in said.message


def test_that_a_high_temperature_draws_more_widely_than_a_low_one() -> None:
    shares = np.array([0.0, 0.0, 0.7, 0.2, 0.1], np.float32)

    def kinds(temperature: float) -> np.ndarray:
        random = np.random.default_rng(0)
        draws = [drawn(shares, temperature, random) for _ in range(4_000)]
        return np.bincount(draws, minlength=5) / 4_000

    np.testing.assert_allclose(kinds(1.0), shares, atol=0.03)
    assert kinds(0.3)[2] > 0.95
    assert kinds(3.0)[4] > 0.2
    assert kinds(0.0)[2] == 1.0


def test_that_a_translation_trains_and_tells_how_many_it_gets_right() -> None:
    told = train(translator())
    first, *_middle, last = told.of(Epoch)
    assert last.loss < first.loss
    assert 0.0 <= last.metrics["exact_match"] <= last.metrics["sparse_categorical_accuracy"] <= 1.0
