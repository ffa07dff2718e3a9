"""``nnstudio results``, and the promises of the shipped designs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nnstudio.cli import main
from nnstudio.design.files import save
from nnstudio.design.promises import promises
from nnstudio.design.shipped import load_shipped, shipped_names
from tests.shipped import EACH

MOST_SECONDS = 180


def rows(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[dict[str, object]]]:
    code = main(["results", *words, "--json"])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_that_every_shipped_design_promises_something_and_nothing_else_does() -> None:
    assert set(promises()) == set(shipped_names())
    assert all(0 < promise.seconds <= MOST_SECONDS for promise in promises().values())


def test_that_a_result_stands_beside_the_naive_answer_and_the_promise(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, found = rows(capsys, "iris", "spiral")
    assert code == 0
    assert [row["design"] for row in found] == ["iris", "spiral"]
    for row in found:
        assert set(row) == {"design", "task", "metric", "value", "baseline", "promised", "seconds"}
        assert row["metric"] == "accuracy"
        assert row["value"] >= row["promised"] > row["baseline"]  # type: ignore[operator]


def test_that_a_result_repeats(capsys: pytest.CaptureFixture[str]) -> None:
    (first,), (second,) = rows(capsys, "iris")[1], rows(capsys, "iris")[1]
    assert first["value"] == second["value"]


def test_that_a_promise_that_is_not_kept_ends_with_an_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from nnstudio.design.promises import Promise

    monkeypatch.setattr("nnstudio.cli.run_results.promises", lambda: {"iris": Promise(1.1, 10.0)})
    assert main(["results", "iris"]) == 1
    assert "not kept" in capsys.readouterr().out


def test_that_a_design_of_ones_own_is_told_without_a_promise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(load_shipped("iris"), tmp_path / "mine.nnd")
    code, (row,) = rows(capsys, str(tmp_path / "mine.nnd"))
    assert code == 0
    assert row["promised"] is None


def test_that_an_autoencoder_is_compared_to_what_is_as_narrow(capsys: pytest.CaptureFixture[str]) -> None:
    _code, (row,) = rows(capsys, "autoencoder")
    assert row["metric"] == "mean_squared_error"
    assert row["value"] < row["baseline"]  # type: ignore[operator]


def test_that_a_design_that_cannot_be_trained_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(load_shipped("iris").model_copy(update={"layers": ()}), tmp_path / "empty.nnd")
    assert main(["results", str(tmp_path / "empty.nnd")]) == 1
    assert "The network is empty" in capsys.readouterr().err


@pytest.mark.soak
@pytest.mark.parametrize("name", EACH)
def test_that_every_promise_is_kept_and_beats_the_naive_answer(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, (row,) = rows(capsys, name)
    assert code == 0, row
    if row["baseline"] is not None:
        value, baseline = float(str(row["value"])), float(str(row["baseline"]))
        more = float(str(row["promised"])) > baseline
        assert value > baseline if more else value < baseline
    assert float(str(row["seconds"])) <= MOST_SECONDS
