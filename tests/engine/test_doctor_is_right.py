"""What the doctor calls a design that will not learn does not; what it makes of it does."""

from __future__ import annotations

from typing import Any

import pytest

from nnstudio.catalogue.values import Part
from nnstudio.data import describe
from nnstudio.design.check import check
from nnstudio.design.model import DataChoice, Design
from nnstudio.protocol.events import Epoch, Finished
from tests.design.doctor.cases import BINARY, SIGMOID, dense
from tests.design.networks import network
from tests.engine.runs import train

CIRCLE = DataChoice(source="circle", validation=0.25)
ZEROS = Part(kind="zeros")
HARD = Part(kind="l2", params={"l2": 10.0})
ADAM = Part(kind="adam", params={"learning_rate": 0.01})
# Of the optimizers only those that do not make up for small gradients are slowed down by them.
SGD = Part(kind="sgd", params={"learning_rate": 0.1, "momentum": 0.9})
NOT_LEARNING = [
    ("no-non-linearity", [dense(8, "linear"), SIGMOID], {}),
    ("same-first-weights", [dense(8, kernel_initializer=ZEROS), SIGMOID], {}),
    ("vanishing-gradient", [*[dense(8, "sigmoid")] * 5, SIGMOID], {"optimizer": SGD}),
    ("regularization-too-strong", [dense(8, "tanh"), SIGMOID], {"regularizer": HARD}),
]


def last_loss(design: Design) -> float:
    """The loss of what was learned, without what regularization adds."""
    told = train(design)
    assert isinstance(told.last, Finished)
    value = told.of(Epoch)[-1].val_loss
    assert value is not None
    return value


@pytest.mark.parametrize(("key", "rows", "recipe"), NOT_LEARNING)
def test_that_what_the_doctor_mends_learns_and_what_it_warns_of_does_not(
    key: str, rows: list[Any], recipe: dict[str, Any]
) -> None:
    design = network(BINARY, *rows, **{"epochs": 40, "batch_size": 16, "optimizer": ADAM, **recipe})
    design = design.model_copy(update={"data": CIRCLE})
    (problem,) = [each for each in check(design, describe(CIRCLE)).problems if each.key == key]
    assert problem.fix is not None
    mended, _change = problem.fix.edit(design)
    assert last_loss(design) > 0.5
    assert last_loss(mended) < 0.4
