"""A run: what it tells, how it obeys, and how it ends."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.design.model import DataChoice, EarlyStopping
from nnstudio.engine import chunks, loop
from nnstudio.engine.inbox import NoCommands
from nnstudio.engine.pace import ChunkPace
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.commands import (
    Close,
    Command,
    Job,
    Pause,
    Resume,
    SetEpochs,
    SetLearningRate,
    ShowData,
    Step,
    Stop,
)
from nnstudio.protocol.events import (
    DataFailed,
    DataShown,
    Epoch,
    Event,
    Failed,
    Finished,
    Paused,
    Progress,
    Sampled,
    Started,
    Stopped,
)
from tests.engine.designs import autoencoder, design, dropout, part, points, row
from tests.engine.runs import OneStep, Reaction, Script, Told, train


class Uneven(ChunkPace):
    """Chunks of 1, 2, 3, 1, 2, 3… steps."""

    _count = 0

    @property
    def steps(self) -> int:
        self._count += 1
        return 1 + self._count % 3


def test_that_a_run_tells_its_story_in_order(workshop: Workshop) -> None:
    told = train(points(), workshop)
    started = told.events[0]
    assert isinstance(started, Started)
    assert (started.steps_per_epoch, started.epochs, started.parameters) == (5, 3, 2 * 4 + 4 + 4 + 1)
    assert isinstance(told.events[1], Sampled)
    assert told.events[1].step == 0
    assert [epoch.number for epoch in told.of(Epoch)] == [1, 2, 3]
    assert [epoch.step for epoch in told.of(Epoch)] == [5, 10, 15]
    assert told.of(Sampled)[-1].step == 15
    assert isinstance(told.last, Finished)
    assert (told.last.steps, told.last.epochs, told.last.reason, told.last.best_epoch) == (15, 3, "epochs", 0)
    assert len(told.losses) == 15
    assert all(event.run == 1 for event in told.events)


def test_that_an_epochs_loss_is_the_mean_over_its_examples(workshop: Workshop) -> None:
    told = train(points(epochs=1), workshop)
    mean = np.average(told.losses, weights=[20, 20, 20, 20, 10])
    assert told.of(Epoch)[0].loss == pytest.approx(mean, rel=1e-6)


def test_that_the_network_learns(workshop: Workshop) -> None:
    epochs = train(points(epochs=60), workshop).of(Epoch)
    assert epochs[-1].loss < 0.6 * epochs[0].loss
    assert epochs[-1].val_metrics["binary_accuracy"] > 0.8


@pytest.mark.parametrize("make", [points, dropout])
def test_that_the_same_seed_gives_the_same_history(workshop: Workshop, make: object) -> None:
    first = train(make(), workshop)
    assert train(make(), workshop).history == first.history  # the same model, reset
    assert train(make(), Workshop()).history == first.history  # a new one
    assert train(make(seed=99), Workshop()).history != first.history


@pytest.mark.parametrize("pace", [OneStep, Uneven])
def test_that_chunk_sizes_change_no_number(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, pace: type[ChunkPace]
) -> None:
    expected = train(dropout(), workshop).history
    monkeypatch.setattr(chunks, "ChunkPace", pace)
    assert train(dropout(), workshop).history == expected


def test_that_pauses_and_single_steps_change_no_number(workshop: Workshop) -> None:
    expected = train(dropout(), workshop).history
    told = Told()

    def steer(event: Event) -> list[Command]:
        match event:
            case Paused(step=step):
                return [Resume()] if step == 6 else [Step()]
            case Progress(step=step) if step == 9:
                return [Pause(), Pause(), Resume()]
        return []

    train(dropout(), workshop, Reaction(told, steer), told, paused=True)
    assert told.history == expected
    assert [event.step for event in told.of(Paused)][:7] == [0, 1, 2, 3, 4, 5, 6]


def test_that_a_run_can_begin_paused_and_wait(workshop: Workshop) -> None:
    told = train(points(), workshop, Script({0: Stop()}), paused=True)
    assert told.names == ["Started", "Sampled", "Stopped"]
    told = train(points(), workshop, Script({5: Stop()}), paused=True)
    assert told.names == ["Started", "Sampled", "Paused", "Stopped"]


def test_that_a_step_trains_one_batch_and_tells_all_of_it(workshop: Workshop) -> None:
    told = Told()
    inbox = Reaction(told, lambda event: [Step()] if isinstance(event, Paused) and event.step < 5 else [])
    with pytest.raises(AssertionError, match="waits"):
        loop_until_it_waits(told, inbox, workshop)
    one = ["Progress", "Sampled", "Paused"]
    assert told.names == ["Started", "Sampled", "Paused", *one * 4, "Progress", "Epoch", "Sampled", "Paused"]
    assert [len(event.losses) for event in told.of(Progress)] == [1] * 5


def loop_until_it_waits(told: Told, inbox: Reaction, workshop: Workshop) -> None:
    """The script ends; the run, which would wait forever, fails with the inbox's own remark."""
    train(points(), workshop, inbox, told, paused=True)
    failed = told.events.pop()
    assert isinstance(failed, Failed)
    raise AssertionError(failed.message)


