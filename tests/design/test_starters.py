"""The network that one begins with: it suits every data set, and few examples are gone through more often."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nnstudio.data import SOURCES, default_choice, describe
from nnstudio.design import edits
from nnstudio.design.check import check
from nnstudio.design.problems import Level
from nnstudio.design.starters import begin_with, suits


@pytest.mark.parametrize("key", SOURCES)
def test_that_it_works_with_every_data_set(key: str) -> None:
    choice = default_choice(key)
    facts = describe(choice)
    assert suits(facts)
    design, _change = begin_with(edits.new_design(), choice, facts)
    assert [problem for problem in check(design, facts).problems if problem.level is Level.ERROR] == []


@pytest.mark.parametrize(
    ("examples", "epochs", "batch_size"),
    [(20, 200, 32), (1_000, 96, 32), (4_000, 24, 32), (12_800, 20, 32), (1_000_000, 20, 1_024)],
)
def test_that_few_examples_are_gone_through_more_often(examples: int, epochs: int, batch_size: int) -> None:
    choice = default_choice("moons")
    facts = replace(describe(choice), train=examples)
    recipe = begin_with(edits.new_design(), choice, facts)[0].recipe
    assert (recipe.epochs, recipe.batch_size) == (epochs, batch_size)
