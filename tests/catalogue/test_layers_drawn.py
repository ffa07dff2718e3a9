"""Every layer of the catalogue against Keras, with parameters and shapes drawn from its own table.

A layer that is added to the catalogue is tried here without a line of its own. The long run draws anew each
time; a failure prints its seed, and ``NNSTUDIO_SEED`` draws the same again.
"""

from __future__ import annotations

import os
import secrets
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from nnstudio.catalogue import LAYERS, wrapped
from nnstudio.catalogue.entries import Category, ShapeError, Weights
from nnstudio.catalogue.params import check_params
from nnstudio.catalogue.values import Params, Shape
from tests.catalogue.drawn import Drawn, cases
from tests.catalogue.keras_layers import Wrap, built

SEED = int(os.environ.get("NNSTUDIO_SEED", secrets.randbits(32)))


@pytest.mark.parametrize("kind", LAYERS)
def test_that_a_layer_is_that_of_keras_for_parameters_of_any_kind(keras: Any, kind: str) -> None:
    assert_same(keras, kind, examples=15, number=2026)


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kind", LAYERS)
def test_that_a_layer_is_that_of_keras_for_many_parameters(keras: Any, kind: str) -> None:
    assert_same(keras, kind, examples=200, number=SEED)


EVENED_OUT = [kind for kind, entry in LAYERS.items() if "spectral" in entry.wrappers]


@pytest.mark.parametrize("kind", EVENED_OUT)
@pytest.mark.parametrize(
    ("examples", "number"),
    [(15, 2026), pytest.param(200, SEED, marks=[pytest.mark.soak, pytest.mark.timeout(1800)])],
)
def test_that_a_layer_whose_kernel_is_evened_out_is_that_of_keras(
    keras: Any, kind: str, examples: int, number: int
) -> None:
    assert_same(keras, kind, examples, number, "spectral", keras.layers.SpectralNormalization)


def assert_same(
    keras: Any,
    kind: str,
    examples: int,
    number: int,
    wrapper: str = "none",
    wrap: Wrap = lambda made: made,
) -> None:
    """Shapes, weights and refusals; number: what the draws follow from. wrap: what makes Keras' wrapper."""
    print(f"NNSTUDIO_SEED={number}")
    accepted = 0

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink) if examples > 50 else (Phase.generate,),
    )
    @given(cases(kind))
    def compare(drawn: Drawn) -> None:
        nonlocal accepted
        ours, theirs = by_catalogue(kind, drawn, wrapper), by_keras(keras, kind, drawn, wrap)
        if is_strange(kind, drawn):
            assert ours is None
            return
        assert (ours is None) == (theirs is None), (ours, theirs)
        assert ours == theirs
        accepted += theirs is not None

    compare()
    assert accepted, "nothing that was drawn suits this layer"


# How many axes what these layers read must have, where Keras looks at that too late or takes more.
AXES = {Category.ATTENTION: 2, Category.AUGMENTATION: 3}
AXES_OF = {"resizing": 3, "center_crop": 3, "auto_contrast": 3, "equalization": 3}


def is_strange(kind: str, drawn: Drawn) -> bool:
    """Whether Keras takes what makes no sense: a sequence for an image, one channel for colours."""
    shapes = drawn.shapes
    if kind == "concatenate":  # the axis of the examples is not for layers to join along
        return any(drawn.params.get("axis") == -len(shape) - 1 for shape in shapes)
    wanted = axes_of_equation(drawn) if kind == "einsum_dense" else AXES_OF.get(kind)
    wanted = wanted or AXES.get(LAYERS[kind].category)
    if wanted is None:
        return False
    if any(len(shape) != wanted for shape in shapes):
        return True
    if kind in ("attention", "additive_attention"):  # Keras compares these shapes only when it runs
        asked, value, key = (*shapes, *shapes[-1:] * 2)[:3]
        return asked[1] != key[1] or value[0] != key[0]
    # Keras draws the changes, and only some of them look at the channels.
    return kind in ("aug_mix", "rand_augment") and shapes[0][-1] not in (1, 3)


def axes_of_equation(drawn: Drawn) -> int:
    """How many axes EinsumDense reads. Keras takes more where all that is left over has length 1."""
    equation = str({**LAYERS["einsum_dense"].defaults, **drawn.params}["equation"])
    return equation.index(",") - 1  # the first letter is the batch


def by_catalogue(kind: str, drawn: Drawn, wrapper: str = "none") -> tuple[Shape, Weights] | None:
    """None where it is refused, in a sentence."""
    entry = wrapped(LAYERS[kind], wrapper)
    params = check_params(entry.params, drawn.params)
    shapes = list(drawn.shapes)
    try:
        output, weights = entry.shape(shapes, params), entry.weights(shapes, params)
    except ShapeError as error:
        assert_explains(error, params)
        return None
    counts = [entry.cost(shapes, params)]
    counts += [rule(shapes, params) or 0 for rule in (entry.held, entry.patches) if rule is not None]
    assert all(type(count) is int and count >= 0 for count in counts), counts
    return output, weights


def assert_explains(error: ShapeError, params: Params) -> None:
    assert error.message.endswith("."), error.message
    assert "{" not in error.message, error.message
    assert error.param in {"", *params}, error.param


def by_keras(
    keras: Any, kind: str, drawn: Drawn, wrap: Wrap = lambda made: made
) -> tuple[Shape, Weights] | None:
    """None where it is refused, however Keras says so, and where nothing is left."""
    try:
        output, weights = built(keras, kind, drawn.params, *drawn.shapes, wrap=wrap)
    except Exception:
        return None
    return (output, weights) if all(output) else None
