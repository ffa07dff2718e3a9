"""The same seed gives the same numbers, bit for bit, however the steps were cut and whoever interrupted."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from itertools import cycle
from typing import Any

import numpy as np
import pytest

from nnstudio.design.model import Design
from nnstudio.design.shipped import load_shipped
from nnstudio.engine.pace import ChunkPace
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.commands import Command, Pause, Resume, SetEpochs, Step
from nnstudio.protocol.events import Epoch, Event, Finished, Paused, Progress
from tests.engine.designs import dropout
from tests.engine.runs import Reaction, Told, train
from tests.shipped import EACH_AT_LENGTH

Kept = tuple[Any, ...]

# Steps of each chunk, again and again. In the run a clock chooses them.
SIZES = {
    "one by one": [1],
    "uneven": [1, 5, 2, 11, 3],
    "as many as there are": [1_000_000],
}


def shortened(name: str, epochs: int) -> Design:
    shipped = load_shipped(name)
    return shipped.model_copy(update={"recipe": shipped.recipe.model_copy(update={"epochs": epochs})})


def kept(design: Design, workshop: Workshop, steer: Callable[[Event], list[Command]] | None = None) -> Kept:
    """Every number that a run leaves: of its steps, its epochs and its test, and the weights."""
    told, weights = Told(), []
    inbox = Reaction(told, steer) if steer else None
    train(
        design,
        workshop,
        inbox,
        told,
        paused=steer is not None,
        on_model=lambda model: weights.extend(model.get_weights()),
    )
    assert bool(told.of(Paused)) == (steer is not None)
    assert isinstance(told.last, Finished)
    assert told.of(Epoch)[-1].val_loss is not None
    last = told.last
    ending = (last.steps, last.epochs, last.best_epoch, last.test_loss, dict(last.test_metrics))
    # Digests, for the bytes themselves would take minutes to print where they differ.
    return told.history, ending, [sha256(array.tobytes()).hexdigest() for array in weights]


def cut(monkeypatch: pytest.MonkeyPatch, sizes: list[int]) -> None:
    """Chunks of these sizes, of training and of validation, whatever the clock says."""
    coming = cycle(sizes)
    monkeypatch.setattr(ChunkPace, "steps", property(lambda pace: next(coming)))


def interruptions(design: Design) -> Callable[[Event], list[Command]]:
    """A person who begins step by step, asks for more epochs and takes it back, and pauses often.

    Where the learning rate falls over the whole run, more epochs mean another rate from then on: there
    the person asks for none.
    """
    steps, recipe = iter(range(3)), design.recipe
    epochs, over_the_run = recipe.epochs, recipe.schedule.params.get("decay_epochs") == 0

    def steer(event: Event) -> list[Command]:
        match event:
            case Paused():
                return [Step()] if next(steps, None) is not None else [SetEpochs(epochs), Resume()]
            case Progress(step=1):
                return [SetEpochs(epochs if over_the_run else epochs + 90)]
            case Progress():
                return [Pause(), Pause()]
        return []

    return steer


@pytest.mark.parametrize("name", EACH_AT_LENGTH)
@pytest.mark.parametrize("epochs", [2, pytest.param(25, marks=pytest.mark.soak)])
def test_that_a_shipped_design_repeats_bit_for_bit(
    monkeypatch: pytest.MonkeyPatch, name: str, epochs: int
) -> None:
    """By the clock twice over, built anew; then with every cut, with and without pauses."""
    design, workshop = shortened(name, epochs), Workshop()
    expected = kept(design, workshop)
    assert kept(design, Workshop()) == expected
    for sizes in SIZES.values():
        with monkeypatch.context() as patches:
            cut(patches, sizes)
            assert kept(design, workshop) == expected
            assert kept(design, workshop, interruptions(design)) == expected


def test_that_cuts_and_pauses_change_nothing_where_epochs_are_trained_in_blocks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Seven epochs in blocks of three, every second validated, with masks and moving averages."""
    monkeypatch.setattr("nnstudio.engine.assembly._EPOCHS_AT_ONCE", 3)
    design, workshop = dropout(epochs=7, validate_every=2), Workshop()
    expected = kept(design, workshop)
    assert workshop.assemble(design).epochs_at_once == 3
    for sizes in SIZES.values():
        cut(monkeypatch, sizes)
        assert kept(design, workshop) == expected
        assert kept(design, workshop, interruptions(design)) == expected


@pytest.mark.soak
@pytest.mark.parametrize("name", EACH_AT_LENGTH)
def test_that_another_process_gives_the_same_numbers(name: str) -> None:
    command = [sys.executable, "-m", "nnstudio", "train", name, "--epochs", "3", "--json"]
    printed = subprocess.run(command, capture_output=True, text=True, timeout=150, check=True).stdout
    rows = [json.loads(line) for line in printed.splitlines()]
    epochs = train(shortened(name, 3)).of(Epoch)
    found = [(row["loss"], row["val_loss"]) for row in rows if row["event"] == "epoch"]
    assert found == [(epoch.loss, epoch.val_loss) for epoch in epochs]


def test_that_another_seed_gives_other_numbers() -> None:
    (history, *_), (other, *_) = (kept(dropout(seed=seed), Workshop()) for seed in (3, 4))
    assert np.isfinite(history[0]).all()
    assert history != other
