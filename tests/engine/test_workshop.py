"""What is kept from run to run, and what is not."""

from __future__ import annotations

import gc

import pytest

from nnstudio.design.model import DataChoice
from nnstudio.engine.workshop import Workshop
from tests.engine.designs import dropout, part, points


def test_that_data_is_prepared_once() -> None:
    workshop = Workshop()
    first = workshop.data(points().data)
    assert workshop.data(points().data) is first


def test_that_data_not_asked_for_lately_is_let_go() -> None:
    workshop = Workshop()
    first = workshop.data(points().data)
    for seed in range(3):
        workshop.data(DataChoice(source="xor", seed=seed))
    assert workshop.data(points().data) is not first


@pytest.mark.parametrize("optimizer", ["sgd", "adam", "rmsprop", "adagrad"])
def test_that_a_network_that_was_let_go_leaves_no_graph_behind(optimizer: str) -> None:
    def build(seed: int) -> None:
        Workshop().assemble(dropout(seed=seed, optimizer=part(optimizer))).warm_up()

    build(0)
    before = _graphs()
    build(1)
    assert _graphs() == before


def _graphs() -> int:
    """How many compiled graphs live in this process."""
    gc.collect()
    return sum(type(thing).__name__ == "FuncGraph" for thing in gc.get_objects())
