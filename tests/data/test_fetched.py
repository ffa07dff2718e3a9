"""Sets that are fetched, from files that stand in for them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnstudio.data import default_choice, describe, prepare, preview
from nnstudio.data.fetched import FETCHED, FOLDER_VARIABLE, fetched_file, is_in_keras_folder
from nnstudio.data.sources import find
from nnstudio.errors import UserError

IMAGE_KEYS = [source.key for source in FETCHED if len(source.input_shape) == 3]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    return tmp_path


def write_images(key: str, count: int) -> None:
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (count, *find(key).input_shape), dtype=np.uint8)
    np.savez(fetched_file(key), pixels=pixels, labels=(np.arange(count) % 10).astype(np.uint8))


@pytest.mark.parametrize("source", FETCHED, ids=lambda source: source.key)
def test_that_a_set_that_is_not_there_says_how_to_fetch_it(source: object) -> None:
    choice = default_choice(source.key)  # type: ignore[attr-defined]
    assert describe(choice).train > 0
    with pytest.raises(UserError, match="not on this machine yet") as caught:
        prepare(choice)
    assert f"nnstudio fetch {choice.source}" in caught.value.hint
    assert "MB" in caught.value.hint


@pytest.mark.parametrize("key", IMAGE_KEYS)
def test_that_fetched_images_are_as_described_and_stay_bytes(key: str) -> None:
    write_images(key, 120)
    choice = default_choice(key).model_copy(update={"params": {"examples": 100}})
    facts, prepared = describe(choice), prepare(choice)
    assert len(prepared.train) + len(prepared.validation) + len(prepared.test) == 100
    assert prepared.train.inputs.shape[1:] == facts.input_shape
    assert prepared.train.stored.dtype == np.uint8
    shown = preview(prepared).shown
    assert 0 <= shown.inputs.min() < shown.inputs.max() <= 1


def test_that_fetched_reviews_are_texts_again() -> None:
    texts = ["a fine film", "no, not это", "dull"] * 50
    signs = [text.encode() for text in texts]
    np.savez(
        fetched_file("imdb"),
        signs=np.frombuffer(b"".join(signs), np.uint8),
        ends=np.cumsum([len(each) for each in signs]),
        labels=(np.arange(150) % 2).astype(np.uint8),
    )
    choice = default_choice("imdb").model_copy(update={"params": {"examples": 100}})
    prepared = prepare(choice)
    assert prepared.text is not None
    assert list(prepared.text.texts) == texts[:100]
    assert prepared.train.inputs.shape[1:] == describe(choice).input_shape


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04broken"])
def test_that_a_broken_file_is_told(content: bytes) -> None:
    fetched_file("mnist").write_bytes(content)
    with pytest.raises(UserError, match="cannot be read"):
        prepare(default_choice("mnist"))


@pytest.mark.parametrize(
    "arrays",
    [
        {"pixels": np.zeros((200, 28, 28, 1), np.uint8)},
        {"pixels": np.zeros((200, 20, 28, 1), np.uint8), "labels": np.zeros(200, np.uint8)},
        {"pixels": np.zeros((200, 28, 28, 1), np.float64), "labels": np.zeros(200, np.uint8)},
        {"pixels": np.zeros((150, 28, 28, 1), np.uint8), "labels": np.zeros(200, np.uint8)},
        {"pixels": np.zeros((200, 28, 28, 1), np.uint8), "labels": np.full(200, 77)},
        {"pixels": np.zeros((0, 28, 28, 1), np.uint8), "labels": np.zeros(0, np.uint8)},
        {"signs": np.zeros(10, np.uint8), "ends": np.arange(200), "labels": np.zeros(200, np.uint8)},
        {"signs": np.full(9, 255, np.uint8), "ends": np.arange(200), "labels": np.zeros(200, np.uint8)},
        {"signs": np.zeros(9), "ends": np.zeros(200), "labels": np.zeros(200, np.uint8)},
    ],
)
def test_that_another_set_of_that_name_is_told(arrays: dict[str, np.ndarray]) -> None:
    np.savez(fetched_file("mnist"), **arrays)  # type: ignore[arg-type]
    with pytest.raises(UserError, match="cannot be read") as refused:
        prepare(default_choice("mnist"))
    assert refused.value.hint == "Fetch it again."


def test_that_arrays_of_objects_are_refused() -> None:
    np.savez(fetched_file("mnist"), pixels=np.array([{"a": 1}], dtype=object), labels=np.zeros(1, np.uint8))
    with pytest.raises(UserError, match="cannot be read"):
        prepare(default_choice("mnist"))


def test_that_a_file_in_keras_folder_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    assert not is_in_keras_folder(find("mnist"))
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "mnist.npz").write_bytes(b"")
    assert is_in_keras_folder(find("mnist"))
    assert not is_in_keras_folder(find("iris"))
