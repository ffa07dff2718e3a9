"""The table of optimizers against Keras' own."""

from __future__ import annotations

import inspect
from itertools import product
from typing import Any

import numpy as np
import pytest

from nnstudio.catalogue import OPTIMIZERS
from nnstudio.catalogue.entries import Optimizer
from nnstudio.catalogue.params import Bool, ParamError, check_kind
from nnstudio.catalogue.values import Params

SHAPES = ((3, 4), (4,), (2, 2, 3, 4))


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_that_an_optimizer_keeps_as_many_numbers_as_stated(keras: Any, key: str) -> None:
    """For no kind of weight more than stated, and for one of them as many."""
    entry = OPTIMIZERS[key]
    switches = [param.name for param in entry.params if isinstance(param, Bool)]
    numbers = [("momentum", 0.0), ("momentum", 0.9)] if "momentum" in entry.defaults else [("", 0)]
    for (name, number), values in product(numbers, product([False, True], repeat=len(switches))):
        given = dict(zip(switches, values, strict=True)) | ({name: number} if name else {})
        params = check_kind(entry, given)
        kept = []
        for shape in SHAPES:
            made = optimizer_of(keras, entry, params)
            weight = keras.Variable(np.zeros(shape))
            made.build([weight])
            kept.append(sum(variable.shape == weight.shape for variable in made.variables))
        assert max(kept) == entry.slots(params), (params, kept)


def optimizer_of(keras: Any, entry: Optimizer, params: Params) -> Any:
    arguments = {param.name: param.argument(params[param.name]) for param in entry.params}
    return getattr(keras.optimizers, entry.keras)(**arguments)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_that_an_optimizer_starts_with_the_defaults_of_keras(keras: Any, key: str) -> None:
    entry = OPTIMIZERS[key]
    accepted = inspect.signature(getattr(keras.optimizers, entry.keras)).parameters
    for param in entry.params:
        if param.name != "ema_overwrite_frequency":  # Keras waits for the end of fit, unseen
            assert accepted[param.name].default == param.argument(param.default), param.name


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_that_only_one_clipping_can_be_on(key: str) -> None:
    entry = OPTIMIZERS[key]
    assert check_kind(entry, {"clipnorm": 1.0})["clipnorm"] == 1.0
    with pytest.raises(ParamError, match="Only one of “Clip norm” and “Clip value” can be on") as raised:
        check_kind(entry, {"clipnorm": 1.0, "clipvalue": 0.5})
    assert raised.value.path == ("clipvalue",)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_that_the_usual_learning_rates_hold_the_default(key: str) -> None:
    entry = OPTIMIZERS[key]
    low, high = entry.usual_rate
    # Keras starts Adadelta, whose own paper has 1, with the rate of Adam, at which it hardly moves.
    assert key == "adadelta" or low <= entry.defaults["learning_rate"] <= high
