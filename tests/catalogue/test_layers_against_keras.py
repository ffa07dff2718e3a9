"""Every layer's shape, weights and refusals against Keras itself, over many parameters."""

from __future__ import annotations

import inspect
from itertools import product
from typing import Any

import numpy as np
import pytest

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.entries import Category, ShapeError
from nnstudio.catalogue.params import Param, Sizes, check_params
from nnstudio.catalogue.values import Shape, Value
from nnstudio.engine.own_layers import layer_class
from tests.catalogue.keras_layers import built

Case = tuple[str, dict[str, Value], Shape]

VECTORS: list[Shape] = [(1,), (7,)]
SEQUENCES: list[Shape] = [(5, 1), (4, 3)]
IMAGES: list[Shape] = [(28, 28, 1), (9, 6, 3), (1, 1, 2), (5, 13, 2)]
BLOCKS: list[Shape] = [(2, 3, 4, 5)]
ANY = VECTORS + SEQUENCES + IMAGES + BLOCKS


def varied(kind: str, shapes: list[Shape], **choices: list[Value]) -> list[Case]:
    """Every combination of the values, on every shape."""
    return [
        (kind, dict(zip(choices, values, strict=True)), shape)
        for shape in shapes
        for values in product(*choices.values())
    ]


RECURRENT: dict[str, list[Value]] = {
    "units": [1, 5],
    "return_sequences": [False, True],
    "use_bias": [True, False],
}
WINDOWS: dict[str, list[Value]] = {
    "pool_size": [(2, 2), (3, 1), (6, 6)],
    "strides": [None, (1, 1), (2, 3), (7, 7)],
    "padding": ["valid", "same"],
}

CASES: list[Case] = [
    *varied("dense", ANY, units=[1, 10], use_bias=[True, False]),
    *varied(
        "conv2d",
        IMAGES,
        filters=[1, 4],
        kernel_size=[(1, 1), (3, 3), (2, 5), (9, 9)],
        strides=[(1, 1), (2, 3), (4, 4)],
        padding=["valid", "same"],
        use_bias=[True, False],
    ),
    *varied("max_pooling2d", IMAGES, **WINDOWS),
    *varied("average_pooling2d", IMAGES, **WINDOWS),
    *varied("global_average_pooling2d", IMAGES),
    *varied("global_average_pooling1d", SEQUENCES),
    *varied("global_max_pooling1d", SEQUENCES),
    *varied("flatten", ANY),
    *varied("reshape", [(12,), (4, 3), (2, 3, 2)], target_shape=[(12,), (-1,), (3, 4), (2, -1, 2), (-1, 6)]),
    *varied("simple_rnn", SEQUENCES, **RECURRENT),
    *varied("lstm", SEQUENCES, **RECURRENT),
    *varied("gru", SEQUENCES, **RECURRENT),
    *varied("embedding", [(1,), (6,), (4, 3)], input_dim=[1, 50], output_dim=[1, 8]),
    *varied("dropout", ANY, rate=[0.0, 0.5]),
    *varied("batch_normalization", ANY, center=[True, False], scale=[True, False]),
    *varied(
        "normalization", [(3,), (4, 3)], mean=[(1.0,), (1.0, 2.0, 3.0)], variance=[(2.0,), (2.0, 1.0, 3.0)]
    ),
    *varied("activation", ANY, activation=["relu", "softmax"]),
]


@pytest.mark.parametrize("kind", sorted({kind for kind, _given, _shape in CASES}))
def test_that_shapes_weights_and_refusals_are_those_of_keras(keras: Any, kind: str) -> None:
    cases = [(given, shape) for case, given, shape in CASES if case == kind]
    for given, shape in cases:
        params = check_params(LAYERS[kind].params, given)
        try:
            expected = built(keras, kind, given, shape)
        except ValueError:
            with pytest.raises(ShapeError):
                LAYERS[kind].shape([shape], params)
            continue
        found = LAYERS[kind].shape([shape], params), LAYERS[kind].weights([shape], params)
        assert found == expected, (given, shape)


