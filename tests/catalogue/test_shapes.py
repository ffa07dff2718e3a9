"""Refusals of shapes: they say why it cannot be and what to do, with numbers."""

from __future__ import annotations

import pytest

from nnstudio.catalogue import LAYERS, shape_text
from nnstudio.catalogue.entries import ShapeError
from nnstudio.catalogue.params import check_params
from nnstudio.catalogue.shapes import shape_words
from nnstudio.catalogue.values import Shape, Value


def refusal(kind: str, shape: Shape, **given: Value) -> ShapeError:
    with pytest.raises(ShapeError) as refused:
        LAYERS[kind].shape([shape], check_params(LAYERS[kind].params, given))
    return refused.value


def test_that_a_kernel_too_large_is_named_with_the_largest_that_fits() -> None:
    error = refusal("conv2d", (28, 28, 1), kernel_size=40)
    assert error.param == "kernel_size"
    assert error.message == (
        "A 40×40 kernel does not fit into a 28×28 image. Choose a kernel of at most 28×28, or padding “same”."
    )


def test_that_a_window_too_large_is_named_with_the_largest_that_fits() -> None:
    error = refusal("max_pooling2d", (1, 8, 3), pool_size=2)
    assert error.param == "pool_size"
    assert "A 2×2 window does not fit into a 1×8 image" in error.message


@pytest.mark.parametrize(
    ("shape", "example"),
    [((784,), "28×28×1"), ((10,), "1×10×1"), ((30, 2), "30×2×1"), ((2, 3, 4, 5), "2×3×20")],
)
def test_that_a_suggested_image_can_be_made_of_the_input(shape: Shape, example: str) -> None:
    assert f"Put a Reshape row above it, such as {example}." in refusal("conv2d", shape).message


def test_that_a_suggested_sequence_can_be_made_of_the_input() -> None:
    assert "such as 28×84." in refusal("lstm", (28, 28, 3)).message
    vector = refusal("gru", (64,)).message
    assert "Return sequences" in vector
    assert "such as 64×1." in vector


def test_that_a_reshape_says_both_counts() -> None:
    message = refusal("reshape", (28, 28, 1), target_shape=(10, 10)).message
    assert message.startswith("10×10 would be 100 numbers, but 28×28×1 is 784.")


def test_that_a_layer_of_one_input_refuses_two() -> None:
    with pytest.raises(ShapeError, match="takes one input, but reads 2 rows"):
        LAYERS["dense"].shape([(3,), (4,)], check_params(LAYERS["dense"].params, {}))


def test_that_shapes_are_written_with_separators() -> None:
    assert shape_text((26, 26, 32)) == "26×26×32"
    assert shape_text((5408,)) == "5,408"
    assert shape_words((1,)) == "a vector of 1 number"
    assert shape_words((5408,)) == "a vector of 5,408 numbers"
