"""An exported program that trains: the same losses as here, and alone in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.design.model import Design, EarlyStopping
from nnstudio.design.shipped import load_shipped
from nnstudio.engine.backend import keras
from nnstudio.export import export
from nnstudio.protocol.events import Epoch
from tests.data.own.test_arrays import IMAGES, LABELS, chosen, saved
from tests.engine.designs import IRIS, design, dropout, part, points, row
from tests.engine.runs import train
from tests.export.programs import exported
from tests.shipped import EACH_AT_LENGTH

EPOCHS = 2


def few_epochs(name: str) -> Design:
    loaded = load_shipped(name)
    return loaded.model_copy(update={"recipe": loaded.recipe.model_copy(update={"epochs": EPOCHS})})


def own_images(folder: Path) -> Design:
    """Bytes, which become numbers batch by batch."""
    choice = chosen(saved(folder / "set.npz", x=IMAGES, y=LABELS))
    layers = row("flatten"), row("dense", "output", units=3, activation="softmax")
    return design(choice, "sparse_categorical_crossentropy", *layers, epochs=EPOCHS, batch_size=8)


def weighted(_folder: Path) -> Design:
    last = row("dense", "output", units=3, activation="softmax")
    return design(IRIS, "sparse_categorical_crossentropy", last, epochs=EPOCHS, class_weights="balanced")


def plateau(_folder: Path) -> Design:
    rule = EarlyStopping(patience=2)
    falling = part("reduce_on_plateau", patience=1, min_delta=10.0)
    return points(epochs=6, early_stopping=rule, schedule=falling)


DESIGNS: dict[str, Any] = {
    "points": lambda _folder: points(),
    "dropout": lambda _folder: dropout(),
    "full batches": lambda _folder: points(batching="full"),
    "own images": own_images,
    "class weights": weighted,
    "plateaus and patience": plateau,
    "a recurrent network": lambda _folder: few_epochs("sunspots"),
    "words": lambda _folder: few_epochs("language-pool"),
    "an autoencoder": lambda _folder: few_epochs("autoencoder"),
}


@pytest.mark.parametrize("name", DESIGNS)
def test_that_a_program_tells_the_losses_that_plain_keras_tells_here(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = DESIGNS[name](tmp_path)
    histories: list[Any] = []
    fit = keras.Model.fit
    monkeypatch.setattr(
        keras.Model, "fit", lambda *given, **named: histories.append(fit(*given, **named, verbose=0))
    )
    exported(made, tmp_path / "program").main()
    monkeypatch.undo()
    (history,) = (told.history for told in histories)
    ours = train(made, engine="keras").of(Epoch)
    assert len(history["loss"]) == len(ours)
    np.testing.assert_allclose(history["loss"], [epoch.loss for epoch in ours], rtol=1e-4)
    if ours[0].val_loss is not None:
        np.testing.assert_allclose(history["val_loss"], [epoch.val_loss for epoch in ours], rtol=1e-4)
    for key, value in ours[-1].metrics.items():
        assert history[key][-1] == pytest.approx(value, rel=1e-4)


def test_that_a_program_runs_alone(tmp_path: Path) -> None:
    made = few_epochs("iris")
    export(made, tmp_path / "iris")
    alone = (
        "import runpy, sys; sys.modules['nnstudio'] = None;"
        f"runpy.run_path({str(tmp_path / 'iris' / 'program.py')!r}, run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", alone], capture_output=True, text=True, cwd="/", timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert "Test: " in done.stdout
    assert "sparse_categorical_accuracy" in done.stdout


@pytest.mark.parametrize("name", EACH_AT_LENGTH)
def test_that_every_program_goes_from_its_data_to_its_results(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = exported(load_shipped(name), tmp_path / "program")
    fit, evaluate = keras.Model.fit, keras.Model.evaluate
    few = {"steps_per_epoch": 2, "epochs": 1, "validation_steps": 1, "verbose": 0}
    monkeypatch.setattr(keras.Model, "fit", lambda *given, **named: fit(*given, **{**named, **few}))
    monkeypatch.setattr(
        keras.Model, "evaluate", lambda *given, **named: evaluate(*given, **{**named, "steps": 1})
    )
    program.main()
    told = [line for line in capsys.readouterr().out.splitlines() if "loss " in line]
    assert told
    assert "nan" not in told[-1]
