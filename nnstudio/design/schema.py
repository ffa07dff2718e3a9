"""The JSON Schema of design files, made from the same tables that check them.

``python -m nnstudio.design.schema`` writes it to ``resources/nnstudio-1.schema.json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import singledispatch
from pathlib import Path
from typing import Any, TypeAlias

from nnstudio.catalogue import (
    CONSTRAINTS,
    INITIALIZERS,
    LAYERS,
    LOSSES,
    METRICS,
    OPTIMIZERS,
    REGULARIZERS,
    SCHEDULES,
)
from nnstudio.catalogue.entries import Layer
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
from nnstudio.catalogue.wrappers import ROW_FIELDS, WRAPPER
from nnstudio.design.fields import DATA_FIELDS, EARLY_STOPPING_FIELDS, RECIPE_FIELDS, REPEAT
from nnstudio.design.form import FORMAT, VERSION
from nnstudio.design.normal import ID, LONGEST_GROUP_TITLE, LONGEST_NOTES, LONGEST_TITLE, MOST_LAYERS
from nnstudio.design.own import OwnData
from nnstudio.resources import resource

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


def schema() -> Schema:
    """The whole schema; what it allows, the program opens, and what the program writes, it allows."""
    parts = {name: _parts(kinds) for name, kinds in _TABLES.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A design of NN Studio",
        **_object(
            {
                "format": {"const": FORMAT},
                "title": {"type": "string", "maxLength": LONGEST_TITLE},
                "notes": {"type": "string", "maxLength": LONGEST_NOTES},
                "data": _data(),
                "layers": {
                    "type": "array",
                    "maxItems": MOST_LAYERS,
                    "items": {"oneOf": [_layer(kind) for kind in LAYERS.values()]},
                },
                "groups": {"type": "array", "maxItems": MOST_LAYERS, "items": _group()},
                "recipe": _recipe(),
            },
            required=("format", "data", "recipe"),
        ),
        "$defs": parts,
    }


def schema_text() -> str:
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def schema_path() -> Path:
    return resource(f"nnstudio-{VERSION}.schema.json")


def _object(properties: Schema, required: Sequence[str] = ()) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _data() -> Schema:
    source = {"type": "string", "description": "The key of a data set, as “nnstudio data” lists them."}
    params = {"type": "object", "description": "Parameters of the data set itself."}
    return _object(
        {"source": source, "params": params, "own": _own(), **_properties(DATA_FIELDS)},
        required=("source",),
    )


def _own() -> Schema:
    """The user's own data; what one part refers to is put in its place."""
    whole = OwnData.model_json_schema()
    parts = whole.pop("$defs")

    def resolved(schema: Any) -> Any:
        if isinstance(schema, dict):
            if "$ref" in schema:
                return resolved(parts[schema["$ref"].rsplit("/", 1)[-1]])
            return {
                name: resolved(value)
                for name, value in schema.items()
                if name != "title" or not isinstance(value, str)
            }
        return [resolved(part) for part in schema] if isinstance(schema, list) else schema

    return {**resolved(whole), "description": "The user's own data, where the source is “own”."}


def _recipe() -> Schema:
    parts: Schema = {
        role: {"$ref": f"#/$defs/{role}"} for role in ("loss", "optimizer", "schedule", "regularizer")
    }
    metrics = {
        "type": "array",
        "items": {"enum": list(METRICS)},
        "description": "Shown beside the usual one.",
    }
    stopping = {"oneOf": [{"type": "null"}, _object(_properties(EARLY_STOPPING_FIELDS))]}
    return _object(
        {**parts, "metrics": metrics, "early_stopping": stopping, **_properties(RECIPE_FIELDS)},
        required=("loss", "optimizer"),
    )


def _layer(layer: Layer) -> Schema:
    identity = {"type": "string", "pattern": f"^(?!input$){ID}$"}
    reads = {
        "oneOf": [{"type": "null"}, {"type": "array", "items": {"type": "string"}}],
        "description": "Ids of the rows it reads, or “input”; the row above where absent.",
    }
    fitting = tuple(option for option in WRAPPER.options if option.key in layer.wrappers)
    return {
        "title": layer.title,
        "description": layer.help,
        **_object(
            {
                "id": identity,
                "kind": {"const": layer.key},
                "params": _object(_properties(layer.params)),
                "reads": reads,
                **_properties((replace(WRAPPER, options=fitting), *ROW_FIELDS[1:])),
                "trainable": _switch(
                    True, "Whether its weights are trained; a frozen row keeps its first ones."
                ),
                "enabled": _switch(True, "Whether it is built; a row that is off passes on what it reads."),
                "group": {
                    "oneOf": [{"type": "null"}, {"type": "string"}],
                    "description": "The id of the group it stands in; the rows of a group stand together.",
                },
            },
            required=("id", "kind"),
        ),
    }


def _group() -> Schema:
    return {
        "title": "A group of rows",
        "description": "Rows that stand together under a heading and can be built several times.",
        **_object(
            {
                "id": {"type": "string", "pattern": f"^{ID}$"},
                "title": {"type": "string", "maxLength": LONGEST_GROUP_TITLE},
                **_properties((REPEAT,)),
                "folded": _switch(False, "Whether the list shows its heading alone."),
            },
            required=("id",),
        ),
    }


def _switch(default: bool, description: str) -> Schema:
    return {"type": "boolean", "default": default, "description": description}


def _parts(kinds: Iterable[Kind]) -> Schema:
    """A kind with its parameters, or the bare kind where the defaults will do."""
    kinds = tuple(kinds)
    objects = [
        {
            "title": kind.title,
            "description": kind.help,
            **_object(
                {"kind": {"const": kind.key}, "params": _object(_properties(kind.params))},
                required=("kind",),
            ),
        }
        for kind in kinds
    ]
    return {"oneOf": [{"enum": [kind.key for kind in kinds]}, *objects]}


def _properties(params: Iterable[Param]) -> Schema:
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


if __name__ == "__main__":
    schema_path().write_text(schema_text(), encoding="utf-8")
