"""Layers that XLA runs faster, against Keras' own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnstudio.engine.backend import keras, tf
from nnstudio.engine.slices import traced_for_xla
from nnstudio.engine.xla_layers import XLA_LAYERS

SHIFT = 1e-6

IMAGES = (4, 9, 8, 2)
SEQUENCES = (4, 9, 4)

CASES: list[tuple[str, dict[str, Any], tuple[int, ...]]] = [
    *[
        ("Conv2D", arguments, IMAGES)
        for arguments in (
            {"filters": 3, "kernel_size": (3, 3), "activation": "relu"},
            {"filters": 2, "kernel_size": (2, 5), "padding": "same", "use_bias": False},
            {"filters": 2, "kernel_size": (3, 2), "padding": "same", "strides": (2, 3)},
            {"filters": 2, "kernel_size": (1, 1), "strides": (2, 2)},
            {"filters": 2, "kernel_size": (4, 2), "padding": "same", "strides": (3, 1)},
            {"filters": 1, "kernel_size": (6, 8), "strides": (2, 5), "activation": "tanh"},
            {"filters": 2, "kernel_size": (7, 7), "padding": "same", "strides": (4, 4)},
            {"filters": 2, "kernel_size": (3, 2), "dilation_rate": (3, 2)},
            {"filters": 2, "kernel_size": (3, 2), "dilation_rate": (2, 4), "padding": "same"},
            {"filters": 6, "kernel_size": (3, 2), "groups": 2, "padding": "same"},
        )
    ],
    ("Conv1D", {"filters": 3, "kernel_size": 3, "strides": 2, "activation": "tanh"}, SEQUENCES),
    ("Conv1D", {"filters": 3, "kernel_size": 3, "padding": "causal", "dilation_rate": 2}, SEQUENCES),
    ("Conv1D", {"filters": 4, "kernel_size": 4, "padding": "causal", "strides": 3, "groups": 4}, SEQUENCES),
    ("DepthwiseConv1D", {"kernel_size": 3, "depth_multiplier": 2, "padding": "same"}, SEQUENCES),
    ("SeparableConv1D", {"filters": 3, "kernel_size": 3, "strides": 2}, SEQUENCES),
    *[
        ("MaxPooling2D", arguments, IMAGES)
        for arguments in (
            {"pool_size": (2, 2)},
            {"pool_size": (2, 2), "padding": "same"},
            {"pool_size": (2, 2), "strides": (3, 4)},
            {"pool_size": (4, 6), "strides": (3, 2), "padding": "same"},
            {"pool_size": (3, 2), "strides": (1, 2), "padding": "same"},
            {"pool_size": (2, 3), "strides": (3, 1)},
        )
    ],
    ("MaxPooling1D", {"pool_size": 2, "strides": 3, "padding": "same"}, SEQUENCES),
    *[
        ("AveragePooling2D", arguments, IMAGES)
        for arguments in (
            {"pool_size": (2, 3)},
            {"pool_size": (4, 2), "strides": (1, 3)},
            {"pool_size": (2, 2), "strides": (3, 3)},
            {"pool_size": (3, 3), "strides": (2, 2), "padding": "same"},
        )
    ],
    ("AveragePooling1D", {"pool_size": 3, "strides": 2}, SEQUENCES),
]


@pytest.mark.parametrize(("name", "arguments", "shape"), CASES)
@pytest.mark.parametrize("tied", [False, True])
def test_that_outputs_and_gradients_are_those_of_keras(
    name: str, arguments: dict[str, Any], shape: tuple[int, ...], tied: bool
) -> None:
    generator = np.random.default_rng(1)
    images = generator.normal(size=shape).astype(np.float32)
    if tied:  # equally large numbers under one window: the first gets the gradient
        images = np.round(images)
    ours, theirs = XLA_LAYERS[name](**arguments), getattr(keras.layers, name)(**arguments)
    for layer in (ours, theirs):
        layer.build(images.shape)
    ours.set_weights(theirs.get_weights())
    weights = generator.normal(size=theirs(images).shape).astype(np.float32)
    expected_all = _gradients(theirs, images, weights)
    with traced_for_xla():
        ours_all = _gradients(ours, images, weights)
    for expected, got in zip(expected_all, ours_all, strict=True):
        np.testing.assert_allclose(got, expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize(("name", "arguments", "shape"), CASES)
def test_that_gradients_are_those_of_finite_differences(
    name: str, arguments: dict[str, Any], shape: tuple[int, ...]
) -> None:
    generator = np.random.default_rng(2)
    images = generator.normal(size=shape)
    layer = XLA_LAYERS[name](**arguments, dtype="float64")
    layer.build(images.shape)
    with traced_for_xla():
        weights = generator.normal(size=layer(images).shape)
        _, of_images, *of_weights = _gradients(layer, images, weights)

        def total(shifted: Any) -> float:
            return float((layer(shifted).numpy() * weights).sum())

        direction = generator.normal(size=images.shape)
        slope = (total(images + SHIFT * direction) - total(images - SHIFT * direction)) / (2 * SHIFT)
        _assert_slope(of_images, direction, slope)
        for variable, gradient in zip(layer.trainable_variables, of_weights, strict=True):
            before, direction = variable.numpy(), generator.normal(size=variable.shape)
            totals = []
            for sign in (1, -1):
                variable.assign(before + sign * SHIFT * direction)
                totals.append(total(images))
            variable.assign(before)
            slope = (totals[0] - totals[1]) / (2 * SHIFT)
            _assert_slope(gradient, direction, slope)


def _assert_slope(gradient: Any, direction: Any, slope: float) -> None:
    """Judged by the sizes of the two: across a gradient the slope is next to nothing, its rounding is not."""
    sizes = float(np.linalg.norm(gradient) * np.linalg.norm(direction))
    assert float((gradient * direction).sum()) == pytest.approx(slope, abs=1e-7 * sizes)


def _gradients(layer: Any, images: Any, weights: Any) -> list[Any]:
    inputs = tf.constant(images)
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        outputs = layer(inputs)
        total = tf.reduce_sum(outputs * weights)
    gradients = tape.gradient(total, [inputs, *[weight.value for weight in layer.trainable_variables]])
    return [outputs.numpy(), *[gradient.numpy() for gradient in gradients]]


def test_that_without_xla_a_layer_is_computed_as_keras_does() -> None:
    layer = XLA_LAYERS["Conv2D"](filters=2, kernel_size=(3, 3))
    layer.build((None, 8, 8, 1))
    images = tf.TensorSpec((4, 8, 8, 1), tf.float32)
    plain = tf.function(layer).get_concrete_function(images)
    with traced_for_xla():
        sliced = tf.function(layer).get_concrete_function(images)
    assert "Conv2D" in {operation.type for operation in plain.graph.get_operations()}
    assert "Conv2D" not in {operation.type for operation in sliced.graph.get_operations()}
