"""Fixes of how a design is trained."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.catalogue import LOSSES, METRICS, OPTIMIZERS, REGULARIZERS, SCHEDULES
from nnstudio.catalogue.params import Kind, Param
from nnstudio.catalogue.values import Value
from nnstudio.design import edits
from nnstudio.design.changes import Change
from nnstudio.design.edits.layers import param_named
from nnstudio.design.fields import EARLY_STOPPING_FIELDS, RECIPE_FIELDS
from nnstudio.design.model import Design
from nnstudio.i18n import _


@dataclass(frozen=True)
class ChangeLearningRate:
    value: float

    @property
    def title(self) -> str:
        return _("Set the learning rate to {rate:g}").format(rate=self.value)

    def edit(self, design: Design) -> tuple[Design, Change]:
        return edits.set_optimizer_param(design, "learning_rate", self.value)


@dataclass(frozen=True)
class SetBatchSize:
    """size: examples for each update, in mini-batches."""

    size: int

    @property
    def title(self) -> str:
        return _("Set the batch size to {size:,}").format(size=self.size)

    def edit(self, design: Design) -> tuple[Design, Change]:
        in_batches, _change = edits.set_recipe(design, "batching", "mini")
        return edits.set_recipe(in_batches, "batch_size", self.size)


@dataclass(frozen=True)
class ChooseLoss:
    kind: str

    @property
    def title(self) -> str:
        return _("Choose {loss}").format(loss=_(LOSSES[self.kind].title))

    def edit(self, design: Design) -> tuple[Design, Change]:
        return edits.set_loss(design, self.kind)


@dataclass(frozen=True)
class SetLossParam:
    """kind: of the loss, for the title alone."""

    kind: str
    name: str
    value: Value

    @property
    def title(self) -> str:
        return _set_title(LOSSES[self.kind], self.name, self.value)

    def edit(self, design: Design) -> tuple[Design, Change]:
        return edits.set_loss_param(design, self.name, self.value)


@dataclass(frozen=True)
class SetOptimizerParam:
    """kind: of the optimizer, for the title alone."""

    kind: str
    name: str
    value: Value

    @property
    def title(self) -> str:
        return _set_title(OPTIMIZERS[self.kind], self.name, self.value)

    def edit(self, design: Design) -> tuple[Design, Change]:
        return edits.set_optimizer_param(design, self.name, self.value)


@dataclass(frozen=True)
class ChooseSchedule:
    kind: str

    @property
    def title(self) -> str:
        return _("Choose {schedule}").format(schedule=_(SCHEDULES[self.kind].title))

    def edit(self, design: Design) -> tuple[Design, Change]:
        return edits.set_schedule(design, self.kind)


@dataclass(frozen=True)
class SetScheduleParam:
    """kind: of the schedule, for the title alone."""

    kind: str
    name: str
    value: Value

    @property
    def title(self) -> str:
        return _set_title(SCHEDULES[self.kind], self.name, self.value)

    def edit(self, design: Design) -> tuple[Design, Change]:
        return edits.set_schedule_param(design, self.name, self.value)


@dataclass(frozen=True)
class DropMetrics:
    """keys: of metrics that are not to be shown any more."""

    keys: tuple[str, ...]

    @property
    def title(self) -> str:
        names = ", ".join(dict.fromkeys(_(METRICS[key].title) for key in self.keys))
        return _("Take off {metrics}").format(metrics=names)

    def edit(self, design: Design) -> tuple[Design, Change]:
        return edits.set_metrics(design, [key for key in design.recipe.metrics if key not in self.keys])


@dataclass(frozen=True)
class SetRecipe:
    """One field of the recipe, such as the number of epochs."""

    field: str
    value: Value

    @property
    def title(self) -> str:
        return param_title(param_named(RECIPE_FIELDS, self.field), self.value)

    def edit(self, design: Design) -> tuple[Design, Change]:
        return edits.set_recipe(design, self.field, self.value)


@dataclass(frozen=True)
class SetPatience:
    """epochs: without a better validation loss, after which training stops."""

    epochs: int

    @property
    def title(self) -> str:
        return param_title(param_named(EARLY_STOPPING_FIELDS, "patience"), self.epochs)

    def edit(self, design: Design) -> tuple[Design, Change]:
        return edits.set_early_stopping(design, "patience", self.epochs)


@dataclass(frozen=True)
class TurnEarlyStopping:
    on: bool

    @property
    def title(self) -> str:
        return _("Turn on early stopping") if self.on else _("Turn off early stopping")

    def edit(self, design: Design) -> tuple[Design, Change]:
        return edits.enable_early_stopping(design, self.on)


@dataclass(frozen=True)
class ChooseRegularizer:
    """In the recipe, of the usual strength: for all layers that name none themselves."""

    kind: str

    @property
    def title(self) -> str:
        if self.kind == "none":
            return _("Turn off the regularization of all layers")
        regularizer = REGULARIZERS[self.kind]
        numbers = [param.text(param.default) for param in regularizer.params]
        return _("Set the regularization to {kind}").format(kind=" ".join([_(regularizer.title), *numbers]))

    def edit(self, design: Design) -> tuple[Design, Change]:
        return edits.set_regularizer(design, self.kind)


def param_title(param: Param, value: Value) -> str:
    return _("Set “{param}” to {value}").format(param=_(param.title), value=param.text(value))


def _set_title(kind: Kind, name: str, value: Value) -> str:
    return param_title(param_named(kind.params, name), value)
