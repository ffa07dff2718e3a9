"""``nnstudio bench``."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from nnstudio.cli import main
from nnstudio.cli.run_bench import text
from nnstudio.design.files import save
from nnstudio.design.shipped import load_shipped
from nnstudio.engine.bench import Measured
from nnstudio.engine.bench_designs import BENCH_DESIGNS
from nnstudio.engine.bench_texts import own_data
from nnstudio.engine.matrix_products import Products
from nnstudio.engine.workshop import Workshop

MEASURED = Measured("wide", "xla", 1234.0, 100.0, 39_488.0, 3_200.0)


def test_that_a_bench_prints_one_object_a_design(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "iris", "--json"]) == 0
    (row,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (row["design"], row["engine"]) == ("iris", "xla")
    assert row["ratio"] == pytest.approx(row["steps_per_second"] / row["fit_steps_per_second"], rel=0.01)
    assert row["ratio"] > 20  # a hundred and more; a busy machine must not fail it


def test_that_a_design_that_cannot_be_trained_is_told_and_the_others_are_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "empty.nnd")
    save(load_shipped("iris").model_copy(update={"layers": ()}), path)
    assert main(["bench", path, "points-2-4-2-1"]) == 1
    printed = capsys.readouterr()
    assert "empty.nnd: The network is empty" in printed.err.replace("\n", "")
    head, line = printed.out.splitlines()
    assert head.startswith("Design")
    assert line.startswith("points-2-4-2-1")


@pytest.mark.parametrize(("word", "near"), [("iriss", "iris"), ("word-embedding-80", "words-embedding-80")])
def test_that_an_unknown_design_is_refused_before_anything_is_measured(
    word: str, near: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", "points-2-4-2-1", word]) == 1
    printed = capsys.readouterr()
    assert near in printed.err
    assert printed.out == ""


def test_that_matrix_products_are_told_where_they_were_measured() -> None:
    assert text(MEASURED).count("\n") == 0
    wide = Measured("wide", "xla", 1234.0, 100.0, 39_488.0, 3_200.0, Products(75.0, 100.0, 90.0))
    assert "75 GFLOP/s in matrix products: 75% of the 100" in text(wide).splitlines()[1]


@pytest.mark.parametrize("name", BENCH_DESIGNS)
def test_that_the_reference_networks_can_be_trained(name: str) -> None:
    design = BENCH_DESIGNS[name]
    Workshop(own_data(design.data)).report(design)


# Before anything is measured, and after the first of two designs.
MOMENTS = [("Design", []), pytest.param('{"design"', ["--json"], marks=pytest.mark.soak)]


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be sent Ctrl-C there")
@pytest.mark.parametrize(("line", "words"), MOMENTS)
def test_that_ctrl_c_ends_a_bench_without_a_traceback(line: str, words: list[str]) -> None:
    with started_bench(*words) as process:
        assert process.stdout.readline().startswith(line)
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=100) == ("", "")
    assert process.returncode == 130


@pytest.mark.soak
def test_that_a_reader_that_leaves_ends_a_bench_without_a_traceback() -> None:
    with started_bench("--json") as process:
        assert process.stdout.readline().startswith('{"design"')
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 1


def started_bench(*words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "nnstudio", "bench", "points-2-4-2-1", "iris", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
