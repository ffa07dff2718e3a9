"""The projection that XLA compiles, against TensorFlow's own, which it does not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.params import Choice
from nnstudio.engine.backend import keras, tf
from nnstudio.engine.projection import projected

Floats = NDArray[np.float32]

FILL_MODES, INTERPOLATIONS = (
    [option.key for option in param.options]
    for name in ("fill_mode", "interpolation")
    for param in LAYERS["random_rotation"].params
    if isinstance(param, Choice) and param.name == name
)
SIZES = [(9, 8, 2), (5, 12, 1), (1, 4, 3), (6, 1, 1)]


def transforms(kind: str, count: int) -> Floats:
    """Of so many images: a₀ a₁ a₂ b₀ b₁ b₂ c₀ c₁."""
    random = np.random.default_rng(4)
    found = np.tile(np.float32([1, 0, 0, 0, 1, 0, 0, 0]), (count, 1))
    match kind:
        case "far":  # many times around
            found[:, [2, 5]] = random.uniform(-60, 60, (count, 2))
        case "turned":
            found[:, :6] += random.normal(size=(count, 6)) * [0.6, 0.6, 4, 0.6, 0.6, 4]
        case "halfway":  # of two pixels neither is nearer
            found[:, [2, 5]] = random.integers(-12, 13, (count, 2)) / 2
        case "whole":
            found[:, [2, 5]] = random.integers(-12, 13, (count, 2))
        case "aslant":
            found += random.normal(size=(count, 8)) * [0.3, 0.3, 2, 0.3, 0.3, 2, 0.01, 0.01]
    return found.astype(np.float32)


def ours(images: Any, of: Floats, interpolation: str, fill_mode: str) -> Any:
    compiled = tf.function(projected, jit_compile=True, autograph=False)
    return compiled(images, tf.constant(of), interpolation, fill_mode, 0.7)


@pytest.mark.parametrize("interpolation", INTERPOLATIONS)
@pytest.mark.parametrize("fill_mode", FILL_MODES)
@pytest.mark.parametrize("kind", ["far", "turned", "halfway", "whole", "aslant"])
def test_that_images_are_projected_as_tensorflow_does(kind: str, fill_mode: str, interpolation: str) -> None:
    for size in SIZES:
        images = np.random.default_rng(1).normal(size=(40, *size)).astype(np.float32)
        of = transforms(kind, len(images))
        expected = keras.ops.image.affine_transform(images, of, interpolation, fill_mode, 0.7).numpy()
        found = ours(tf.constant(images), of, interpolation, fill_mode).numpy()
        wrong = np.abs(found - expected) > 2e-4
        # Rounding may take a place across the middle between two pixels, or across the edge.
        assert wrong.mean() <= (0.001 if kind in ("turned", "aslant", "far") else 0), size


def test_that_all_fills_and_interpolations_of_the_catalogue_are_tried() -> None:
    assert sorted(FILL_MODES) == ["constant", "nearest", "reflect", "wrap"]
    assert sorted(INTERPOLATIONS) == ["bilinear", "nearest"]


@pytest.mark.parametrize("fill_mode", FILL_MODES)
def test_that_the_gradient_is_that_of_the_mixture(fill_mode: str) -> None:
    """It is linear in the images, so that ⟨P x, y⟩ = ⟨x, Pᵀ y⟩, but for the fill value."""
    random = np.random.default_rng(2)
    images, weights = (random.normal(size=(5, 7, 6, 2)).astype(np.float32) for _ in range(2))
    of = tf.constant(transforms("turned", 5))

    @tf.function(jit_compile=True, autograph=False)  # type: ignore[untyped-decorator]
    def both(images: Any) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(images)
            seen = projected(images, of, "bilinear", fill_mode, 0.0)
            total = tf.reduce_sum(seen * weights)
        return seen, tape.gradient(total, images)

    seen, gradient = (found.numpy() for found in both(tf.constant(images)))
    assert (seen * weights).sum() == pytest.approx((images * gradient).sum(), rel=1e-4)