def test_that_time_spent_paused_does_not_count(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told()
    now = [0.0]
    monkeypatch.setattr("nnstudio.engine.pace.time.perf_counter", lambda: now[0])

    def steer(event: Event) -> list[Command]:
        now[0] += 1.0
        if isinstance(event, Paused):
            now[0] += 1000.0
            return [Resume()]
        return [Pause()] if isinstance(event, Epoch) and event.number == 1 else []

    train(points(), workshop, Reaction(told, steer), told)
    assert 0 < told.last.seconds < 1000


def test_that_stop_ends_the_run_with_its_newest_answers(workshop: Workshop) -> None:
    told = Told()
    inbox = Reaction(told, lambda event: [Stop()] if isinstance(event, Epoch) else [])
    train(points(epochs=1000), workshop, inbox, told)
    assert isinstance(told.last, Stopped)
    assert told.last.steps == told.of(Sampled)[-1].step < 5000


def test_that_closing_the_worker_stops_the_run(workshop: Workshop) -> None:
    assert isinstance(train(points(), workshop, Script({0: Close()})).last, Stopped)


def test_that_the_learning_rate_changes_while_it_trains(workshop: Workshop) -> None:
    told = Told()
    inbox = Reaction(
        told, lambda event: [SetLearningRate(0.5)] if isinstance(event, Epoch) and event.number == 1 else []
    )
    train(points(), workshop, inbox, told)
    assert [epoch.learning_rate for epoch in told.of(Epoch)] == [0.01, 0.5, 0.5]
    usual = train(points(), workshop)
    assert told.losses[:6] == usual.losses[:6]  # step 6 still begins from the same weights
    assert told.losses[6:] != usual.losses[6:]


def test_that_the_number_of_epochs_changes_while_it_trains(workshop: Workshop) -> None:
    told = train(points(), workshop, Script({0: SetEpochs(5)}))
    assert len(told.of(Epoch)) == 5
    told = train(points(), workshop, Script({0: SetEpochs(1)}))
    assert len(told.of(Epoch)) == 1
    assert isinstance(told.last, Finished)


def test_that_data_is_shown_while_it_trains(workshop: Workshop) -> None:
    choice, unknown = DataChoice(source="xor"), DataChoice(source="nothing")
    told = train(points(), workshop, Script({0: ShowData(choice), 1: ShowData(unknown)}))
    assert told.of(DataShown)[0].preview.choice == choice
    assert told.of(DataFailed)[0].choice == unknown
    assert "nothing" in told.of(DataFailed)[0].message
    assert isinstance(told.last, Finished)


@pytest.mark.parametrize(("batching", "steps"), [("full", 1), ("single", 90), ("mini", 5)])
def test_that_the_data_is_fed_as_the_recipe_says(batching: str, steps: int) -> None:
    told = train(points(batching=batching, epochs=1))
    assert told.of(Started)[0].steps_per_epoch == steps
    assert len(told.losses) == steps


def test_that_a_run_without_validation_has_no_validation_numbers() -> None:
    data = points().data.model_copy(update={"validation": 0.0})
    told = train(points().model_copy(update={"data": data}))
    assert [epoch.val_loss for epoch in told.of(Epoch)] == [None] * 3
    assert told.of(Epoch)[0].val_metrics == {}


def test_that_early_stopping_ends_the_run_and_restores_the_best_weights() -> None:
    stopping = EarlyStopping(patience=2, min_delta=0.02)
    kept = []
    workshop = Workshop()
    told = train(
        points(epochs=400, optimizer=part("sgd", learning_rate=5.0), early_stopping=stopping),
        workshop,
        on_model=lambda model: kept.append(model.get_weights()),
    )
    epochs, last = told.of(Epoch), told.last
    assert isinstance(last, Finished)
    assert last.reason == "early stopping"
    assert last.epochs == len(epochs) < 400
    best = epochs[last.best_epoch - 1]
    assert last.best_epoch <= len(epochs) - 2
    parts = workshop.assemble(points(optimizer=part("sgd", learning_rate=5.0)))
    parts.model.set_weights(kept[0])
    assert parts.validate(0, parts.validation_batches)[0] == pytest.approx(best.val_loss, rel=1e-6)


def test_that_a_design_too_large_for_memory_is_refused_before_it_is_built(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("nnstudio.engine.workshop.available_memory", lambda: 1000)
    told = train(points())
    assert told.names == ["Failed"]
    assert "memory" in told.last.message


def test_that_a_design_with_a_problem_fails_with_its_sentence() -> None:
    broken = design(points().data, "binary_crossentropy", row("conv2d"))
    told = train(broken)
    assert told.names == ["Failed"]
    assert told.last.message


def test_that_an_unforeseen_error_is_one_sentence_and_a_traceback_in_the_log(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    def fall(model: object) -> None:
        raise ZeroDivisionError("a hole in the floor")

    told = train(points(), workshop, on_model=fall)
    assert isinstance(told.last, Failed)
    assert "a hole in the floor" in told.last.message
    assert "Traceback" in caplog.text


def test_that_running_out_of_memory_says_what_to_do(workshop: Workshop) -> None:
    def exhaust(model: object) -> None:
        raise MemoryError

    told = train(points(), workshop, on_model=exhaust)
    assert isinstance(told.last, Failed)
    assert "memory" in told.last.message
    assert "batch" in told.last.hint


def test_that_what_ends_the_process_is_not_taken_for_a_failed_run(workshop: Workshop) -> None:
    class Gone:
        def next(self, wait: bool) -> Command | None:
            raise SystemExit(0)

    told = Told()
    with pytest.raises(SystemExit):
        train(points(), workshop, Gone(), told)
    assert told.names == ["Started", "Sampled"]


def test_that_an_autoencoder_shows_its_codes() -> None:
    told = train(autoencoder())
    sampled = told.of(Sampled)[-1]
    assert sampled.codes is not None
    assert sampled.codes.shape == (len(sampled.outputs), 2)
    assert sampled.outputs.shape[1:] == (8, 8, 1)


def test_that_predictions_take_a_small_part_of_a_long_run(workshop: Workshop) -> None:
    told = train(points(epochs=300), workshop)
    assert len(told.of(Sampled)) <= 2 + told.last.seconds * 8


def test_that_looking_at_predictions_changes_no_recurrent_dropout(workshop: Workshop) -> None:
    series = design(
        DataChoice(source="sunspots", scaling="standard", window=6, horizon=2),
        "mean_squared_error",
        row("lstm", units=3, dropout=0.3, recurrent_dropout=0.2),
        row("dense", units=2, activation="linear"),
        epochs=1,
    )
    parts = workshop.assemble(series)
    parts.reset(0.01)
    before = [variable.numpy().tolist() for variable in parts.model.variables]
    parts.sample()
    assert [variable.numpy().tolist() for variable in parts.model.variables] == before


def test_that_predictions_are_not_sampled_for_nobody() -> None:
    told, seen = Told(), Told()
    for job, events in ((Job(1, points(), samples=False), told), (Job(1, points()), seen)):
        loop.run(job, NoCommands(), events.events.append)
    assert told.of(Sampled) == []
    assert seen.of(Sampled) != []
    assert told.history == seen.history
