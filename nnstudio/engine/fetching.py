"""Fetches one of Keras' sets and writes it as plain arrays; a program of its own, so that it can be ended.

``python -m nnstudio.engine.fetching KEY FILE``. Keras prints how far a download is, as "done/total" in bytes;
the last line is one JSON object, with "error" where it failed, and "here" where this machine is to blame.

Keras downloads into a folder beside FILE that goes when all is done. What lies in its own folder is copied
from there and never touched: Keras would write over a file of another version, remove it when there is no
connection, and take for whole what a cancelled download has left.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import socket
import sys
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.fetched import keras_folder, parts_folder
from nnstudio.data.source import Source
from nnstudio.data.sources import find
from nnstudio.design.files import reason_of
from nnstudio.i18n import set_language, system_language

Arrays = dict[str, NDArray[Any]]

_SILENCE: Final = 20.0  # seconds without a byte after which a server counts as gone
_LARGEST: Final = 100_000_000  # bytes of a packed file, unpacked
_BLOCK: Final = 1 << 20  # bytes
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
    imdb = _keras_set("imdb")
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


def _keras_set(name: str) -> Any:
    """Keras asks where its folder is when it is imported."""
    from nnstudio.engine.backend import keras

    return getattr(keras.datasets, name)


SETS: Final[Mapping[str, Callable[[], Arrays]]] = {
    "mnist": lambda: _images(_keras_set("mnist")),
    "fashion_mnist": lambda: _images(_keras_set("fashion_mnist")),
    "cifar10": lambda: _images(_keras_set("cifar10")),
    "imdb": _reviews,
}


def fetch(key: str, path: Path) -> None:
    """Write the set; a file that is there is replaced at once or not at all. Raises what went wrong."""
    socket.setdefaulttimeout(_SILENCE)
    folder = parts_folder(path)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        _copy_parts(find(key), folder / "datasets")
        os.environ["KERAS_HOME"] = str(folder)
        np.savez(folder / path.name, **SETS[key]())  # type: ignore[arg-type]
        os.replace(folder / path.name, path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy_parts(source: Source, folder: Path) -> None:
    """Copy what Keras has downloaded before. What it knows a checksum of it looks at itself."""
    folder.mkdir(parents=True)
    for part in source.fetched_from:
        there = keras_folder() / part
        if (
            os.access(there, os.R_OK)
            and os.path.isfile(there)
            and (there.suffix != ".gz" or _is_sound(there))
        ):
            (folder / part).parent.mkdir(exist_ok=True)
            shutil.copyfile(there, folder / part)


def _is_sound(packed: Path) -> bool:
    """Whether a file can be unpacked to its end, and becomes no larger than it may."""
    size = 0
    try:
        with gzip.open(packed) as file:
            while block := file.read(_BLOCK):
                size += len(block)
                if size > _LARGEST:
                    return False
    except (OSError, EOFError, zlib.error):
        return False
    return True


def main(key: str, path: str) -> int:
    set_language(system_language())
    try:
        fetch(key, Path(path))
    except OSError as error:
        print("\n" + json.dumps({"error": reason_of(error), "here": True}), flush=True)
        return 1
    except Exception as error:
        print("\n" + json.dumps({"error": str(error)}), flush=True)
        return 1
    print("\n" + json.dumps({"done": key}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
