"""Layers as plain Keras builds them from the catalogue's parameters, without the engine."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from nnstudio.catalogue import CONSTRAINTS, INITIALIZERS, LAYERS, REGULARIZERS
from nnstudio.catalogue.entries import Category, Reads, Takes, Weights
from nnstudio.catalogue.params import check_params
from nnstudio.catalogue.values import Params, Part, Shape, Value
from nnstudio.engine.own_layers import layer_class

Wrap = Callable[[Any], Any]
TABLES: dict[str, Any] = {
    "regularizer": REGULARIZERS,
    "initializer": INITIALIZERS,
    "constraint": CONSTRAINTS,
}


# How many axes poolings need that Keras 3.15 gives any number to, and then pools along others.
_UNLOOKED = {"category_encoding": 1} | {
    f"adaptive_{how}_pooling{axes}d": axes + 1 for how in ("average", "max") for axes in (1, 2, 3)
}


def part(keras: Any, name: str, value: Part) -> Any:
    """name: of the parameter, whose last word says which table it is from."""
    suffix = name.rsplit("_", 1)[-1]
    entry = TABLES[suffix][value.kind]
    module = getattr(keras, f"{suffix}s")
    return getattr(module, entry.keras)(**value.params) if entry.keras else None


def layer(keras: Any, kind: str, params: Params) -> Any:
    arguments: dict[str, Any] = {}
    for param in LAYERS[kind].params:
        if param.name in LAYERS[kind].called_with:
            continue
        value = params[param.name]
        arguments[param.name] = (
            part(keras, param.name, value) if isinstance(value, Part) else param.argument(value)
        )
    return layer_class(LAYERS[kind].keras)(**arguments, **LAYERS[kind].fixed)


def called(made: Any, reads: Reads, inputs: list[Any]) -> Any:
    """As a person would write it: attention is asked about itself where it reads one row."""
    if reads is Reads.ONE:
        return made(*inputs)
    if reads is Reads.QUERY:
        inputs = inputs * 2 if len(inputs) == 1 else inputs
        if type(made).__name__ in ("MultiHeadAttention", "GroupedQueryAttention"):
            return made(*inputs)
    return made(inputs)


def built(
    keras: Any, kind: str, given: Mapping[str, Value], *shapes: Shape, wrap: Wrap = lambda made: made
) -> tuple[Shape, Weights]:
    """The output shape and the numbers held of a real Keras layer; raises what Keras raises.

    wrap: what is put around it.
    TensorFlow traces it too, for it refuses some shapes that Keras takes. It is not run: where a window is
    larger than what it slides over, the process may end.
    """
    params = check_params(LAYERS[kind].params, given)
    dtype = "float32" if LAYERS[kind].takes is Takes.NUMBERS else "int32"
    from nnstudio.engine.backend import tf

    if kind in _UNLOOKED and any(len(shape) != _UNLOOKED[kind] for shape in shapes):
        raise ValueError("Keras would do something else")
    made = wrap(layer(keras, kind, params))
    inputs = [keras.Input(shape, dtype=dtype) for shape in shapes]
    output = called(made, LAYERS[kind].reads, inputs)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that what is asked for is of little use is not a refusal
        run = tf.function(lambda *read: called(made, LAYERS[kind].reads, list(read)))
        traced = run.get_concrete_function(*[tf.TensorSpec((2, *shape), dtype) for shape in shapes])
    if not traced.structured_outputs.shape[1:].is_compatible_with(output.shape[1:]):
        raise ValueError("Keras says another shape than what comes out")
    if LAYERS[kind].category is Category.AUGMENTATION:  # what it cannot do, it says when it has to
        made(np.ones((2, *shapes[0]), np.float32), training=True)
    counted = Weights(
        sum(int(weight.shape.num_elements()) for weight in made.trainable_weights),
        # seeds of random numbers are weights to Keras, not to a person
        sum(
            int(weight.shape.num_elements())
            for weight in made.non_trainable_weights
            if "seed" not in weight.path
        ),
    )
    return tuple(output.shape[1:]), counted
