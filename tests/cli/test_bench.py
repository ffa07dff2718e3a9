"""``nnstudio bench``."""

from __future__ import annotations

import json

import pytest

from nnstudio.cli import main
from nnstudio.data import describe
from nnstudio.design.check import check
from nnstudio.engine.bench_designs import BENCH_DESIGNS


def test_that_a_bench_prints_one_object_a_design(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "iris", "points-2-4-2-1", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["design"] for row in rows] == ["iris", "points-2-4-2-1"]
    for row in rows:
        assert row["engine"] == "xla"
        assert row["ratio"] == pytest.approx(row["steps_per_second"] / row["fit_steps_per_second"], rel=0.01)
        assert row["ratio"] > 20  # a hundred and more; a busy machine must not fail it


def test_that_an_unknown_design_is_refused_before_anything_is_measured(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["bench", "iriss"]) == 1
    assert "iris" in capsys.readouterr().err


@pytest.mark.parametrize("name", BENCH_DESIGNS)
def test_that_the_reference_networks_can_be_trained(name: str) -> None:
    design = BENCH_DESIGNS[name]
    assert not check(design, describe(design.data)).errors
