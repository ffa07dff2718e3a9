"""The parts of a layer as calls: regularizers, initializers and constraints, optimizers and losses."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile
from typing import Any, Final

from nnstudio.catalogue import CONSTRAINTS, INITIALIZERS, REGULARIZERS
from nnstudio.catalogue.params import Kind, Param, PartParam, check_kind
from nnstudio.catalogue.values import Part, Value
from nnstudio.design.seeds import derived_seed
from nnstudio.export.calls import Call
from nnstudio.export.own_code import OWN_CODE

# Parameters that are stated whatever their value: Keras asks for them, or begins with another value.
STATED: Final = frozenset(
    (
        *("activation.activation", "axes", "bin_boundaries", "brightness_factor", "contrast_factor", "dims"),
        *("equation", "factor", "filters", "head_dim", "height", "height_factor", "hue_factor", "input_dim"),
        *("kernel_size", "key_dim", "l1_l2.l1", "l1_l2.l2", "learning_rate", "mean", "n", "num_heads"),
        *("num_key_value_heads", "num_query_heads", "num_tokens", "output_dim", "einsum_dense.output_shape"),
        *("output_size", "pool_size", "random_flip.mode", "random_perspective.scale", "rate"),
        *("rescaling.scale", "saturation_factor", "stddev", "target_shape", "threshold_factor", "units"),
        *("variance", "width", "width_factor", "x_factor"),
    )
)
# Among them those that Keras takes first, so that they need no name.
_FIRST: Final = (
    *("units", "filters", "input_dim", "output_dim", "kernel_size", "pool_size", "output_size", "rate"),
    *("stddev", "target_shape", "dims", "n", "learning_rate", "activation.activation"),
)
_ROLES: Final[Mapping[str, tuple[Mapping[str, Any], str]]] = {
    "regularizer": (REGULARIZERS, "keras.regularizers"),
    "initializer": (INITIALIZERS, "keras.initializers"),
    "constraint": (CONSTRAINTS, "keras.constraints"),
}
_NOT_RANDOM: Final = ("zeros", "ones", "constant", "identity")


def kind_call(name: str, kind: Kind, values: Mapping[str, Value], **more: object) -> Call:
    """A kind with those of its parameters that are not Keras' own defaults. name: as the program calls it."""
    checked = check_kind(kind, values)
    return placed(name, kind, arguments(kind, checked), **more)


def arguments(kind: Kind, checked: Mapping[str, Value]) -> dict[str, object]:
    """What Keras has to be told of parameters in their normal form; parts are left out."""
    told = {}
    for param in kind.params:
        value = checked[param.name]
        if not isinstance(param, PartParam) and (is_stated(kind, param) or value != param.default):
            told[param.name] = plain(param.argument(value))
    return told


def placed(name: str, kind: Kind, told: Mapping[str, object], **more: object) -> Call:
    """The call, in which what Keras takes first has no name."""
    names = [param.name for param in kind.params]
    first = takewhile(lambda one: one in told and {one, f"{kind.key}.{one}"} & set(_FIRST), names)
    leading = list(first)
    named = {one: value for one, value in told.items() if one not in leading}
    return Call(name, tuple(told[one] for one in leading), {**named, **more})


def is_stated(kind: Kind, param: Param) -> bool:
    return param.name in STATED or f"{kind.key}.{param.name}" in STATED


def plain(argument: object) -> object:
    """As a person writes it: one number of a tuple of one."""
    return argument[0] if isinstance(argument, tuple) and len(argument) == 1 else argument


def part_call(param: PartParam, part: Part, seed: int, name: str) -> object | None:
    """The part of a layer; None where Keras begins with the same by itself.

    name: of the layer, from which the seed of what is random follows.
    """
    role = param.name.rsplit("_", 1)[-1]
    table, module = _ROLES[role]
    kind = table[part.kind]
    if not kind.keras:
        return None
    is_random = role == "initializer" and part.kind not in _NOT_RANDOM
    if not is_random and part == param.check(param.default):
        return None
    by_name = role == "initializer" or kind.keras in OWN_CODE  # the program imports initializers by name
    more = {"seed": derived_seed(seed, name, param.name)} if is_random else {}
    return kind_call(kind.keras if by_name else f"{module}.{kind.keras}", kind, part.params, **more)
