"""Every layer that Keras has can be stacked, or is left out for a reason."""

from __future__ import annotations

import inspect
from typing import Any

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.left_out import LEFT_OUT


def classes(keras: Any) -> dict[str, Any]:
    """Of ``keras.layers``, by name; what has two names is there twice."""
    return {name: made for name, made in vars(keras.layers).items() if inspect.isclass(made)}


def test_that_every_layer_of_keras_is_an_entry_or_left_out_with_a_reason(keras: Any) -> None:
    found = classes(keras)
    known = {found[entry.keras] for entry in LAYERS.values() if entry.keras in found}
    left_out = {found[name] for name in LEFT_OUT if name in found}
    assert not known & left_out
    missing = {name for name, made in found.items() if made not in known | left_out}
    assert not missing


def test_that_nothing_is_left_out_that_keras_does_not_have(keras: Any) -> None:
    assert set(LEFT_OUT) <= set(vars(keras.layers))
    assert all(reason.endswith(".") for reason in LEFT_OUT.values())
