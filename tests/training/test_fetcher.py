"""Fetching in a process of its own."""

from __future__ import annotations

import gzip
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.fetched import FOLDER_VARIABLE, fetched_file, parts_folder
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


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # nobody listens there


def whole(count: int = 90) -> bytes:
    return gzip.compress(bytes(8) + bytes(at % 10 for at in range(count)))


@pytest.mark.parametrize(
    ("key", "part", "content"),
    [
        ("mnist", "mnist.npz", b"of another version"),
        ("mnist", "mnist.npz", b""),
        ("fashion_mnist", "fashion-mnist/train-labels-idx1-ubyte.gz", whole()[:-9]),
        ("fashion_mnist", "fashion-mnist/train-labels-idx1-ubyte.gz", gzip.compress(bytes(300_000_000))),
        ("cifar10", "cifar-10-batches-py-target_archive", b"of another version"),
    ],
    ids=["another version", "empty", "cut", "bomb", "archive"],
)
@pytest.mark.usefixtures("offline")
def test_that_what_keras_folder_has_is_neither_believed_nor_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, part: str, content: bytes
) -> None:
    there = tmp_path / "keras" / "datasets" / part
    there.parent.mkdir(parents=True)
    there.write_bytes(content)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    fetcher = Fetcher(find(key), tmp_path / "fetched" / f"{key}.npz")
    with pytest.raises(UserError, match="could not be fetched: URL fetch failure"):
        wait(fetcher.has_ended)
    assert there.read_bytes() == content
    assert list((tmp_path / "fetched").iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such bound")
@pytest.mark.usefixtures("offline")
def test_that_no_room_is_told_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "keras" / "datasets" / "fashion-mnist"
    folder.mkdir(parents=True)
    for name, count in (("train", 90), ("t10k", 30)):
        pixels = np.random.default_rng(0).integers(0, 256, 16 + count * 784, dtype=np.uint8)
        (folder / f"{name}-images-idx3-ubyte.gz").write_bytes(gzip.compress(pixels.tobytes()))
        (folder / f"{name}-labels-idx1-ubyte.gz").write_bytes(whole(count))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    script = (
        "import resource, sys; from nnstudio.engine import fetching; "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (80_000, 80_000)); "
        "sys.exit(fetching.main('fashion_mnist', sys.argv[1]))"
    )
    fetcher = Fetcher(find("fashion_mnist"), tmp_path / "fetched" / "it.npz", program(script))
    with pytest.raises(UserError, match="The file would be larger than the system lets it be") as caught:
        wait(fetcher.has_ended)
    assert caught.value.hint == "Mend that, then fetch it again."
    assert list((tmp_path / "fetched").iterdir()) == []


def test_that_a_cancelled_fetch_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "it.npz"
    parts_folder(path).mkdir()
    (parts_folder(path) / "half").write_bytes(b"half")
    fetcher = Fetcher(SOURCE, path, program("import time; time.sleep(60)"))
    fetcher.cancel()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("offline")
def test_that_a_machine_without_a_connection_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    fetcher = Fetcher(SOURCE, tmp_path / "it")
    with pytest.raises(UserError, match="MNIST could not be fetched: "):
        wait(fetcher.has_ended)
    assert not (tmp_path / "it").exists()