@pytest.mark.parametrize("kind", ["conv2d", "max_pooling2d", "average_pooling2d", "global_average_pooling2d"])
@pytest.mark.parametrize("shape", [*VECTORS, *SEQUENCES, *BLOCKS])
def test_that_image_layers_refuse_what_is_no_image_as_keras_does(keras: Any, kind: str, shape: Shape) -> None:
    with pytest.raises(ShapeError, match="needs images"):
        LAYERS[kind].shape([shape], check_params(LAYERS[kind].params, {}))
    with pytest.raises(ValueError, match=r"ndim|dimension|Kernel shape"):
        built(keras, kind, {}, shape)


@pytest.mark.parametrize(
    "kind", ["simple_rnn", "lstm", "gru", "global_average_pooling1d", "global_max_pooling1d"]
)
@pytest.mark.parametrize("shape", [*VECTORS, *IMAGES, *BLOCKS])
def test_that_layers_of_sequences_refuse_what_is_no_sequence_as_keras_does(
    keras: Any, kind: str, shape: Shape
) -> None:
    with pytest.raises(ShapeError, match="needs sequences"):
        LAYERS[kind].shape([shape], check_params(LAYERS[kind].params, {}))
    with pytest.raises(ValueError, match="ndim"):
        built(keras, kind, {}, shape)


@pytest.mark.parametrize(
    ("shape", "target"), [((12,), (5,)), ((12,), (5, -1)), ((4, 3), (4, 4)), ((7,), (2, 2, 2, 2))]
)
def test_that_reshape_refuses_as_keras_does(keras: Any, shape: Shape, target: Shape) -> None:
    with pytest.raises(ShapeError, match="Choose sizes"):
        LAYERS["reshape"].shape([shape], {"target_shape": target})
    with pytest.raises(ValueError, match=r"reshape|size"):
        built(keras, "reshape", {"target_shape": target}, shape)


@pytest.mark.parametrize("kind", LAYERS)
def test_that_every_parameter_is_an_argument_of_the_keras_class(keras: Any, kind: str) -> None:
    entry, made = LAYERS[kind], layer_class(LAYERS[kind].keras)
    accepted = {*inspect.signature(made).parameters, *entry.called_with}
    assert {param.name for param in entry.params} <= accepted
    assert set(entry.called_with) <= set(inspect.signature(made.call).parameters)


# Where a default differs from Keras' own on purpose.
OTHER_DEFAULTS = {
    ("random_shear", "x_factor"),
    ("random_perspective", "scale"),
    ("random_invert", "factor"),
    ("solarization", "threshold_factor"),
    ("dense", "activation"),
    ("einsum_dense", "activation"),  # the same by its name
    # Keras changes every image, and as much as it can.
    ("random_flip", "mode"),
    ("random_erasing", "factor"),
    ("random_gaussian_blur", "factor"),
    *(("random_color_jitter", f"{name}_factor") for name in ("brightness", "contrast", "saturation", "hue")),
}


def is_of_our_own(kind: str, param: Param, theirs: Any) -> bool:
    """What Keras has no default for, and convolutions, which are not linear here."""
    is_convolution = LAYERS[kind].category is Category.CONVOLUTION and param.name == "activation"
    return theirs is inspect.Parameter.empty or is_convolution or (kind, param.name) in OTHER_DEFAULTS


@pytest.mark.parametrize("kind", LAYERS)
def test_that_defaults_are_those_of_keras(keras: Any, kind: str) -> None:
    from nnstudio.catalogue.values import Part
    from tests.catalogue.keras_layers import part

    accepted = inspect.signature(layer_class(LAYERS[kind].keras)).parameters
    for param in LAYERS[kind].params:
        if param.name in LAYERS[kind].called_with:
            continue
        own, theirs = param.default, accepted[param.name].default
        if is_of_our_own(kind, param, theirs):
            continue
        own = own if isinstance(param, Sizes) else param.argument(own)
        if theirs is None or theirs is inspect.Parameter.empty:
            continue  # Keras leaves the choice to the person
        if isinstance(own, Part):
            room = getattr(keras, param.name.rsplit("_", 1)[-1] + "s")
            made, expected = part(keras, param.name, own), room.get(theirs)
            assert type(made) is type(expected), param.name
            if made is not None:
                assert made.get_config() == expected.get_config(), param.name
        elif isinstance(param, Sizes) and param.pairs:
            assert isinstance(own, tuple)
            assert set(own) == set(np.ravel(theirs)), param.name
        else:
            # A size for one axis is a number of its own in Keras.
            assert own == (param.check(theirs) if isinstance(param, Sizes) else theirs), param.name
