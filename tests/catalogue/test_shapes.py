"""Refusals of shapes: they say why it cannot be and what to do, with numbers."""

from __future__ import annotations

import pytest

from nnstudio.catalogue import LAYERS, shape_text
from nnstudio.catalogue.entries import ShapeError
from nnstudio.catalogue.params import check_params
from nnstudio.catalogue.shapes import shape_words
from nnstudio.catalogue.values import Shape, Value


def refusal(kind: str, *shapes: Shape, **given: Value) -> ShapeError:
    with pytest.raises(ShapeError) as refused:
        LAYERS[kind].shape(list(shapes), check_params(LAYERS[kind].params, given))
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
    ("kind", "shape", "given", "sentence"),
    [
        ("conv1d", (4, 2), {"kernel_size": 5}, "A kernel of 5 steps does not fit into a sequence of 4."),
        ("conv3d", (2, 5, 5, 1), {}, "A 3×3×3 kernel does not fit into a 2×5×5 volume."),
        ("conv2d", (8, 8, 1), {"dilation_rate": 4}, "A 3×3 kernel with dilation 4×4 spans 9×9, which"),
        ("conv2d", (8, 8, 1), {"dilation_rate": 2, "strides": 2}, "cannot have strides and dilation at once"),
        ("conv2d", (8, 8, 3), {"groups": 2}, "2 groups do not divide the 3 channels it receives evenly."),
        ("conv2d", (8, 8, 4), {"groups": 4, "filters": 6}, "4 groups do not divide the 6 filters evenly."),
        ("max_pooling3d", (1, 4, 4, 2), {}, "A 2×2×2 window does not fit into a 1×4×4 volume."),
        ("adaptive_max_pooling1d", (1, 3), {}, "needs at least 2 numbers along each axis"),
        ("cropping2d", (4, 4, 1), {"cropping": 2}, "Nothing is left of 4×4 when so much is cut off."),
        (
            "permute",
            (4, 3),
            {"dims": (1, 3)},
            "name each number from 1 to 2 once, such as 2×1.",
        ),
        ("repeat_vector", (4, 3), {}, "RepeatVector needs a vector, but receives sequences of 4×3"),
        (
            "einsum_dense",
            (4, 3),
            {},
            "ab,bc->ac does not suit an input of 4×3. Choose an equation such as abc,cd",
        ),
        (
            "einsum_dense",
            (4, 3),
            {"equation": "abc,cd->abd", "output_shape": (5, 8)},
            "5×8 is no output of abc,cd->abd here. Choose sizes such as 4×8.",
        ),
    ],
)
def test_that_a_refusal_says_what_does_not_fit(
    kind: str, shape: Shape, given: dict[str, Value], sentence: str
) -> None:
    assert sentence in refusal(kind, shape, **given).message


@pytest.mark.parametrize(
    ("kind", "shapes", "given", "sentence"),
    [
        (
            "add",
            [(4, 3), (4, 3), (4, 5)],
            {},
            "Add needs equal shapes, but input 1 gives 4×3 and input 3 gives 4×5."
            " Give both the same number of channels or features, or use Concatenate.",
        ),
        ("add", [(4, 3), (12,)], {}, "input 1 gives 4×3 and input 2 gives 12. Put a Reshape row below one"),
        ("subtract", [(3,), (3,), (3,)], {}, "Subtract takes what 2 rows give, but reads 3."),
        ("concatenate", [(4, 3), (5, 3)], {}, "input 1 gives 4×3, input 2 5×3."),
        ("concatenate", [(4, 3), (4, 3)], {"axis": -3}, "4×3 has no axis -3. Choose an axis from -2 to -1."),
        ("dot", [(4,), (5,)], {}, "axis 1 of input 1 has 4 and axis 1 of input 2 has 5."),
        ("dot", [(4,), (4,)], {"axes": (1, 2)}, "input 2 gives 4, which has no axis 2."),
    ],
)
def test_that_a_merge_says_which_inputs_do_not_fit(
    kind: str, shapes: list[Shape], given: dict[str, Value], sentence: str
) -> None:
    assert sentence in refusal(kind, *shapes, **given).message


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
