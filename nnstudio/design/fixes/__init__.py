"""What may mend a design: values that travel with the bad news.

Each has a ``title`` for the button that does it, and ``edit``, which is an edit like those of
``design.edits``: pure, undone in one step, and refused with a UserError where the design has changed so
much that it no longer applies.
"""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.design.changes import Change, Changed
from nnstudio.design.fixes.data import ScaleData, SetData
from nnstudio.design.fixes.list import (
    Append,
    InsertAbove,
    InsertBelow,
    MoveAbove,
    ReadAbove,
    ReadAlso,
    RemoveRow,
    ReplaceKind,
    params_of,
)
from nnstudio.design.fixes.recipe import (
    ChangeLearningRate,
    ChooseLoss,
    ChooseRegularizer,
    ChooseSchedule,
    DropMetrics,
    SetBatchSize,
    SetLossParam,
    SetOptimizerParam,
    SetPatience,
    SetRecipe,
    SetScheduleParam,
    TurnEarlyStopping,
)
from nnstudio.design.fixes.rows import (
    SetActivation,
    SetActivations,
    SetParam,
    ThawRows,
    UsualFirstWeights,
    unusual_rows,
)
from nnstudio.design.model import Design

__all__ = [
    "Append",
    "ChangeLearningRate",
    "ChooseLoss",
    "ChooseRegularizer",
    "ChooseSchedule",
    "DropMetrics",
    "Fix",
    "InsertAbove",
    "InsertBelow",
    "MoveAbove",
    "OneFix",
    "ReadAbove",
    "ReadAlso",
    "RemoveRow",
    "ReplaceKind",
    "ScaleData",
    "SetActivation",
    "SetActivations",
    "SetBatchSize",
    "SetData",
    "SetLossParam",
    "SetOptimizerParam",
    "SetParam",
    "SetPatience",
    "SetRecipe",
    "SetScheduleParam",
    "ThawRows",
    "Together",
    "TurnEarlyStopping",
    "UsualFirstWeights",
    "params_of",
    "unusual_rows",
]

OneFix = (
    Append
    | ChangeLearningRate
    | ChooseLoss
    | InsertAbove
    | InsertBelow
    | MoveAbove
    | ChooseRegularizer
    | ChooseSchedule
    | DropMetrics
    | ReadAbove
    | ReadAlso
    | RemoveRow
    | ReplaceKind
    | ScaleData
    | SetActivation
    | SetActivations
    | SetData
    | SetLossParam
    | SetOptimizerParam
    | SetParam
    | SetPatience
    | SetRecipe
    | SetScheduleParam
    | SetBatchSize
    | ThawRows
    | TurnEarlyStopping
    | UsualFirstWeights
)


@dataclass(frozen=True)
class Together:
    """Several fixes that only help as one, done and undone in one step."""

    fixes: tuple[OneFix, ...]

    @property
    def title(self) -> str:
        first, *rest = (fix.title for fix in self.fixes)
        return "; ".join([first, *(f"{title[:1].lower()}{title[1:]}" for title in rest)])

    def edit(self, design: Design) -> tuple[Design, Change]:
        for fix in self.fixes:
            design, _change = fix.edit(design)
        return design, Change(Changed.ALL, self.title)


Fix = OneFix | Together
