"""Fetches one of Keras' sets and writes it as plain arrays; a program of its own, so that it can be ended.

``python -m nnstudio.engine.fetching KEY FILE``. Keras prints how far a download is, as "done/total" in bytes;
the last line is one JSON object, with "error" where it failed.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nnstudio.engine.backend import keras

Arrays = dict[str, NDArray[Any]]

_SILENCE: Final = 20.0  # seconds without a byte after which a server counts as gone
_UNKNOWN_WORDS: Final = 3  # numbers that stand for no word: padding, beginning, unknown


def _images(module: Any) -> Arrays:
    """The training part, then the test part: both are dealt anew."""
    (images, labels), (more_images, more_labels) = module.load_data()
    pixels = np.concatenate([images, more_images]).astype(np.uint8)
    return {
        "pixels": pixels if pixels.ndim == 4 else pixels[..., None],
        "labels": np.concatenate([labels, more_labels]).reshape(-1).astype(np.uint8),
    }


def _reviews() -> Arrays:
    """Reviews as texts again: Keras gives the numbers of their words."""
    imdb = keras.datasets.imdb
    (reviews, labels), (more_reviews, more_labels) = imdb.load_data(index_from=_UNKNOWN_WORDS)
    words = {number + _UNKNOWN_WORDS: word for word, number in imdb.get_word_index().items()}
    texts = [
        " ".join(words[number] for number in review if number in words).encode()
        for review in [*reviews, *more_reviews]
    ]
    return {
        "signs": np.frombuffer(b"".join(texts), np.uint8),
        "ends": np.cumsum([len(text) for text in texts], dtype=np.int64),
        "labels": np.concatenate([labels, more_labels]).astype(np.uint8),
    }


SETS: Final[Mapping[str, Callable[[], Arrays]]] = {
    "mnist": lambda: _images(keras.datasets.mnist),
    "fashion_mnist": lambda: _images(keras.datasets.fashion_mnist),
    "cifar10": lambda: _images(keras.datasets.cifar10),
    "imdb": _reviews,
}


def fetch(key: str, path: Path) -> None:
    """Write the set; a file that is there is replaced at once or not at all. Raises what went wrong."""
    socket.setdefaulttimeout(_SILENCE)
    arrays = SETS[key]()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, **arrays)  # type: ignore[arg-type]
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def main(key: str, path: str) -> int:
    try:
        fetch(key, Path(path))
    except Exception as error:
        print("\n" + json.dumps({"error": str(error)}), flush=True)
        return 1
    print("\n" + json.dumps({"done": key}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
