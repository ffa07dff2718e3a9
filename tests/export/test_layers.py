"""Every layer of the catalogue as a line of a program: the same layer that the engine builds."""

from __future__ import annotations

from inspect import signature
from typing import Any

import numpy as np
import pytest

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.entries import Target
from nnstudio.catalogue.params import PartParam
from nnstudio.design.blocks import BLOCKS, Block
from nnstudio.design.facts import DataFacts, Domain, Task
from nnstudio.design.model import Design, Group, LayerRow
from nnstudio.engine.build import build_model
from nnstudio.engine.own_layers import layer_class
from nnstudio.export.calls import WIDTH
from nnstudio.export.layers import is_left_out, takes_seed
from nnstudio.export.network import helpers_of, network
from nnstudio.export.own_code import imports_of, own_code
from nnstudio.export.program import initializer_imports
from tests.engine.designs import part, row
from tests.engine.known_networks import KNOWN
from tests.engine.layer_cases import BELOW, NETWORKS, SEQUENCE, VECTOR, joined, reading
from tests.engine.side_by_side import on_random_data
from tests.engine.test_known_networks import VOCABULARY, design_of


def built(design: Design, facts: DataFacts) -> Any:
    """The network as the program's own function builds it."""
    wanted = network(design, facts)
    names = wanted.names
    text = "\n".join(
        [
            "import keras\nimport numpy as np\nfrom keras import layers",
            *imports_of(names),
            *initializer_imports(names),
            *(definition for _name, definition in own_code(names)),
            *helpers_of(names),
            "def build_model():",
            *wanted.lines,
        ]
    )
    namespace: dict[str, Any] = {}
    exec(compile(text, "program.py", "exec"), namespace)
    return namespace["build_model"]()


