"""The JSON Schema of design files, made from the same tables that check them.

``python -m nnstudio.design.schema`` writes it to ``resources/nnstudio-1.schema.json``.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from nnstudio.catalogue import LAYERS, METRICS
from nnstudio.catalogue.entries import Layer
from nnstudio.catalogue.wrappers import ROW_FIELDS, WRAPPER
from nnstudio.design.fields import DATA_FIELDS, EARLY_STOPPING_FIELDS, RECIPE_FIELDS, REPEAT
from nnstudio.design.form import FORMAT, VERSION
from nnstudio.design.normal import ID, LONGEST_GROUP_TITLE, LONGEST_NOTES, LONGEST_TITLE, MOST_LAYERS
from nnstudio.design.own import OwnData
from nnstudio.design.schema_of_params import Schema, object_of, properties_of, tables_of_kinds
from nnstudio.resources import resource


def schema() -> Schema:
    """The whole schema; what it allows, the program opens, and what the program writes, it allows."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A design of NN Studio",
        **object_of(
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
        "$defs": tables_of_kinds(),
    }


def schema_text() -> str:
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def schema_path() -> Path:
    return resource(f"nnstudio-{VERSION}.schema.json")


def _data() -> Schema:
    source = {"type": "string", "description": "The key of a data set, as “nnstudio data” lists them."}
    params = {"type": "object", "description": "Parameters of the data set itself."}
    return object_of(
        {"source": source, "params": params, "own": _own(), **properties_of(DATA_FIELDS)},
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
    stopping = {"oneOf": [{"type": "null"}, object_of(properties_of(EARLY_STOPPING_FIELDS))]}
    return object_of(
        {**parts, "metrics": metrics, "early_stopping": stopping, **properties_of(RECIPE_FIELDS)},
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
        **object_of(
            {
                "id": identity,
                "kind": {"const": layer.key},
                "params": object_of(properties_of(layer.params)),
                "reads": reads,
                **properties_of((replace(WRAPPER, options=fitting), *ROW_FIELDS[1:])),
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
        **object_of(
            {
                "id": {"type": "string", "pattern": f"^{ID}$"},
                "title": {"type": "string", "maxLength": LONGEST_GROUP_TITLE},
                **properties_of((REPEAT,)),
                "folded": _switch(False, "Whether the list shows its heading alone."),
            },
            required=("id",),
        ),
    }


def _switch(default: bool, description: str) -> Schema:
    return {"type": "boolean", "default": default, "description": description}


if __name__ == "__main__":
    schema_path().write_text(schema_text(), encoding="utf-8")
