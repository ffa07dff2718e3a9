"""The normal form: every parameter present and checked through the tables that state it.

Errors name the place as a file does: ``layers[2].kernel_size``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar

from nnstudio.catalogue import LAYERS, LOSSES, METRICS, OPTIMIZERS, REGULARIZERS, SCHEDULES
from nnstudio.catalogue.entries import Layer, ShapeError
from nnstudio.catalogue.params import Kind, Param, ParamError, check_kind, check_params, unknown_name
from nnstudio.catalogue.values import Frozen, Params, Part, Value
from nnstudio.catalogue.wrappers import ROW_FIELDS, unasked, wrapped
from nnstudio.design.fields import DATA_FIELDS, EARLY_STOPPING_FIELDS, RECIPE_FIELDS, REPEAT
from nnstudio.design.flat import count_built
from nnstudio.design.model import INPUT, DataChoice, Design, EarlyStopping, Group, LayerRow, Recipe
from nnstudio.design.own import OWN
from nnstudio.errors import UserError
from nnstudio.i18n import _, ngettext

MOST_LAYERS = 1_000
LONGEST_TITLE = 200  # characters
LONGEST_GROUP_TITLE = 60
LONGEST_NOTES = 20_000
ID = r"[A-Za-z][A-Za-z0-9_-]{0,31}"  # what Keras takes as a layer's name

AnyKind = TypeVar("AnyKind", bound=Kind)


def entry(table: Mapping[str, AnyKind], key: str, where: str) -> AnyKind:
    """What a key stands for in a table of the catalogue; raises UserError with the near ones."""
    if key not in table:
        raise UserError(unknown_name(key, table), where=where)
    return table[key]


def normal_value(param: Param, value: Value, where: str) -> Value:
    try:
        return param.check(value)
    except ParamError as error:
        raise UserError(error.message, where=_joined(where, error.path)) from None


def normal_params(params: Sequence[Param], given: Mapping[str, Value], where: str) -> Params:
    try:
        return check_params(params, given)
    except ParamError as error:
        raise UserError(error.message, where=_joined(where, error.path)) from None


def normal_part(table: Mapping[str, Kind], part: Part, where: str) -> Part:
    kind = entry(table, part.kind, _joined(where, ("kind",)))
    try:
        return Part(kind=kind.key, params=check_kind(kind, part.params))
    except ParamError as error:
        raise UserError(error.message, where=_joined(where, error.path)) from None


def normal_row(row: LayerRow, where: str) -> LayerRow:
    layer: Layer = entry(LAYERS, row.kind, _joined(where, ("kind",)))
    params = normal_params(layer.params, row.params, where)
    return row.model_copy(update={"params": params, **_normal_wrapper(row, layer, where)})


def _normal_wrapper(row: LayerRow, layer: Layer, where: str) -> dict[str, Any]:
    """A wrapper that the layer may have, and of its own fields those that have a meaning in it."""
    fields = _fields(ROW_FIELDS, row, where)
    try:
        wrapped(layer, fields["wrapper"], fields["merge"])
    except ShapeError as error:
        raise UserError(error.message, where=_joined(where, (error.param,))) from None
    idle = unasked(fields["wrapper"])
    return fields | {field.name: field.default for field in ROW_FIELDS if field.name in idle}


def normal_rows(rows: Sequence[LayerRow]) -> tuple[LayerRow, ...]:
    """Rows with sound ids, each used once; raises UserError."""
    if len(rows) > MOST_LAYERS:
        raise UserError(too_many_layers(len(rows)), where="layers")
    seen: set[str] = set()
    for at, row in enumerate(rows):
        if not re.fullmatch(ID, row.id) or row.id == INPUT:
            raise UserError(
                _(
                    "The id of a layer must be 1 to 32 letters, digits, “-” or “_”, begin with a letter,"
                    " and not be “input”."
                ),
                where=f"layers[{at}].id",
            )
        if row.id in seen:
            raise UserError(
                _("The id “{id}” is used twice; each layer needs its own.").format(id=row.id),
                where=f"layers[{at}].id",
            )
        seen.add(row.id)
    return tuple(normal_row(row, f"layers[{at}]") for at, row in enumerate(rows))


def normal_groups(rows: Sequence[LayerRow], groups: Sequence[Group]) -> tuple[Group, ...]:
    """The groups that have rows, in the order of the list; raises UserError.

    Rows of a group stand together, and all repeats together are no more layers than a network can have.
    """
    known = {group.id: normal_group(group, f"groups[{at}]") for at, group in enumerate(groups)}
    if len(known) < len(groups):
        raise UserError(_("Two groups have the same id; each needs its own."), where="groups")
    ordered: dict[str, Group] = {}
    at = 0
    for name, stretch in groupby(rows, key=lambda row: row.group):
        if name is not None and name not in known:
            raise UserError(_("There is no group “{id}”.").format(id=name[:60]), where=f"layers[{at}].group")
        if name is not None and name in ordered:
            raise UserError(
                _("The rows of the group “{id}” must stand together.").format(id=name),
                where=f"layers[{at}].group",
            )
        if name is not None:
            ordered[name] = known[name]
        at += len(list(stretch))
    check_count(rows, tuple(ordered.values()), "groups")
    return tuple(ordered.values())


def normal_group(group: Group, where: str) -> Group:
    if not re.fullmatch(ID, group.id):
        raise UserError(
            _("The id of a group must be 1 to 32 letters, digits, “-” or “_”, and begin with a letter."),
            where=f"{where}.id",
        )
    title = normal_text(group.title, LONGEST_GROUP_TITLE, f"{where}.title")
    repeat = normal_value(REPEAT, group.repeat, f"{where}.repeat")
    return group.model_copy(update={"title": title, "repeat": repeat})


def check_count(rows: Sequence[LayerRow], groups: Sequence[Group], where: str = "") -> None:
    """Raises UserError where a network of these rows would have too many layers."""
    count = count_built(rows, {group.id: group.repeat for group in groups})
    if count > MOST_LAYERS:
        raise UserError(too_many_layers(count), where=where)


def normal_data(data: DataChoice) -> DataChoice:
    """Parameters of the source are left as they are: the data room knows them."""
    if (data.source == OWN) != (data.own is not None):
        raise UserError(
            _("This design does not say where its own data are."),
            hint=_("Choose the data again."),
            where="data.own",
        )
    return data.model_copy(update=_fields(DATA_FIELDS, data, "data"))


def normal_recipe(recipe: Recipe) -> Recipe:
    stopping = recipe.early_stopping
    return Recipe(
        loss=normal_part(LOSSES, recipe.loss, "recipe.loss"),
        optimizer=normal_part(OPTIMIZERS, recipe.optimizer, "recipe.optimizer"),
        schedule=normal_part(SCHEDULES, recipe.schedule, "recipe.schedule"),
        metrics=normal_metrics(recipe.metrics),
        regularizer=normal_part(REGULARIZERS, recipe.regularizer, "recipe.regularizer"),
        early_stopping=stopping and normal_stopping(stopping),
        **_fields(RECIPE_FIELDS, recipe, "recipe"),
    )


def normal_metrics(keys: Sequence[str]) -> tuple[str, ...]:
    """In the order of their table, each once; raises UserError for one that is not there."""
    for key in keys:
        entry(METRICS, key, "recipe.metrics")
    return tuple(key for key in METRICS if key in keys)


def normal_stopping(stopping: EarlyStopping) -> EarlyStopping:
    return EarlyStopping(**_fields(EARLY_STOPPING_FIELDS, stopping, "recipe.early_stopping"))


def normal_text(text: str, longest: int, where: str) -> str:
    """A title or notes; raises UserError where it is too long or no text at all."""
    if len(text) > longest:
        raise UserError(
            _("This text is too long: {count:,} characters, at most {longest:,} fit.").format(
                count=len(text), longest=longest
            ),
            where=where,
        )
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise UserError(_("This text has broken characters. Type it again."), where=where)
    return text


def normal_design(design: Design) -> Design:
    """The same design in its normal form; raises UserError with the place."""
    layers = normal_rows(design.layers)
    return Design(
        title=normal_text(design.title, LONGEST_TITLE, "title"),
        notes=normal_text(design.notes, LONGEST_NOTES, "notes"),
        data=normal_data(design.data),
        layers=layers,
        groups=normal_groups(layers, design.groups),
        recipe=normal_recipe(design.recipe),
    )


def too_many_layers(count: int) -> str:
    return ngettext(
        "{count:,} layer is more than a network can have here: at most {most:,}.",
        "{count:,} layers are more than a network can have here: at most {most:,}.",
        count,
    ).format(count=count, most=MOST_LAYERS)


def _fields(params: Sequence[Param], holder: Frozen, where: str) -> dict[str, Any]:
    given = {param.name: getattr(holder, param.name) for param in params}
    return dict(normal_params(params, given, where))


def _joined(where: str, path: Sequence[str]) -> str:
    return ".".join(part for part in (where, *path) if part)