def assert_same(design: Design, facts: DataFacts) -> None:
    """Layer by layer of the same settings, and of the same first weights."""
    mine, theirs = build_model(design, facts), built(design, facts)
    for ours, other in zip(mine.layers, theirs.layers, strict=True):
        assert _settings(ours) == _settings(other)
        assert ours.trainable == other.trainable
    assert len(mine.trainable_weights) == len(theirs.trainable_weights)
    for weight, other in zip(mine.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_array_equal(weight, other)


def _settings(layer: Any) -> Any:
    """All of them; of a layer of our own its numbers and words."""
    try:
        return _plain(layer.get_config())
    except NotImplementedError:
        found = {name: value for name, value in vars(layer).items() if isinstance(value, int | float | str)}
        return {name: value for name, value in found.items() if not name.startswith("_") and name != "name"}


def _plain(config: Any) -> Any:
    """Without names, and without the places where classes are registered, which a program has not."""
    if isinstance(config, dict) and config.get("class_name") == "Apart":
        return "Apart"  # the seeds of its copies show in the weights
    if isinstance(config, dict):
        left_out = {"name", "module", "registered_name", "build_config"}
        if not config.get("dropout", 1) and not config.get("recurrent_dropout"):
            left_out.add("seed")  # of nothing
        return {key: _plain(value) for key, value in config.items() if key not in left_out}
    if isinstance(config, list | tuple):
        return [_plain(item) for item in config]
    return config.lstrip("_") if isinstance(config, str) else config  # the classes are quoted without it


@pytest.mark.parametrize("name", NETWORKS)
def test_that_a_program_builds_every_layer_as_the_engine_does(name: str) -> None:
    case = NETWORKS[name]
    trial = on_random_data(case.shape, case.rows, case.vocabulary)
    assert_same(trial.design, trial.facts)
    told = "\n".join(network(trial.design, trial.facts).lines)
    assert [line for line in told.splitlines() if len(line) > WIDTH] == []


PARTS = {
    "regularizers": {"kernel_regularizer": part("l1_l2", l1=0.1), "bias_regularizer": part("l2", l2=0.2)},
    "orthogonal regularizer": {"kernel_regularizer": part("orthogonal", factor=0.1)},
    **{f"constraint {kind}": {"kernel_constraint": part(kind)} for kind in ("max_norm", "unit_norm")},
    **{f"constraint {kind}": {"bias_constraint": part(kind)} for kind in ("min_max_norm", "non_negative")},
    **{
        f"initializer {kind}": {"kernel_initializer": part(kind)}
        for kind in ("he_normal", "orthogonal", "zeros", "ones", "truncated_normal", "variance_scaling")
    },
    "initializer constant": {"bias_initializer": part("constant", value=0.5)},
}


@pytest.mark.parametrize("name", PARTS)
def test_that_a_program_builds_the_parts_of_a_layer_as_the_engine_does(name: str) -> None:
    trial = on_random_data(VECTOR, [row("dense", units=7, **PARTS[name])])
    assert_same(trial.design, trial.facts)


WRAPPED: dict[str, LayerRow] = {
    "both ways": row("gru", units=3).model_copy(update={"wrapper": "bidirectional", "merge": "sum"}),
    "both ways, from the end": row("lstm", units=3, go_backwards=True).model_copy(
        update={"wrapper": "bidirectional"}
    ),
    "at each step": row("dense", units=3).model_copy(update={"wrapper": "time_distributed"}),
    "evened out": row("dense", units=3).model_copy(update={"wrapper": "spectral", "power_iterations": 3}),
    "frozen": row("dense", units=3).model_copy(update={"trainable": False}),
    "frozen at each step": row("batch_normalization").model_copy(
        update={"wrapper": "time_distributed", "trainable": False}
    ),
}


@pytest.mark.parametrize("name", WRAPPED)
def test_that_a_program_wraps_and_freezes_layers_as_the_engine_does(name: str) -> None:
    trial = on_random_data(SEQUENCE, [WRAPPED[name]])
    assert_same(trial.design, trial.facts)


def test_that_the_recipe_regularizes_the_layers_that_name_no_regularizer() -> None:
    trial = on_random_data(VECTOR, [row("dense", units=3)])
    recipe = trial.design.recipe.model_copy(update={"regularizer": part("l2", l2=0.25)})
    assert_same(trial.design.model_copy(update={"recipe": recipe}), trial.facts)


@pytest.mark.parametrize("kind", LAYERS)
def test_that_only_what_keras_has_by_itself_is_left_out(kind: str) -> None:
    entry = LAYERS[kind]
    arguments = signature(layer_class(entry.keras)).parameters
    for param in entry.params:
        if param.name in entry.called_with or isinstance(param, PartParam):
            continue
        value = "linear" if param.name == "activation" else param.default
        if is_left_out(entry, param, value):
            default = arguments[param.name].default
            same = "linear" if param.name == "activation" and default is None else default
            assert _each(param.argument(value)) == _each(same), param.name


def _each(argument: object) -> object:
    """One number for all axes is as good as each of them."""
    return set(np.ravel(argument).tolist()) if isinstance(argument, tuple | int) else argument


@pytest.mark.parametrize("kind", LAYERS)
def test_that_exactly_the_layers_that_take_a_seed_are_known_to(kind: str) -> None:
    entry = LAYERS[kind]
    has_one = "seed" in signature(layer_class(entry.keras)).parameters
    assert takes_seed(entry) == has_one


def test_that_every_kind_of_layer_is_in_one_of_the_networks() -> None:
    assert set().union(*(case.kinds for case in NETWORKS.values())) >= set(LAYERS)


def test_that_rows_of_any_name_become_names_of_a_program() -> None:
    names = ("class", "x", "inputs", "keras", "layers", "a-b", "a_b", "frozen", "np", "GlorotUniform")
    dense = [reading("dense", name, "below", units=2) for name in names]
    trial = on_random_data(VECTOR, joined(*dense))
    assert_same(trial.design, trial.facts)
    lines = "\n".join(network(trial.design, trial.facts).lines)
    for wanted in ("row_class", "row_x", "row_inputs", "row_keras", "row_layers", "row_frozen", "row_np"):
        assert f" {wanted} = " in lines
    assert " a_b = " in lines
    assert " a_b_ = " in lines


def test_that_a_row_that_nothing_reads_is_left_out() -> None:
    rows = [BELOW, reading("dense", "aside", "below", units=9), reading("dense", "rest", "below", units=2)]
    trial = on_random_data(VECTOR, rows)
    assert "(9, " not in "\n".join(network(trial.design, trial.facts).lines)
    assert_same(trial.design, trial.facts)


def test_that_a_repeated_group_is_written_out() -> None:
    inner = row("dense", "inner", units=4).model_copy(update={"group": "g"})
    trial = on_random_data(VECTOR, [BELOW, inner])
    design = trial.design.model_copy(update={"groups": (Group(id="g", repeat=3),)})
    assert_same(design, trial.facts)
    assert "\n".join(network(design, trial.facts).lines).count("layers.Dense(") == 5


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.key)
def test_that_the_networks_of_the_literature_are_written_as_the_engine_builds_them(block: Block) -> None:
    known = KNOWN[block.key]()
    facts = DataFacts(
        domain=Domain.TABLE,
        task=Task.REGRESSION,
        target=Target.NUMBERS,
        input_shape=known.input_shape[1:],
        target_shape=known.output_shape[1:],
        vocabulary=VOCABULARY if known.input.dtype == "int32" else 0,
    )
    assert_same(design_of(block), facts)
