"""Layers in their wrappers, trained by the engine and by Keras."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnstudio.catalogue.values import Part, Shape
from nnstudio.design.model import LayerRow
from nnstudio.engine.assembly import SUBSTITUTES
from nnstudio.engine.backend import tf
from nnstudio.engine.build import build_layer
from nnstudio.engine.wrappers import TimeDistributed
from tests.engine.designs import part, row
from tests.engine.masked_layers import MASKED_LAYERS
from tests.engine.side_by_side import ENGINES, assert_same, by_engine, by_keras, on_random_data

BOTH_WAYS = [
    row("lstm", "first", units=4, return_sequences=True, dropout=0.2).model_copy(
        update={"wrapper": "bidirectional", "merge": "sum"}
    ),
    row("gru", "second", units=3, return_sequences=True).model_copy(
        update={"wrapper": "bidirectional", "merge": "mul"}
    ),
    row("simple_rnn", "third", units=3).model_copy(update={"wrapper": "bidirectional"}),
]
AT_EACH_STEP = [
    row("conv2d", "conv", filters=3, kernel_size=(2, 2), activation="tanh"),
    row("batch_normalization", "norm"),
    row("dropout", "drop", rate=0.3),
    row("max_pooling2d", "pool"),
    row("flatten", "flattened"),
    row("dense", "each", units=3),
]


def evened_out(made: LayerRow, wrapper: str = "spectral") -> LayerRow:
    rounds = 3 if made.id == "larger" else 1
    return made.model_copy(update={"wrapper": wrapper, "power_iterations": rounds})


EVENED_OUT = [
    row("conv2d", "conv", filters=3, kernel_size=(2, 2), activation="tanh"),
    row("conv2d_transpose", "larger", filters=2, kernel_size=(2, 2), strides=(2, 2)),
    row("depthwise_conv2d", "deep", kernel_size=(2, 2), depth_multiplier=2, activation="tanh"),
    row("dense", "each", units=3, kernel_initializer=part("zeros")),
    row("einsum_dense", "equation", equation="abcd,de->abce", output_shape=(9, 7, 2), bias_axes="e"),
]
CASES: dict[str, tuple[Shape, list[LayerRow]]] = {
    "both ways": ((5, 3), BOTH_WAYS),
    "at each step": (
        (4, 6, 5, 2),
        [made.model_copy(update={"wrapper": "time_distributed"}) for made in AT_EACH_STEP],
    ),
    "evened out": ((6, 5, 2), [evened_out(made) for made in EVENED_OUT]),
    "evened out at each step": (
        (3, 6, 5, 2),
        [evened_out(made, "time_distributed_spectral") for made in EVENED_OUT],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_that_wrapped_layers_are_those_of_keras(name: str) -> None:
    shape, rows = CASES[name]
    trial = on_random_data(shape, rows, 0, part("adam", learning_rate=0.01))
    theirs = by_keras(trial, MASKED_LAYERS)
    for engine in ENGINES:
        assert_same(by_engine(trial, engine), theirs)


@pytest.mark.parametrize("substitutes", [{}, SUBSTITUTES["xla"]])
def test_that_the_two_directions_begin_with_weights_of_their_own(substitutes: Any) -> None:
    layer = build_layer(BOTH_WAYS[0], Part(kind="none"), 3, substitutes)
    layer.build((None, 5, 3))
    forward, backward = layer.forward_layer.get_weights(), layer.backward_layer.get_weights()
    assert (forward[0] != backward[0]).any()
    again = build_layer(BOTH_WAYS[0], Part(kind="none"), 3, substitutes)
    again.build((None, 5, 3))
    for one, other in zip(layer.get_weights(), again.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_that_all_steps_are_one_call() -> None:
    made = CASES["at each step"][1][0]
    layer = build_layer(made, Part(kind="none"), 0, SUBSTITUTES["graph"])
    assert isinstance(layer, TimeDistributed)
    layer.build((None, 4, 6, 5, 2))
    given = tf.TensorSpec((None, 4, 6, 5, 2))
    graph = tf.function(layer).get_concrete_function(given).graph
    assert sum(operation.type == "Conv2D" for operation in graph.get_operations()) == 1


def test_that_what_is_evened_out_lengthens_nothing_and_repeats_with_its_seed() -> None:
    made = evened_out(row("dense", units=4, activation="linear", kernel_initializer=part("ones")))
    data = np.random.default_rng(0).normal(size=(8, 5)).astype(np.float32)
    layers = [build_layer(made, Part(kind="none"), seed, SUBSTITUTES["graph"]) for seed in (3, 3, 4)]
    for layer in layers:
        layer.build((None, 5))
    first, again, other = (layer.vector_u.numpy() for layer in layers)
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()
    for _step in range(30):
        layers[0](data, training=True)
    assert np.linalg.norm(layers[0].layer.kernel.numpy(), ord=2) == pytest.approx(1, abs=1e-4)


def test_that_a_frozen_row_is_not_evened_out() -> None:
    layer = build_layer(evened_out(row("dense", units=4)), Part(kind="none"), 3, SUBSTITUTES["graph"])
    layer.build((None, 5))
    layer.trainable = False
    before = layer.get_weights()
    layer(np.ones((2, 5), np.float32), training=True)
    for one, other in zip(before, layer.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)
