"""Edits of how a design is trained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nnstudio.catalogue import LOSSES, OPTIMIZERS, REGULARIZERS, SCHEDULES
from nnstudio.catalogue.params import Kind
from nnstudio.catalogue.values import Part, Value, frozen_mapping
from nnstudio.design.changes import Change, Changed
from nnstudio.design.edits.layers import param_named
from nnstudio.design.fields import EARLY_STOPPING_FIELDS, RECIPE_FIELDS
from nnstudio.design.model import Design, EarlyStopping
from nnstudio.design.normal import entry, normal_metrics, normal_part, normal_value
from nnstudio.errors import UserError
from nnstudio.i18n import _


def set_recipe(design: Design, field: str, value: Value) -> tuple[Design, Change]:
    """Batching, batch size, epochs or seed."""
    param = param_named(RECIPE_FIELDS, field)
    checked = normal_value(param, value, field)
    return _with(design, field, field, checked, _set_text(param.title, param.text(checked)))


def set_loss(design: Design, kind: str) -> tuple[Design, Change]:
    return _set_kind(design, "loss", LOSSES, kind, _("Loss: {kind}"))


def set_loss_param(design: Design, name: str, value: Value) -> tuple[Design, Change]:
    return _set_part_param(design, "loss", LOSSES, name, value)


def set_optimizer(design: Design, kind: str) -> tuple[Design, Change]:
    """Another optimizer, with its own usual learning rate."""
    return _set_kind(design, "optimizer", OPTIMIZERS, kind, _("Optimizer: {kind}"))


def set_optimizer_param(design: Design, name: str, value: Value) -> tuple[Design, Change]:
    return _set_part_param(design, "optimizer", OPTIMIZERS, name, value)


def set_schedule(design: Design, kind: str) -> tuple[Design, Change]:
    """How the learning rate changes in a run."""
    return _set_kind(design, "schedule", SCHEDULES, kind, _("Schedule: {kind}"))


def set_schedule_param(design: Design, name: str, value: Value) -> tuple[Design, Change]:
    return _set_part_param(design, "schedule", SCHEDULES, name, value)


def set_metrics(design: Design, keys: Sequence[str]) -> tuple[Design, Change]:
    """The metrics that are shown beside the usual one."""
    return _with(design, "metrics", "metrics", normal_metrics(keys), _("Change the metrics"))


def set_regularizer(design: Design, part: Part | str) -> tuple[Design, Change]:
    """For the kernels of all layers that name none themselves."""
    given = Part(kind=part) if isinstance(part, str) else part
    checked = normal_part(REGULARIZERS, given, "regularizer")
    kind = REGULARIZERS[checked.kind]
    numbers = [param.text(checked.params[param.name]) for param in kind.params]
    text = _("Regularization: {kind}").format(kind=" ".join([_(kind.title), *numbers]))
    return _with(design, "regularizer", "regularizer", checked, text)


def enable_early_stopping(design: Design, on: bool) -> tuple[Design, Change]:
    stopping = (design.recipe.early_stopping or EarlyStopping()) if on else None
    text = _("Turn on early stopping") if on else _("Turn off early stopping")
    return _with(design, "early_stopping", "early_stopping", stopping, text)


def set_early_stopping(design: Design, field: str, value: Value) -> tuple[Design, Change]:
    """One field of early stopping, which must be on."""
    stopping = design.recipe.early_stopping
    if stopping is None:
        raise UserError(_("Early stopping is off. Turn it on first."), where=field)
    param = param_named(EARLY_STOPPING_FIELDS, field)
    checked = normal_value(param, value, field)
    changed = stopping.model_copy(update={field: checked})
    return _with(
        design,
        "early_stopping",
        f"early_stopping.{field}",
        changed,
        _set_text(param.title, param.text(checked)),
    )


def _set_kind(
    design: Design, role: str, table: Mapping[str, Kind], kind: str, text: str
) -> tuple[Design, Change]:
    """Another kind with its own defaults; the same kind keeps its parameters."""
    old: Part = getattr(design.recipe, role)
    part = old if old.kind == kind else normal_part(table, Part(kind=kind), role)
    return _with(design, role, role, part, text.format(kind=_(table[part.kind].title)))


def _set_part_param(
    design: Design, role: str, table: Mapping[str, Kind], name: str, value: Value
) -> tuple[Design, Change]:
    old: Part = getattr(design.recipe, role)
    kind = entry(table, old.kind, role)
    param = param_named(kind.params, name)
    checked = normal_value(param, value, name)
    part = Part(kind=old.kind, params=frozen_mapping({**old.params, name: checked}))
    normal_part(table, part, "")  # refuses what cannot be on together
    return _with(design, role, f"{role}.{name}", part, _set_text(param.title, param.text(checked)))


def _with(design: Design, name: str, field: str, value: object, text: str) -> tuple[Design, Change]:
    change = Change(Changed.RECIPE, text, field=field)
    if getattr(design.recipe, name) == value:
        return design, change
    recipe = design.recipe.model_copy(update={name: value})
    return design.model_copy(update={"recipe": recipe}), change


def _set_text(title: str, value: str) -> str:
    return _("Set “{param}” to {value}").format(param=_(title), value=value)
