"""Graph or XLA, by the written rule."""

from __future__ import annotations

import pytest

from nnstudio.data import describe
from nnstudio.design.check import check
from nnstudio.design.model import DataChoice
from nnstudio.design.shipped import load_shipped
from nnstudio.engine.choice import choose
from tests.engine.designs import design, row

MEMORY = 10**12


@pytest.mark.parametrize(
    ("name", "batch", "engine"),
    [
        ("spiral", 10, "xla"),
        ("sunspots", 16, "xla"),
        ("digits-residual", 32, "xla"),
        ("digits-residual", 64, "graph"),  # its patches no longer fit into the caches
        ("clips-next", 32, "graph"),
        ("clips-convlstm", 32, "graph"),  # which XLA has no quick code for
    ],
)
def test_that_the_engine_follows_from_the_design_and_the_batch(name: str, batch: int, engine: str) -> None:
    design = load_shipped(name)
    assert choose("auto", check(design, describe(design.data), MEMORY), batch) == engine


@pytest.mark.parametrize(
    ("params", "engine"),
    [({}, "xla"), ({"interpolation": "nearest"}, "xla"), ({"interpolation": "bicubic"}, "graph")],
)
def test_that_parameters_which_xla_has_no_code_for_are_trained_without_it(
    params: dict[str, str], engine: str
) -> None:
    rows = (row("resizing", height=6, width=6, **params), row("flatten", "flat"), row("dense", units=10))
    made = design(DataChoice(source="digits8"), "sparse_categorical_crossentropy", *rows)
    assert choose("auto", check(made, describe(made.data), MEMORY), 10) == engine
