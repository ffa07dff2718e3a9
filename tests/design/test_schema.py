"""The published JSON Schema is made from the tables, and says the same as they do."""

from __future__ import annotations

import json
from typing import Any

import pytest

from nnstudio.catalogue import LAYERS
from nnstudio.design.files import dump
from nnstudio.design.schema import schema, schema_path, schema_text
from tests.design.networks import digits_cnn


def test_that_the_published_schema_is_in_step() -> None:
    published = schema_path().read_text(encoding="utf-8")
    assert published == schema_text(), "run: python -m nnstudio.design.schema"


def layer(kind: str) -> dict[str, Any]:
    items = schema()["properties"]["layers"]["items"]["oneOf"]
    return next(item["properties"] for item in items if item["properties"]["kind"]["const"] == kind)


@pytest.mark.parametrize("kind", LAYERS)
def test_that_every_parameter_of_a_layer_is_in_the_schema(kind: str) -> None:
    assert list(layer(kind)["params"]["properties"]) == [param.name for param in LAYERS[kind].params]


def test_that_bounds_and_defaults_are_in_the_schema() -> None:
    units = layer("dense")["params"]["properties"]["units"]
    assert (units["minimum"], units["maximum"], units["default"]) == (1, 65_536, 32)
    strides = layer("max_pooling2d")["params"]["properties"]["strides"]
    assert {"type": "null"} in strides["oneOf"]


def test_that_every_reference_in_the_schema_leads_somewhere() -> None:
    made = schema()
    names = {part.split('"')[0] for part in json.dumps(made).split("#/$defs/")[1:]}
    assert names == set(made["$defs"])


def test_that_what_is_written_has_the_keys_that_the_schema_names() -> None:
    raw = json.loads(dump(digits_cnn()))
    properties = schema()["properties"]
    assert set(raw) | {"groups"} == set(properties)  # groups are written where there are any
    assert set(raw["data"]) | {"own"} == set(properties["data"]["properties"])
    assert set(raw["recipe"]) == set(properties["recipe"]["properties"])
