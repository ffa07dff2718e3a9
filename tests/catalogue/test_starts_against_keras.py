"""Which initializers a weight can start with: what Keras refuses is refused, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from nnstudio.catalogue import INITIALIZERS, LAYERS
from nnstudio.catalogue.entries import Initializer, Reads, ShapeError, Takes
from nnstudio.catalogue.params import PartParam, check_params
from nnstudio.catalogue.starts import unsuited
from nnstudio.catalogue.values import Params, Shape, Value
from tests.catalogue.drawn import fitting_axes
from tests.catalogue.keras_layers import called, layer

STARTING = sorted(kind for kind, entry in LAYERS.items() if entry.starts)
_LENGTHS = (4, 8, 32)  # of axes with which layers have enough of everything


def shapes_for(kind: str) -> list[tuple[Shape, ...]]:
    """What it takes with its defaults: of every number of axes one."""
    entry = LAYERS[kind]
    count, found = (1 if entry.reads is Reads.ONE else 2), []
    for axes in fitting_axes(kind):
        for length in _LENGTHS:
            shapes = ((length,) * axes,) * count
            try:
                entry.shape(shapes, entry.defaults)
            except ShapeError:
                continue
            found.append(shapes)
            break
    return found


def variants(kind: str) -> Iterator[dict[str, Value]]:
    """The defaults, and each switch turned over, for a weight may then not be there."""
    yield {}
    for param in LAYERS[kind].params:
        if isinstance(param.default, bool):
            yield {param.name: not param.default}


def is_limited(entry: Initializer) -> bool:
    return entry.axes != (1, 9)


def refuses(keras: Any, kind: str, params: Params, shapes: tuple[Shape, ...]) -> bool:
    """Whether Keras cannot build it."""
    dtype = "float32" if LAYERS[kind].takes is Takes.NUMBERS else "int32"
    inputs = [keras.Input(shape, dtype=dtype) for shape in shapes]
    try:
        called(layer(keras, kind, params), LAYERS[kind].reads, inputs)
    except (ValueError, TypeError):
        return True
    return False


def differences(
    keras: Any, kind: str, given: dict[str, Value], shapes: tuple[Shape, ...], param: PartParam
) -> Iterator[tuple[Any, ...]]:
    for key, entry in INITIALIZERS.items():
        if given and not is_limited(entry):
            continue
        params = check_params(LAYERS[kind].params, {**given, param.name: key})
        ours = any(found.name == param.name for found, _kind, _axes in unsuited(LAYERS[kind], shapes, params))
        if ours is not refuses(keras, kind, params, shapes):
            yield kind, given, shapes, param.name, key, "refused here" if ours else "refused by Keras"


@pytest.mark.parametrize("kind", STARTING)
def test_that_an_initializer_is_refused_where_keras_refuses_it(keras: Any, kind: str) -> None:
    entry, found = LAYERS[kind], list[tuple[Any, ...]]()
    assert shapes_for(kind)
    for shapes in shapes_for(kind):
        for given in variants(kind):
            params = check_params(entry.params, given)
            try:
                entry.shape(shapes, params)
            except ShapeError:
                continue
            assert not refuses(keras, kind, params, shapes)
            for param in entry.starts:
                found += differences(keras, kind, given, shapes, param)
    assert found == []


def test_that_the_limited_initializers_are_met_by_the_weights_of_some_layer() -> None:
    """Else the test above would hold of a table without limits too."""
    limited = [key for key, entry in INITIALIZERS.items() if is_limited(entry)]
    assert limited == ["orthogonal", "identity"]
    for key in limited:
        hits = [
            kind
            for kind in STARTING
            for param in LAYERS[kind].starts
            if list(
                unsuited(
                    LAYERS[kind],
                    shapes_for(kind)[0],
                    check_params(LAYERS[kind].params, {param.name: key}),
                )
            )
        ]
        assert len(set(hits)) > 10
