"""The JSON Schema of parameters and of the kinds that have them, made from the tables that check them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatch
from typing import Any, TypeAlias

from nnstudio.catalogue import CONSTRAINTS, INITIALIZERS, LOSSES, OPTIMIZERS, REGULARIZERS, SCHEDULES
from nnstudio.catalogue.params import (
    Bool,
    Choice,
    Float,
    Int,
    Kind,
    Label,
    Numbers,
    Param,
    PartParam,
    Rising,
    ShapeParam,
    Sizes,
)

Schema: TypeAlias = dict[str, Any]

_TABLES: dict[str, Iterable[Kind]] = {
    "loss": LOSSES.values(),
    "optimizer": OPTIMIZERS.values(),
    "regularizer": REGULARIZERS.values(),
    "any_shape_regularizer": [kind for kind in REGULARIZERS.values() if not kind.matrices_only],
    "initializer": INITIALIZERS.values(),
    "constraint": CONSTRAINTS.values(),
    "schedule": SCHEDULES.values(),
}


def tables_of_kinds() -> Schema:
    """What a part of a design may be, table by table; other schemas refer to these by their names."""
    return {name: _parts(table) for name, table in _TABLES.items()}


def object_of(properties: Schema, required: Sequence[str] = ()) -> Schema:
    """An object that has these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _parts(kinds: Iterable[Kind]) -> Schema:
    """A kind with its parameters, or the bare kind where the defaults will do."""
    kinds = tuple(kinds)
    objects = [
        {
            "title": kind.title,
            "description": kind.help,
            **object_of(
                {"kind": {"const": kind.key}, "params": object_of(properties_of(kind.params))},
                required=("kind",),
            ),
        }
        for kind in kinds
    ]
    return {"oneOf": [{"enum": [kind.key for kind in kinds]}, *objects]}


def properties_of(params: Iterable[Param]) -> Schema:
    """What each parameter takes, by its name."""
    return {param.name: {"description": param.help, **_value(param)} for param in params}


@singledispatch
def _value(param: Param) -> Schema:
    raise TypeError(type(param))


@_value.register
def _int(param: Int) -> Schema:
    return {"type": "integer", "minimum": param.min, "maximum": param.max, "default": param.default}


@_value.register
def _float(param: Float) -> Schema:
    minimum = "exclusiveMinimum" if param.open_min else "minimum"
    return {"type": "number", minimum: param.min, "maximum": param.max, "default": param.default}


@_value.register
def _bool(param: Bool) -> Schema:
    return {"type": "boolean", "default": param.default}


@_value.register
def _choice(param: Choice) -> Schema:
    return {"enum": list(param.keys), "default": param.default}


@_value.register
def _label(param: Label) -> Schema:
    return {"type": "string", "maxLength": param.longest, "default": param.default}


@_value.register
def _sizes(param: Sizes) -> Schema:
    size: Schema = {"type": "integer", "minimum": param.min, "maximum": param.max}
    several = {"type": "array", "items": size, "minItems": param.count, "maxItems": param.count}
    allowed: list[Schema] = [size, several]
    if param.none:
        allowed.append({"type": "null"})
    return {"oneOf": allowed, "default": param.default and list(param.default)}


@_value.register
def _numbers(param: Numbers) -> Schema:
    minimum = "exclusiveMinimum" if param.open_min else "minimum"
    number: Schema = {"type": "number", minimum: param.min, "maximum": param.max}
    fewest = 0 if param.none else param.fewest
    several = {"type": "array", "items": number, "minItems": fewest, "maxItems": param.most}
    allowed = [number, several] if param.fewest <= 1 else [several]
    return {"oneOf": allowed, "default": list(param.default)}


@_value.register
def _shape(param: ShapeParam) -> Schema:
    size: Schema = {"oneOf": [{"const": -1}, {"type": "integer", "minimum": 1, "maximum": param.max}]}
    several = {
        "type": "array",
        "items": size,
        "minItems": 1,
        "maxItems": param.max_axes,
        "contains": {"const": -1},
        "minContains": 0,
        "maxContains": 1,
    }
    return {"oneOf": [size, several], "default": list(param.default)}


@_value.register
def _rising(param: Rising) -> Schema:
    number: Schema = {"type": "integer", "minimum": param.min, "maximum": param.max}
    fewest = 0 if param.none else 1
    several = {"type": "array", "items": number, "minItems": fewest, "maxItems": param.most}
    return {"oneOf": [number, several], "default": list(param.default)}


@_value.register
def _part(param: PartParam) -> Schema:
    """The table that the kinds come from, by its name in the schema."""
    keys = [kind.key for kind in param.kinds]
    name = next(name for name, kinds in _TABLES.items() if keys == [kind.key for kind in kinds])
    return {"$ref": f"#/$defs/{name}"}
