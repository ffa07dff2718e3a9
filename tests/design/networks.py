"""Designs and facts to try things on, without the data room."""

from __future__ import annotations

from typing import Any

from nnstudio.catalogue.entries import Target
from nnstudio.catalogue.values import Shape
from nnstudio.design import edits
from nnstudio.design.facts import DataFacts, Domain, Task
from nnstudio.design.model import Design
from nnstudio.design.normal import normal_design

DIGITS = DataFacts(
    domain=Domain.IMAGES,
    task=Task.CLASSIFICATION,
    target=Target.INTEGERS,
    input_shape=(28, 28, 1),
    target_shape=(1,),
    classes=tuple("0123456789"),
    train=1_400,
    validation=397,
)
POINTS = DataFacts(
    domain=Domain.POINTS,
    task=Task.CLASSIFICATION,
    target=Target.INTEGERS,
    input_shape=(2,),
    target_shape=(1,),
    classes=("blue", "orange"),
    train=200,
    validation=50,
)
SUNSPOTS = DataFacts(
    domain=Domain.SERIES,
    task=Task.FORECAST,
    target=Target.NUMBERS,
    input_shape=(30, 1),
    target_shape=(10,),
    train=200,
    validation=40,
)


def autoencoder_facts(shape: Shape) -> DataFacts:
    return DataFacts(
        domain=Domain.IMAGES,
        task=Task.RECONSTRUCTION,
        target=Target.INPUTS,
        input_shape=shape,
        target_shape=shape,
        classes=tuple("0123456789"),
        train=1_400,
        validation=397,
    )


def network(loss: str, *rows: tuple[str, dict[str, Any]], **recipe: Any) -> Design:
    """Rows l1, l2, … with these parameters, on a recipe with this loss."""
    design, _ = edits.set_loss(edits.new_design(), loss)
    for kind, params in rows:
        design, _ = edits.insert_layer(design, kind, params=params)
    return normal_design(design.model_copy(update={"recipe": design.recipe.model_copy(update=recipe)}))


def digits_cnn(**recipe: Any) -> Design:
    """The lecture's own network: its last row is l5."""
    return network(
        "sparse_categorical_crossentropy",
        ("conv2d", {"filters": 32, "kernel_size": 3, "activation": "relu"}),
        ("max_pooling2d", {"pool_size": 2}),
        ("flatten", {}),
        ("dense", {"units": 128, "activation": "relu"}),
        ("dense", {"units": 10, "activation": "softmax"}),
        **recipe,
    )
