"""``nnstudio train``: what it prints, what it keeps, how it ends."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.cli import main
from nnstudio.cli.tell_run import as_json
from nnstudio.data import prepare
from nnstudio.design import edits
from nnstudio.design.files import save
from nnstudio.design.fixes import ChangeLearningRate
from nnstudio.design.shipped import load_shipped
from nnstudio.figures import figure
from nnstudio.protocol.events import Epoch, Failed, Progress


def lines(printed: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed.splitlines()]


def test_that_json_is_a_line_an_epoch_and_a_last_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "iris", "--epochs", "3", "--seed", "5", "--json"]) == 0
    *epochs, last = lines(capsys.readouterr().out)
    assert [(row["event"], row["epoch"]) for row in epochs] == [("epoch", 1), ("epoch", 2), ("epoch", 3)]
    for row in epochs:
        assert row["loss"] > 0
        assert row["val_loss"] > 0
        assert set(row["metrics"]) == {"sparse_categorical_accuracy"}
    assert last["event"] == "finished"
    assert last["steps"] > 0
    assert last["steps_per_second"] == pytest.approx(last["steps"] / last["seconds"])


def test_that_the_same_seed_prints_the_same_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    runs = []
    for _turn in range(2):
        main(["train", "iris", "--epochs", "2", "--seed", "3", "--json"])
        runs.append([row.get("loss") for row in lines(capsys.readouterr().out)])
    assert runs[0] == runs[1]


def test_that_a_network_that_reads_texts_trains(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "country-names", "--epochs", "2", "--json"]) == 0
    first, second, last = lines(capsys.readouterr().out)
    assert second["loss"] < first["loss"]
    assert second["val_metrics"]["sparse_categorical_accuracy"] > 0.2  # of twenty countries
    assert last["event"] == "finished"


def test_that_errors_are_told_in_the_unit_of_the_data(capsys: pytest.CaptureFixture[str]) -> None:
    choice = load_shipped("nile-dense").data
    prepared = prepare(choice)
    assert prepared.facts.unit
    (factor,) = prepared.target_scale.factor.tolist()
    assert factor > 10
    assert main(["train", "nile-dense", "--epochs", "2", "--json"]) == 0
    row = lines(capsys.readouterr().out)[1]
    told = [row["metrics"]["mean_absolute_error"], row["val_metrics"]["mean_absolute_error"]]
    assert main(["train", "nile-dense", "--epochs", "2"]) == 0
    printed = capsys.readouterr().out.splitlines()
    (line,) = (line for line in printed if line.startswith("epoch 2 of 2"))
    for error, words in zip(told, ("mean absolute error", "validation mean absolute error"), strict=True):
        assert f", {words} {figure(factor * error)} {prepared.facts.unit}" in line
    assert prepared.facts.unit in next(line for line in printed if "on the test part" in line)


def test_that_weights_are_kept_and_the_epochs_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "iris.npz"
    assert main(["train", "iris", "--epochs", "2", "--save-weights", str(path)]) == 0
    printed = capsys.readouterr().out
    assert "epoch 2 of 2: loss " in printed
    assert "finished " in printed
    with np.load(path) as kept:
        assert sum(array.size for array in kept.values()) > 0


def test_that_a_place_for_weights_that_cannot_be_is_told_before_training(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", "iris", "--json", "--save-weights", str(tmp_path / "iris.txt")]) == 1
    (row,) = lines(capsys.readouterr().out)
    assert row["event"] == "failed"
    assert ".npz" in row["message"]


def test_that_a_design_with_a_problem_fails_and_says_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    design = load_shipped("digits-cnn")
    design, _change = edits.set_param(design, design.layers[2].id, "kernel_size", 40)
    save(design, tmp_path / "broken.nnd")
    assert main(["train", str(tmp_path / "broken.nnd"), "--json"]) == 1
    (row,) = lines(capsys.readouterr().out)
    assert row["event"] == "failed"
    assert "40" in row["message"]


def test_that_a_loss_that_explodes_ends_as_failed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    design = load_shipped("sunspots")
    design, _change = edits.set_optimizer(design, "sgd")
    design, _change = edits.set_optimizer_param(design, "learning_rate", 10.0)
    for layer in design.layers:
        if "activation" in layer.params:
            design, _change = edits.set_param(design, layer.id, "activation", "linear")
    save(design, tmp_path / "wild.nnd")
    assert main(["train", str(tmp_path / "wild.nnd"), "--json"]) == 1
    assert lines(capsys.readouterr().out)[-1]["event"] == "failed"


def test_that_numbers_that_are_none_are_printed_as_null() -> None:
    epoch = Epoch(1, 1, 9, math.nan, None, {"a": math.inf}, {}, 1.0, 0.1)
    row = as_json(epoch)
    assert row is not None
    assert (row["loss"], row["val_loss"], row["metrics"]) == (None, None, {"a": None})
    assert json.dumps(row, allow_nan=False)


def test_that_only_epochs_and_the_last_word_are_printed_as_json() -> None:
    assert as_json(Progress(1, 1, np.ones(1, np.float32), 1.0, 1.0)) is None
    told = {"event": "failed", "message": "why", "hint": "so"}
    assert as_json(Failed(1, "why", "so")) == {**told, "fix": None}
    fix = ChangeLearningRate(0.5)
    assert as_json(Failed(1, "why", "so", fix)) == {**told, "fix": fix.title}


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be sent Ctrl-C there")
def test_that_ctrl_c_stops_a_run_cleanly_with_code_130() -> None:
    command = [sys.executable, "-m", "nnstudio", "train", "iris", "--epochs", "1000000", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["event"] == "epoch"
        process.send_signal(signal.SIGINT)
        out, error = process.stdout.read(), process.stderr.read()  # with what readline had read ahead
    assert process.returncode == 130
    assert lines(out)[-1]["event"] == "stopped"
    assert error == ""


@pytest.mark.parametrize("words", [["data"], ["bench"], ["train", "iris", "--epochs", "1000000", "--json"]])
def test_that_a_reader_that_leaves_ends_it_without_a_traceback(words: list[str]) -> None:
    command = [sys.executable, "-m", "nnstudio", *words]
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, timeout=150)
    os.close(write)
    assert done.stderr == ""


@pytest.mark.parametrize("words", [["designs"], ["data"], ["check", "digits-cnn"]])
def test_that_what_needs_no_window_imports_neither_qt_nor_tensorflow(words: list[str]) -> None:
    code = (
        "import sys; from nnstudio.cli import main; code = main(sys.argv[1:]);"
        "loaded = {name.split('.')[0] for name in sys.modules};"
        "print('loaded', *sorted(loaded & {'PySide6', 'tensorflow', 'keras', 'sklearn'})); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, timeout=150, check=True
    )
    assert done.stdout.splitlines()[-1] == "loaded"
