"""Small designs on real data that train within a second."""

from __future__ import annotations

from typing import Any

from immutabledict import immutabledict

from nnstudio.catalogue.values import Part
from nnstudio.design.model import DataChoice, Design, LayerRow, Recipe


def row(kind: str, layer_id: str = "", **params: Any) -> LayerRow:
    return LayerRow(id=layer_id or kind, kind=kind, params=immutabledict(params))


def part(kind: str, **params: Any) -> Part:
    return Part(kind=kind, params=immutabledict(params))


def design(
    data: DataChoice, loss: str, *layers: LayerRow, optimizer: Part | None = None, **recipe: Any
) -> Design:
    return Design(
        data=data,
        layers=layers,
        recipe=Recipe(loss=part(loss), optimizer=optimizer or part("adam", learning_rate=0.01), **recipe),
    )


CIRCLE = DataChoice(source="circle", params=immutabledict(samples=120), validation=0.25)
IRIS = DataChoice(source="iris", scaling="standard")
DIGITS = DataChoice(source="digits8", scaling="range", validation=0.85)
SUNSPOTS = DataChoice(source="sunspots", scaling="standard", window=12, horizon=3)


def points(**recipe: Any) -> Design:
    """2-4-1 tanh on a circle: 90 examples, batches of 20, so the last one of an epoch has 10."""
    settings = {"batch_size": 20, "epochs": 3, "seed": 7} | recipe
    return design(
        CIRCLE,
        "binary_crossentropy",
        row("dense", "hidden", units=4, activation="tanh"),
        row("dense", "output", units=1, activation="sigmoid"),
        **settings,
    )


def dropout(**recipe: Any) -> Design:
    """Iris through dropout and batch normalization: everything that is random or keeps averages."""
    settings = {"batch_size": 32, "epochs": 3, "seed": 3} | recipe
    return design(
        IRIS,
        "sparse_categorical_crossentropy",
        row("dense", "hidden", units=16, activation="relu"),
        row("batch_normalization"),
        row("dropout", rate=0.4),
        row("dense", "output", units=3, activation="softmax"),
        **settings,
    )


def autoencoder(**recipe: Any) -> Design:
    settings = {"epochs": 1} | recipe
    return design(
        DIGITS.model_copy(update={"goal": "inputs"}),
        "mean_squared_error",
        row("flatten"),
        row("dense", "narrow", units=5, activation="tanh"),
        row("dense", "wide", units=64, activation="sigmoid"),
        row("reshape", target_shape=(8, 8, 1)),
        **settings,
    )
