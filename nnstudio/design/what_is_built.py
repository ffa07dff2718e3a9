"""Which designs are built the same."""

from __future__ import annotations

from immutabledict import immutabledict

from nnstudio.catalogue import SCHEDULES
from nnstudio.catalogue.values import Part
from nnstudio.design.flat import flat_rows
from nnstudio.design.model import Design


def what_is_built(design: Design) -> Design:
    """The design without what a built run does not depend on: no groups, but every layer that they come to,
    so that a heading can be renamed or folded while it trains."""
    optimizer = design.recipe.optimizer
    kept = {name: value for name, value in optimizer.params.items() if name != "learning_rate"}
    schedule = design.recipe.schedule
    waits = SCHEDULES[schedule.kind].share is None  # then what it waits for is looked at between calls
    recipe = design.recipe.model_copy(
        update={
            "schedule": Part(kind=schedule.kind) if waits else schedule,
            "epochs": 1,
            "validate_every": 0,
            "early_stopping": None,
            "optimizer": Part(kind=optimizer.kind, params=immutabledict(kept)),
        }
    )
    layers = tuple(row.model_copy(update={"group": None}) for row in flat_rows(design))
    return design.model_copy(
        update={"title": "", "notes": "", "layers": layers, "groups": (), "recipe": recipe}
    )
