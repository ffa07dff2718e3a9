"""What mends a design: each fix is an edit, with a title for its button."""

from __future__ import annotations

import pickle

import pytest

from nnstudio.catalogue.values import Part
from nnstudio.design import edits
from nnstudio.design.fixes import (
    ChangeLearningRate,
    Fix,
    ScaleData,
    SetActivation,
    SetBatchSize,
    UsualFirstWeights,
    unusual_rows,
)
from nnstudio.design.model import Design
from nnstudio.errors import UserError
from tests.design.networks import digits_cnn

FIXES: list[Fix] = [
    ChangeLearningRate(0.000_1),
    ScaleData("range"),
    SetBatchSize(7),
    SetActivation("l5", "sigmoid"),
    UsualFirstWeights(),
]


def started_otherwise() -> Design:
    design = digits_cnn(batching="full")
    for layer in ("l1", "l4"):
        design, _change = edits.set_param(design, layer, "kernel_initializer", Part(kind="ones"))
    return design


@pytest.mark.parametrize("fix", FIXES, ids=lambda fix: type(fix).__name__)
def test_that_a_fix_travels_and_is_an_edit_that_does_its_work_once(fix: Fix) -> None:
    assert pickle.loads(pickle.dumps(fix)) == fix
    assert fix.title
    broken = started_otherwise()
    mended, change = fix.edit(broken)
    assert mended != broken
    assert change.text
    assert fix.edit(mended)[0] == mended


def test_that_each_fix_changes_what_it_says() -> None:
    mended = started_otherwise()
    for fix in FIXES:
        mended, _change = fix.edit(mended)
    assert mended.recipe.optimizer.params["learning_rate"] == 0.000_1
    assert mended.data.scaling == "range"
    assert (mended.recipe.batching, mended.recipe.batch_size) == ("mini", 7)
    assert mended.row("l5").params["activation"] == "sigmoid"
    assert unusual_rows(started_otherwise()) == [started_otherwise().row(layer) for layer in ("l1", "l4")]
    assert unusual_rows(mended) == []


def test_that_a_fix_for_a_layer_that_is_gone_is_refused() -> None:
    with pytest.raises(UserError):
        SetActivation("gone", "softmax").edit(digits_cnn())
