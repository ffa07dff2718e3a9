"""The parts of a layer: regularizers, initializers and constraints, found by the names of their entries."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any, Final, TypeVar

from nnstudio.catalogue import CONSTRAINTS, INITIALIZERS, REGULARIZERS
from nnstudio.catalogue.params import Kind, check_kind, unknown_name
from nnstudio.catalogue.values import Part
from nnstudio.engine.backend import keras
from nnstudio.errors import UserError

AnyKind = TypeVar("AnyKind", bound=Kind)


def _of_each_unit(weights: Any) -> tuple[int, ...]:
    """The axes along which the weights lie that lead into one unit; a bias is one unit."""
    return tuple(range(max(1, len(weights.shape) - 1)))


class _MaxNorm(keras.constraints.MaxNorm):  # type: ignore[misc]
    def __call__(self, weights: Any) -> Any:
        self.axis = _of_each_unit(weights)
        return super().__call__(weights)


class _MinMaxNorm(keras.constraints.MinMaxNorm):  # type: ignore[misc]
    def __call__(self, weights: Any) -> Any:
        self.axis = _of_each_unit(weights)
        return super().__call__(weights)


class _UnitNorm(keras.constraints.UnitNorm):  # type: ignore[misc]
    def __call__(self, weights: Any) -> Any:
        self.axis = _of_each_unit(weights)
        return super().__call__(weights)


class _OrthogonalRegularizer(keras.regularizers.OrthogonalRegularizer):  # type: ignore[misc]
    """Of a single row or column Keras' own makes 0 / 0."""

    def __call__(self, inputs: Any) -> Any:
        alone = inputs.shape[0 if self.mode == "rows" else 1] == 1
        return 0.0 * keras.ops.sum(inputs) if alone else super().__call__(inputs)


_OWN: Final[Mapping[str, type]] = {
    "MaxNorm": _MaxNorm,
    "MinMaxNorm": _MinMaxNorm,
    "UnitNorm": _UnitNorm,
    "OrthogonalRegularizer": _OrthogonalRegularizer,
}
_TABLES: Final[Mapping[str, tuple[Mapping[str, Any], Any]]] = {
    "regularizer": (REGULARIZERS, keras.regularizers),
    "initializer": (INITIALIZERS, keras.initializers),
    "constraint": (CONSTRAINTS, keras.constraints),
}


def build_part(role: str, part: Part, seed: int) -> Any:
    """role: the last word of the parameter's name, which says from what table the part is; None for none."""
    table, module = _TABLES[role]
    entry = find(table, part.kind)
    if not entry.keras:
        return None
    kind = _OWN.get(entry.keras) or getattr(module, entry.keras)
    return seeded(kind, dict(check_kind(entry, part.params)), seed)


def seeded(kind: type, arguments: dict[str, Any], seed: int) -> Any:
    takes_seed = "seed" in inspect.signature(kind).parameters
    return kind(**arguments, seed=seed) if takes_seed else kind(**arguments)


def find(table: Mapping[str, AnyKind], key: str) -> AnyKind:
    """Raises UserError that names the nearest, if there is no such key."""
    if key not in table:
        raise UserError(unknown_name(key, table), where=key)
    return table[key]
