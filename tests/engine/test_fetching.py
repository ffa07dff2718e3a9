"""What Keras gives of a set, written anew as plain arrays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.engine import fetching
from nnstudio.engine.backend import keras

RANKS = {"the": 1, "film": 2, "dull": 3, "это": 4}


def reviews(index_from: int, start_char: int = 1, oov_char: int = 2) -> Any:
    """As Keras numbers words: by their rank, after three numbers that stand for none."""

    def coded(*words: str) -> list[int]:
        known = (RANKS[word] + index_from if word in RANKS else oov_char for word in words)
        return [start_char, *known]

    parts = [[coded("the", "film"), coded("dull", "это")], [coded("the", "unknown", "dull")]]
    labels = ([1, 0], [0])
    return tuple((np.array(part, object), np.array(label)) for part, label in zip(parts, labels, strict=True))


def test_that_reviews_are_decoded_by_the_index_of_their_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keras.datasets.imdb, "load_data", reviews)
    monkeypatch.setattr(keras.datasets.imdb, "get_word_index", lambda: RANKS)
    fetching.fetch("imdb", tmp_path / "imdb.npz")
    with np.load(tmp_path / "imdb.npz", allow_pickle=False) as kept:
        signs, ends = kept["signs"].tobytes(), kept["ends"].tolist()
        assert kept["labels"].tolist() == [1, 0, 0]
    starts = [0, *ends[:-1]]
    texts = [signs[start:end].decode() for start, end in zip(starts, ends, strict=True)]
    assert texts == ["the film", "dull это", "the dull"]
