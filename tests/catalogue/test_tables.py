"""What holds for every entry of every table."""

from __future__ import annotations

import pytest

from nnstudio.catalogue import LAYERS, TABLES
from nnstudio.catalogue.entries import Category
from nnstudio.catalogue.params import Choice, Kind, Param, PartParam, check_params

ENTRIES = [pytest.param(kind, id=f"{table}-{key}") for table in TABLES for key, kind in TABLES[table].items()]


@pytest.mark.parametrize("kind", ENTRIES)
def test_that_an_entry_explains_itself(kind: Kind) -> None:
    assert kind.title
    assert kind.help.endswith(".")
    assert getattr(kind, "formula", "")


@pytest.mark.parametrize("kind", ENTRIES)
def test_that_defaults_pass_and_are_in_their_normal_form(kind: Kind) -> None:
    params = check_params(kind.params, {})
    assert params == {param.name: param.default for param in kind.params}
    assert check_params(kind.params, params) == params


@pytest.mark.parametrize("kind", ENTRIES)
def test_that_every_parameter_explains_itself(kind: Kind) -> None:
    names = [param.name for param in kind.params]
    assert len(set(names)) == len(names)
    for param in kind.params:
        assert param.title
        assert param.help.endswith(".")
        assert param.requirement()
        assert param.text(param.default)


@pytest.mark.parametrize("kind", ENTRIES)
def test_that_every_option_and_kind_of_part_is_accepted(kind: Kind) -> None:
    for param in kind.params:
        if isinstance(param, Choice):
            assert [param.check(key) for key in param.keys] == list(param.keys)
        if isinstance(param, PartParam):
            assert [param.check(part.key).kind for part in param.kinds] == [part.key for part in param.kinds]


@pytest.mark.parametrize("key", LAYERS)
def test_that_a_row_shows_what_matters(key: str) -> None:
    layer = LAYERS[key]
    shown = layer.describe(check_params(layer.params, {}))
    assert "{" not in shown
    assert bool(shown) == bool(layer.summary)


def test_that_a_row_shows_parameters_as_people_write_them() -> None:
    assert LAYERS["conv2d"].describe({"filters": 1024, "kernel_size": (3, 5)}) == "1,024 · 3×5 · relu"
    assert LAYERS["max_pooling2d"].describe({}) == "2×2"


@pytest.mark.parametrize("category", Category)
def test_that_every_category_has_a_layer(category: Category) -> None:
    assert any(layer.category is category for layer in LAYERS.values())


def test_that_weights_that_are_initialized_can_be_regularized() -> None:
    for layer in LAYERS.values():
        names = {param.name for param in layer.params}
        for name in names:
            if name.endswith("_initializer"):
                assert name.replace("_initializer", "_regularizer") in names, (layer.key, name)


def test_that_the_setting_of_the_recipe_is_for_what_the_inputs_are_multiplied_with() -> None:
    regularized = {param.name for layer in LAYERS.values() for param in layer.params if is_for_all(param)}
    assert regularized == {"kernel_regularizer", "depthwise_regularizer", "pointwise_regularizer"}


def is_for_all(param: Param) -> bool:
    return isinstance(param, PartParam) and param.from_recipe
