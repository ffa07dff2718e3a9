"""The normal form: every parameter present and checked through the tables that state it.

Errors name the place as a file does: ``layers[2].kernel_size``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from nnstudio.catalogue import LAYERS, LOSSES, OPTIMIZERS, REGULARIZERS
from nnstudio.catalogue.entries import Layer
from nnstudio.catalogue.params import Kind, Param, ParamError, check_kind, check_params, unknown_name
from nnstudio.catalogue.values import Frozen, Params, Part, Value
from nnstudio.design.fields import DATA_FIELDS, EARLY_STOPPING_FIELDS, RECIPE_FIELDS
from nnstudio.design.model import INPUT, DataChoice, Design, EarlyStopping, LayerRow, Recipe
from nnstudio.errors import UserError
from nnstudio.i18n import _, ngettext

MOST_LAYERS = 1_000
LONGEST_TITLE = 200  # characters
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
    return LayerRow(id=row.id, kind=row.kind, params=params, reads=row.reads)


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


def normal_data(data: DataChoice) -> DataChoice:
    """Parameters of the source are left as they are: the data room knows them."""
    return data.model_copy(update=_fields(DATA_FIELDS, data, "data"))


def normal_recipe(recipe: Recipe) -> Recipe:
    stopping = recipe.early_stopping
    return Recipe(
        loss=normal_part(LOSSES, recipe.loss, "recipe.loss"),
        optimizer=normal_part(OPTIMIZERS, recipe.optimizer, "recipe.optimizer"),
        regularizer=normal_part(REGULARIZERS, recipe.regularizer, "recipe.regularizer"),
        early_stopping=stopping and normal_stopping(stopping),
        **_fields(RECIPE_FIELDS, recipe, "recipe"),
    )


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
    return Design(
        title=normal_text(design.title, LONGEST_TITLE, "title"),
        notes=normal_text(design.notes, LONGEST_NOTES, "notes"),
        data=normal_data(design.data),
        layers=normal_rows(design.layers),
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
