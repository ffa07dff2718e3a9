"""Fetching in a process of its own."""

from __future__ import annotations

import gzip
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.fetched import FOLDER_VARIABLE, fetched_file
from nnstudio.data.preparation import prepare
from nnstudio.data.sources import default_choice, find
from nnstudio.errors import UserError
from nnstudio.training.fetcher import Fetcher

SOURCE = find("mnist")
HALF = SOURCE.fetched_bytes // 2


def program(script: str) -> tuple[str, ...]:
    return (sys.executable, "-u", "-c", script)


def wait(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_that_it_tells_how_far_it_is_and_that_it_has_ended(tmp_path: Path) -> None:
    script = f"import sys; print('{HALF}/{SOURCE.fetched_bytes} x'); sys.stdin.read(); open(sys.argv[1], 'w')"
    fetcher = Fetcher(SOURCE, tmp_path / "it", program(script))
    wait(fetcher.has_ended)
    assert fetcher.share == pytest.approx(0.5, abs=0.01)
    assert (tmp_path / "it").exists()


def test_that_a_failure_is_told_with_its_reason(tmp_path: Path) -> None:
    script = "import json; print(json.dumps({'error': 'no such server'})); raise SystemExit(1)"
    fetcher = Fetcher(SOURCE, tmp_path / "it", program(script))
    with pytest.raises(UserError, match=r"MNIST could not be fetched: no such server\.") as caught:
        wait(fetcher.has_ended)
    assert "connection" in caught.value.hint


def test_that_a_process_that_dies_is_told(tmp_path: Path) -> None:
    fetcher = Fetcher(SOURCE, tmp_path / "it", program("import os; os.abort()"))
    with pytest.raises(UserError, match="without a word"):
        wait(fetcher.has_ended)


def test_that_it_can_be_cancelled_at_any_moment(tmp_path: Path) -> None:
    fetcher = Fetcher(SOURCE, tmp_path / "it", program("import time; time.sleep(60)"))
    assert not fetcher.has_ended()
    fetcher.cancel()
    assert fetcher.has_ended()
    assert fetcher.is_cancelled
    assert not (tmp_path / "it").exists()


def test_that_a_silent_server_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnstudio.training.fetcher.MOST_SILENT", 0.2)
    fetcher = Fetcher(SOURCE, tmp_path / "it", program("import time; time.sleep(60)"))
    with pytest.raises(UserError, match="has not answered"):
        wait(fetcher.has_ended)


def test_that_what_is_in_keras_folder_is_taken_without_a_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fashion-MNIST's files as Keras keeps them, few and small; no server is named that could be reached."""
    folder = tmp_path / "keras" / "datasets" / "fashion-mnist"
    folder.mkdir(parents=True)
    rng = np.random.default_rng(0)
    for name, count in (("train", 90), ("t10k", 30)):
        pixels = rng.integers(0, 256, (count, 28, 28), dtype=np.uint8)
        with gzip.open(folder / f"{name}-images-idx3-ubyte.gz", "wb") as file:
            file.write(bytes(16) + pixels.tobytes())
        with gzip.open(folder / f"{name}-labels-idx1-ubyte.gz", "wb") as file:
            file.write(bytes(8) + bytes(at % 10 for at in range(count)))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "fetched"))
    path = fetched_file("fashion_mnist")
    fetcher = Fetcher(find("fashion_mnist"), path)
    wait(fetcher.has_ended)
    assert [each.name for each in path.parent.iterdir()] == ["fashion_mnist.npz"]
    choice = default_choice("fashion_mnist").model_copy(update={"params": {"examples": 120}})
    assert prepare(choice).train.inputs.shape[1:] == (28, 28, 1)


def test_that_a_machine_without_a_connection_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # nobody listens there
    fetcher = Fetcher(SOURCE, tmp_path / "it")
    with pytest.raises(UserError, match="MNIST could not be fetched: "):
        wait(fetcher.has_ended)
    assert not (tmp_path / "it").exists()
