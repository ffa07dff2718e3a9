"""What a program reads: the data as their source gives them, and which rows each part has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.catalogue.entries import Target
from nnstudio.data.dealing import class_numbers
from nnstudio.data.source import Raw
from nnstudio.data.splits import Parts
from nnstudio.design.facts import DataFacts, Domain

Arrays = dict[str, NDArray[Any]]


def arrays_of(facts: DataFacts, raw: Raw, parts: Parts) -> Arrays:
    """By the names that the program reads them by: numbers and bytes, never objects."""
    arrays = _inputs(facts, raw)
    labels = class_numbers(facts, raw)
    if labels is not None and facts.target in (Target.INTEGERS, Target.ONE_HOT):
        arrays["labels"] = labels
    elif raw.targets is not None and facts.target is Target.NUMBERS:
        bytes_kept = raw.pixels is not None
        arrays["targets"] = raw.targets if bytes_kept else raw.targets.astype(np.float32, copy=False)
    return {**arrays, "train": parts.train, "validation": parts.validation, "test": parts.test}


def _inputs(facts: DataFacts, raw: Raw) -> Arrays:
    if raw.texts is not None:
        answers = {} if raw.answers is None else _one_after_another("answers", raw.answers)
        return {**_one_after_another("texts", raw.texts), **answers}
    if raw.pixels is not None:
        return {"images": raw.pixels}
    return {"values" if facts.domain is Domain.SERIES else "inputs": raw.inputs}


def _one_after_another(name: str, texts: Sequence[str]) -> Arrays:
    """As UTF-8, and where each ends: one long text among many short ones takes no room of theirs."""
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    ends = np.cumsum([len(text) for text in encoded], dtype=np.int64)
    return {name: np.frombuffer(b"".join(encoded), np.uint8), f"{name}_ends": ends}
