"""Networks of the literature, put together from rows, against the same in Keras by hand."""

from __future__ import annotations

import pytest

from nnstudio.catalogue.entries import Target
from nnstudio.design import edits
from nnstudio.design.blocks import BLOCKS, Block
from nnstudio.design.check import check
from nnstudio.design.facts import DataFacts, Domain, Task
from nnstudio.design.model import Design
from nnstudio.engine.build import build_model
from tests.engine.known_networks import KNOWN

VOCABULARY = 5_000


def design_of(block: Block) -> Design:
    """The block alone, put into an empty list."""
    taken = block.excerpt()
    return edits.insert_rows(edits.new_design(), taken.layers, 0, taken.groups)[0]


def test_that_every_block_is_held_against_its_network() -> None:
    assert {block.key for block in BLOCKS} == set(KNOWN)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.key)
def test_that_a_block_is_the_network_that_keras_builds(block: Block) -> None:
    expected, made = KNOWN[block.key](), design_of(block)
    facts = DataFacts(
        domain=Domain.TABLE,
        task=Task.REGRESSION,
        target=Target.NUMBERS,
        input_shape=expected.input_shape[1:],
        target_shape=expected.output_shape[1:],
        train=100,
        vocabulary=VOCABULARY if expected.input.dtype == "int32" else 0,
    )
    model, report = build_model(made, facts), check(made, facts)
    shapes = [layer.output.shape[1:] for layer in expected.layers[1:]]
    assert sorted(layer.output.shape[1:] for layer in model.layers[1:]) == sorted(shapes)
    assert model.output_shape == expected.output_shape
    assert sorted(map(tuple, map(_weights, model.layers))) == sorted(
        map(tuple, map(_weights, expected.layers))
    )
    assert model.count_params() == expected.count_params() == report.weights.total
    listed = {row.output for row in report.rows}
    assert listed == set(shapes), "the list shows what Keras says"


def _weights(layer: object) -> list[tuple[int, ...]]:
    return [tuple(weight.shape) for weight in layer.weights if "seed" not in weight.path]  # type: ignore[attr-defined]
