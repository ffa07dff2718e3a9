"""Every layer that Keras has can be stacked, or is left out for a reason."""

from __future__ import annotations

import inspect
from typing import Any

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.left_out import LEFT_OUT
from nnstudio.catalogue.left_out_params import EVERYWHERE, OF_LAYERS


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


def arguments(made: Any) -> set[str]:
    """Of a constructor, those that it hands on to the classes that it is made from among them."""
    names: set[str] = set()
    for kind in made.__mro__:
        if kind is object or "__init__" not in vars(kind):
            continue
        parameters = inspect.signature(kind.__init__).parameters.values()
        several = {inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL}
        names |= {parameter.name for parameter in parameters if parameter.kind not in several}
        if not any(parameter.kind is inspect.Parameter.VAR_KEYWORD for parameter in parameters):
            break
    return names - {"self"}


def unasked(keras: Any) -> set[tuple[str, str]]:
    """Class and name of every argument of Keras that no entry has."""
    layers = [entry for entry in LAYERS.values() if entry.keras in vars(keras.layers)]
    return {
        (entry.keras, name)
        for entry in layers
        for name in arguments(getattr(keras.layers, entry.keras))
        if name not in {*(param.name for param in entry.params), *entry.fixed}
    }


def test_that_every_argument_of_keras_is_a_parameter_or_left_out_with_a_reason(keras: Any) -> None:
    missing = {(kind, name) for kind, name in unasked(keras) if name not in EVERYWHERE}
    assert missing == set(OF_LAYERS)
    assert {name for _kind, name in unasked(keras)} >= set(EVERYWHERE)
    assert all(reason.endswith(".") for reason in (*EVERYWHERE.values(), *OF_LAYERS.values()))
