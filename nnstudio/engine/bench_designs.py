"""Networks to measure speed with, beside the shipped designs: one for each kind of work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from immutabledict import immutabledict

from nnstudio.catalogue.values import Part
from nnstudio.design.model import DataChoice, Design, LayerRow, Recipe
from nnstudio.engine.bench_texts import CHARACTER_TEXTS, CHARACTERS, WORD_TEXTS, WORDS

_POINTS = DataChoice(source="circle", params=immutabledict(samples=500), validation=0.5)
_DIGITS = DataChoice(source="digits8")
_IMAGES = DataChoice(source="digits28")
_SERIES = DataChoice(source="sunspots", scaling="standard")


def _design(
    data: DataChoice, loss: str, optimizer: Part, batch: int, *rows: tuple[str, dict[str, Any]]
) -> Design:
    layers = tuple(
        LayerRow(id=f"l{number}", kind=kind, params=immutabledict(params))
        for number, (kind, params) in enumerate(rows, start=1)
    )
    recipe = Recipe(loss=Part(kind=loss), optimizer=optimizer, batch_size=batch)
    return Design(data=data, layers=layers, recipe=recipe)


def _points(*units: int) -> Design:
    """250 examples, batches of 10, plain gradient descent, tanh everywhere."""
    optimizer = Part(kind="sgd", params=immutabledict(learning_rate=0.03))
    rows = [("dense", {"units": count, "activation": "tanh"}) for count in (*units, 1)]
    return _design(_POINTS, "mean_squared_error", optimizer, 10, *rows)


def _classes(
    data: DataChoice, *rows: tuple[str, dict[str, Any]], classes: int = 10, optimizer: str = "adam"
) -> Design:
    last = ("dense", {"units": classes, "activation": "softmax"})
    return _design(data, "sparse_categorical_crossentropy", Part(kind=optimizer), 32, *rows, last)


def _dense(units: int) -> tuple[str, dict[str, Any]]:
    return "dense", {"units": units, "activation": "relu"}


def _conv(filters: int) -> tuple[str, dict[str, Any]]:
    return "conv2d", {"filters": filters, "kernel_size": (3, 3), "activation": "relu"}


BENCH_DESIGNS: Mapping[str, Design] = {
    "points-2-4-2-1": _points(4, 2),
    "points-2-8-8-8-8-8-8-1": _points(8, 8, 8, 8, 8, 8),
    "digits-64-128-dropout-10": _classes(_DIGITS, ("flatten", {}), _dense(128), ("dropout", {"rate": 0.2})),
    "digits-8x8-conv": _classes(_DIGITS, _conv(16), ("max_pooling2d", {}), ("flatten", {}), _dense(32)),
    "series-rnn50-30": _design(
        _SERIES,
        "mean_squared_error",
        Part(kind="adam"),
        16,
        ("simple_rnn", {"units": 50}),
        ("dense", {"units": 10, "activation": "linear"}),
    ),
    "words-embedding-80": _design(
        WORD_TEXTS,
        "binary_crossentropy",
        Part(kind="adam"),
        32,
        ("embedding", {"input_dim": WORDS, "output_dim": 32}),
        ("global_average_pooling1d", {}),
        ("dense", {"units": 1, "activation": "sigmoid"}),
    ),
    "characters-gru96-60": _classes(
        CHARACTER_TEXTS,
        ("embedding", {"input_dim": CHARACTERS, "output_dim": 32}),
        ("gru", {"units": 96}),
        classes=CHARACTERS,
    ),
    # Plain gradient descent, so that matrix products are nearly all that it takes.
    "dense-784-1024-1024-10": _classes(_IMAGES, ("flatten", {}), _dense(1024), _dense(1024), optimizer="sgd"),
}
