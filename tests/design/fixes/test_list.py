"""Rows that a fix puts in, takes out or moves: what reads them follows, in one step."""

from __future__ import annotations

import pytest

from nnstudio.catalogue.values import Part
from nnstudio.design.changes import Changed
from nnstudio.design.fixes import (
    Append,
    ChooseLoss,
    ChooseRegularizer,
    Fix,
    InsertAbove,
    InsertBelow,
    MoveAbove,
    ReadAbove,
    RemoveRow,
    ReplaceKind,
    SetData,
    SetLossParam,
    SetOptimizerParam,
    SetParam,
    SetPatience,
    SetRecipe,
    Together,
    TurnEarlyStopping,
    params_of,
)
from nnstudio.design.model import INPUT, Design
from nnstudio.design.normal import normal_design
from nnstudio.errors import UserError
from tests.design.networks import network


def four(**reads: tuple[str, ...]) -> Design:
    """Four Dense rows l1 to l4; reads: of rows, by id."""
    design = network("mean_squared_error", *[("dense", {})] * 4)
    rows = [row.model_copy(update={"reads": reads.get(row.id)}) for row in design.layers]
    return design.model_copy(update={"layers": tuple(rows)})


def wiring(design: Design) -> list[tuple[str, tuple[str, ...] | None]]:
    return [(row.id, row.reads) for row in design.layers]


WIRINGS = [
    (
        InsertAbove("l3", "flatten"),
        {},
        [("l1", None), ("l2", None), ("l5", None), ("l3", None), ("l4", None)],
    ),
    (
        InsertAbove("l4", "flatten", of="l1"),
        {"l4": ("l1", "l3")},
        [("l1", None), ("l2", None), ("l3", None), ("l5", ("l1",)), ("l4", ("l5", "l3"))],
    ),
    (
        InsertAbove("l4", "flatten"),
        {"l4": ("l1",)},
        [("l1", None), ("l2", None), ("l3", None), ("l5", ("l1",)), ("l4", ("l5",))],
    ),
    (
        InsertBelow("l1", "flatten"),
        {"l4": ("l1", "l3")},
        [("l1", None), ("l5", None), ("l2", None), ("l3", None), ("l4", ("l5", "l3"))],
    ),
    (RemoveRow("l2"), {"l4": ("l2", "l3")}, [("l1", None), ("l3", None), ("l4", ("l1", "l3"))]),
    (RemoveRow("l1"), {"l4": ("l1", "l3")}, [("l2", None), ("l3", None), ("l4", (INPUT, "l3"))]),
    (RemoveRow("l3"), {"l3": ("l1",)}, [("l1", None), ("l2", None), ("l4", ("l1",))]),
    (MoveAbove("l4", "l3", "dense"), {}, [("l1", None), ("l2", None), ("l4", None), ("l3", None)]),
    (
        MoveAbove("l4", "l3", "dense"),
        {"l3": ("l1",)},
        [("l1", None), ("l2", None), ("l4", ("l1",)), ("l3", ("l4",))],
    ),
    (ReadAbove("l4"), {"l4": ("l1", "l3")}, [("l1", None), ("l2", None), ("l3", None), ("l4", None)]),
    (Append("dropout"), {}, [("l1", None), ("l2", None), ("l3", None), ("l4", None), ("l5", None)]),
]


@pytest.mark.parametrize(("fix", "reads", "wanted"), WIRINGS)
def test_that_what_reads_a_row_follows_a_fix(
    fix: Fix, reads: dict[str, tuple[str, ...]], wanted: list[tuple[str, tuple[str, ...] | None]]
) -> None:
    before = four(**reads)
    after, change = fix.edit(before)
    assert wiring(after) == wanted
    assert change.text
    assert normal_design(after) == after


def test_that_another_kind_keeps_what_it_is_given_and_its_place() -> None:
    after, change = ReplaceKind("l2", "dropout", params_of(rate=0.5)).edit(four(l2=("l1",)))
    assert (after.row("l2").kind, after.row("l2").params, after.row("l2").reads) == (
        "dropout",
        {"rate": 0.5},
        ("l1",),
    )
    assert change.what is Changed.ALL


@pytest.mark.parametrize(
    "fix",
    [
        InsertAbove("gone", "flatten"),
        InsertBelow("gone", "flatten"),
        RemoveRow("gone"),
        MoveAbove("gone", "l1", "dense"),
        ReadAbove("gone"),
        ReplaceKind("gone", "dense"),
        SetParam("gone", "dense", "units", 3),
    ],
)
def test_that_a_fix_of_a_row_that_is_gone_is_refused(fix: Fix) -> None:
    with pytest.raises(UserError):
        fix.edit(four())


TITLES = [
    (SetParam("l1", "dense", "units", 10), "Set “Units” to 10"),
    (InsertAbove("l1", "flatten"), "Put Flatten above it"),
    (InsertBelow("l1", "dropout", params_of(rate=0.5)), "Put Dropout 0.5 below it"),
    (Append("dense", params_of(units=10, activation="softmax")), "Add Dense 10 · softmax"),
    (ReplaceKind("l1", "lstm", params_of(units=4)), "Make it LSTM 4 · tanh"),
    (ChooseLoss("mean_squared_error"), "Choose mean squared error"),
    (SetLossParam("binary_crossentropy", "label_smoothing", 0.0), "Set “Label smoothing” to 0"),
    (SetOptimizerParam("sgd", "momentum", 0.9), "Set “Momentum” to 0.9"),
    (SetRecipe("epochs", 5), "Set “Epochs” to 5"),
    (SetPatience(3), "Set “Patience” to 3"),
    (SetData("validation", 0.2), "Set “Validation part” to 0.2"),
    (
        Together((SetParam("l1", "dense", "units", 1), ChooseLoss("mean_squared_error"))),
        "Set “Units” to 1; choose mean squared error",
    ),
]


@pytest.mark.parametrize(("fix", "title"), TITLES)
def test_that_a_title_says_what_the_button_does(fix: Fix, title: str) -> None:
    assert fix.title == title


def test_that_fixes_of_the_recipe_do_what_they_say() -> None:
    design = network("binary_crossentropy", ("dense", {}), regularizer=Part(kind="l2"))
    stopping, _change = TurnEarlyStopping(True).edit(design)
    design, change = Together(
        (
            SetPatience(3),
            SetRecipe("epochs", 5),
            ChooseRegularizer("none"),
            SetOptimizerParam("adam", "beta_1", 0.5),
        )
    ).edit(stopping)
    assert design.recipe.early_stopping is not None
    assert (design.recipe.early_stopping.patience, design.recipe.epochs) == (3, 5)
    assert design.recipe.regularizer.kind == "none"
    assert design.recipe.optimizer.params["beta_1"] == 0.5
    assert change.what is Changed.ALL
    assert TurnEarlyStopping(False).edit(design)[0].recipe.early_stopping is None
