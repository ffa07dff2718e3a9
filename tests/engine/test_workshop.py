"""What is kept from run to run, and what is not."""

from __future__ import annotations

import gc

from nnstudio.catalogue import OPTIMIZERS
from nnstudio.design.model import DataChoice
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.commands import Engine
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


def test_that_networks_that_were_let_go_leave_no_graph_behind() -> None:
    def build(optimizer: str, engine: Engine) -> None:
        Workshop().assemble(dropout(optimizer=part(optimizer)), engine).warm_up()

    build("adam", "xla")
    before = _graphs()
    build("adam", "xla")
    assert _graphs() == before
    for optimizer in OPTIMIZERS:
        build(optimizer, "graph")
        assert _graphs() == before, optimizer


def _graphs() -> int:
    """How many compiled graphs live in this process."""
    gc.collect()
    return sum(type(thing).__name__ == "FuncGraph" for thing in gc.get_objects())
