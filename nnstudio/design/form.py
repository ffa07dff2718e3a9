"""The form of a design in a file: from raw JSON values to a Design and back.

Reading migrates to the present version, then builds; every error names its place, with the parameters
of a layer directly under it: ``layers[2].kernel_size``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

from pydantic import ValidationError

from nnstudio.catalogue.params import Param, unknown_name
from nnstudio.catalogue.values import Frozen, Part, Value, frozen_mapping
from nnstudio.catalogue.wrappers import ROW_FIELDS
from nnstudio.design.fields import DATA_FIELDS, EARLY_STOPPING_FIELDS, RECIPE_FIELDS
from nnstudio.design.model import DataChoice, Design, EarlyStopping, Excerpt, Group, LayerRow, Recipe
from nnstudio.design.normal import (
    MOST_LAYERS,
    normal_design,
    normal_groups,
    normal_params,
    normal_rows,
    too_many_layers,
)
from nnstudio.design.own import OwnData
from nnstudio.design.strict_json import Raw
from nnstudio.errors import UserError
from nnstudio.i18n import N_, _

VERSION = 1
FORMAT = f"nnstudio/{VERSION}"
_FORMAT = re.compile(r"nnstudio/([0-9]{1,6})")

Object: TypeAlias = dict[str, Raw]
Migration: TypeAlias = Callable[[Object], Object]

# From each older version to the one after it; the first version has no older ones.
MIGRATIONS: Mapping[int, Migration] = {}

_MOST_NUMBERS = 1_000  # in a list that is a parameter
_PARTS = ("loss", "optimizer", "schedule", "regularizer")

_A_LIST = N_("“{name}” must be a list in square brackets.")

_NOT_THIS = N_("“{name}” is not what belongs here.")

# What a value must be, by pydantic's name of the error.
_MUST_BE = {
    "string_type": N_("“{name}” must be text in quotes."),
    "tuple_type": _A_LIST,
    "bool_type": N_("“{name}” must be true or false."),
    "missing": N_("“{name}” is missing."),
    "string_too_long": N_("“{name}” is longer than it may be."),
    "inside_name": N_("Only a single small file, under its plain name, can stand in a design."),
    "inside_large": N_("The data in the design are larger than a design may hold."),
    "inside_damaged": N_("The data in the design are damaged, or not those that were chosen."),
}

AnyFrozen = TypeVar("AnyFrozen", bound=Frozen)


def migrated(raw: Raw, version: int = VERSION, migrations: Mapping[int, Migration] = MIGRATIONS) -> Object:
    """Raw values of any version as those of the present one; raises UserError for what is no design."""
    name = raw.get("format") if isinstance(raw, dict) else None
    match = _FORMAT.fullmatch(name) if isinstance(name, str) else None
    if not isinstance(raw, dict) or match is None:
        raise UserError(
            _("This is not a design of NN Studio."), hint=_("Designs begin with “format”: “nnstudio/1”.")
        )
    found = int(match[1])
    if found > version:
        raise UserError(
            _(
                "This design was made by a newer NN Studio: its format is {found},"
                " and this one reads up to {version}."
            ).format(found=found, version=version),
            hint=_("Update NN Studio to open it."),
            where="format",
        )
    for step in range(found, version):
        if step not in migrations:
            raise UserError(_("There never was a format {found}.").format(found=found), where="format")
        raw = migrations[step](raw)
    if found < 1:
        raise UserError(_("There never was a format {found}.").format(found=found), where="format")
    return {key: value for key, value in raw.items() if key != "format"}


def design_of(raw: Object) -> Design:
    """Raw values of the present version as a design in its normal form; raises UserError."""
    values: dict[str, Any] = dict(raw)
    if "layers" in raw:
        values["layers"] = rows_of(raw["layers"])
    if "groups" in raw:
        values["groups"] = _groups_of(raw["groups"])
    if "data" in raw:
        values["data"] = _data_of(raw["data"])
    if "recipe" in raw:
        values["recipe"] = _recipe_of(raw["recipe"])
    return normal_design(_built(Design, values, ""))


def rows_of(raw: Raw) -> tuple[LayerRow, ...]:
    """The list of layers, in its normal form; raises UserError."""
    if not isinstance(raw, list):
        raise UserError(_(_A_LIST).format(name="layers"), where="layers")
    if len(raw) > MOST_LAYERS:
        raise UserError(too_many_layers(len(raw)), where="layers")
    return normal_rows([_row_of(row, f"layers[{at}]") for at, row in enumerate(raw)])


def excerpt_of(raw: Object) -> Excerpt:
    """Rows and their groups, in their normal form; raises UserError."""
    rows = rows_of(raw.get("layers", []))
    return Excerpt(layers=rows, groups=normal_groups(rows, _groups_of(raw.get("groups", []))))


def raw_row(row: LayerRow) -> Object:
    """A row as it stands in a file; of what it has beside its parameters only what is not as usual."""
    raw: Object = {"id": row.id, "kind": row.kind, "params": _raw_params(row.params)}
    if row.reads is not None:
        raw["reads"] = list(row.reads)
    return raw | _unusual(row, ("wrapper", "merge", "power_iterations", "trainable", "enabled", "group"))


def raw_group(group: Group) -> Object:
    return {"id": group.id, "title": group.title, **_unusual(group, ("repeat", "folded"))}


def raw_excerpt(excerpt: Excerpt) -> Object:
    """Rows and, where there are any, their groups."""
    raw: Object = {"layers": [raw_row(row) for row in excerpt.layers]}
    if excerpt.groups:
        raw["groups"] = [raw_group(group) for group in excerpt.groups]
    return raw


def raw_design(design: Design) -> Object:
    """A design as it stands in a file, in the order in which a person reads it."""
    return {
        "format": FORMAT,
        "title": design.title,
        "notes": design.notes,
        "data": _raw_data(design.data),
        **raw_excerpt(Excerpt(layers=design.layers, groups=design.groups)),
        "recipe": {name: _raw_field(value) for name, value in design.recipe},
    }


def _raw_data(choice: DataChoice) -> Object:
    """A choice of data; of own data only what is not as usual."""
    raw: Object = {name: _raw_field(value) for name, value in choice if name != "own"}
    if choice.own is not None:
        raw["own"] = choice.own.model_dump(mode="json", exclude_defaults=True)
    return raw


def _unusual(value: Frozen, names: Sequence[str]) -> Object:
    """Of these fields, those that are not as they are by default."""
    usual = type(value).model_fields
    given = {name: getattr(value, name) for name in names}
    return {name: here for name, here in given.items() if here != usual[name].default}


def _raw_field(value: object) -> Raw:
    if isinstance(value, Part):
        return _raw_value(value)
    if isinstance(value, Mapping):
        return _raw_params(value)
    if isinstance(value, tuple):
        return [_raw_field(inner) for inner in value]
    if isinstance(value, Frozen):
        return {name: _raw_field(inner) for name, inner in value}
    assert value is None or isinstance(value, str | int | float)
    return value


def _raw_params(params: Mapping[str, Value]) -> Object:
    return {name: _raw_value(value) for name, value in params.items()}


def _raw_value(value: Value) -> Raw:
    if isinstance(value, Part):
        params = _raw_params(value.params)
        return {"kind": value.kind, "params": params} if params else {"kind": value.kind}
    return list(value) if isinstance(value, tuple) else value


def _row_of(raw: Raw, where: str) -> LayerRow:
    values = _with_fields(raw, ROW_FIELDS, where)
    if "params" in values:
        values["params"] = _params_of(values["params"], where)
    if isinstance(values.get("reads"), list):
        values["reads"] = tuple(values["reads"])
    return _built(LayerRow, values, where)


def _groups_of(raw: Raw) -> tuple[Group, ...]:
    if not isinstance(raw, list):
        raise UserError(_(_A_LIST).format(name="groups"), where="groups")
    if len(raw) > MOST_LAYERS:
        raise UserError(too_many_layers(len(raw)), where="groups")
    return tuple(
        _built(Group, _object(group, f"groups[{at}]"), f"groups[{at}]") for at, group in enumerate(raw)
    )


def _data_of(raw: Raw) -> DataChoice:
    values = _with_fields(raw, DATA_FIELDS, "data")
    if "params" in values:
        values["params"] = _params_of(values["params"], "data.params")
    if isinstance(values.get("own"), dict):
        values["own"] = _built(OwnData, _with_tuples(values["own"]), "data.own")
    return _built(DataChoice, values, "data")


def _with_tuples(raw: Raw) -> Any:
    """The same with a tuple for each list."""
    if isinstance(raw, dict):
        return {name: _with_tuples(value) for name, value in raw.items()}
    return tuple(_with_tuples(value) for value in raw) if isinstance(raw, list) else raw


def _recipe_of(raw: Raw) -> Recipe:
    values = _with_fields(raw, RECIPE_FIELDS, "recipe")
    for name in _PARTS:
        if name in values:
            values[name] = _part_of(values[name], f"recipe.{name}")
    if isinstance(values.get("metrics"), list):
        values["metrics"] = tuple(values["metrics"])
    if values.get("early_stopping") is not None:
        where = "recipe.early_stopping"
        stopping = _with_fields(values["early_stopping"], EARLY_STOPPING_FIELDS, where)
        values["early_stopping"] = _built(EarlyStopping, stopping, where)
    return _built(Recipe, values, "recipe")


def _with_fields(raw: Raw, fields: Sequence[Param], where: str) -> dict[str, Any]:
    """An object, its fields checked by the table that states them; absent ones have their defaults."""
    values = _object(raw, where)
    names = {param.name for param in fields}
    given = {name: _value_of(value, f"{where}.{name}") for name, value in values.items() if name in names}
    return {**values, **normal_params(fields, given, where)}


def _params_of(raw: Raw, where: str) -> Mapping[str, Value]:
    values = _object(raw, where)
    return frozen_mapping({name: _value_of(value, f"{where}.{name}") for name, value in values.items()})


def _value_of(raw: Raw, where: str) -> Value:
    """A parameter's value: a list is sizes or other numbers, an object is a part."""
    if isinstance(raw, dict):
        return _part_of(raw, where)
    if not isinstance(raw, list):
        return raw
    if len(raw) > _MOST_NUMBERS or not all(type(number) in (int, float) for number in raw):
        raise UserError(
            _("A list here must be up to {most:,} numbers, such as [3, 3].").format(most=_MOST_NUMBERS),
            where=where,
        )
    return tuple(number for number in raw if isinstance(number, int | float))


def _part_of(raw: Raw, where: str) -> Part:
    """A part; where it needs no parameters, its kind alone will do."""
    values: dict[str, Any] = {"kind": raw} if isinstance(raw, str) else _object(raw, where)
    if "params" in values:
        values["params"] = _params_of(values["params"], where)
    return _built(Part, values, where)


def _object(raw: Raw, where: str) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise UserError(_("Here must be an object in curly brackets."), where=where)
    return dict(raw)


def _built(kind: type[AnyFrozen], values: Mapping[str, Any], where: str) -> AnyFrozen:
    """The value, or a UserError for the first thing that is wrong with it."""
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
    path = [str(step) for step in first["loc"]]
    name = path[-1] if path else ""
    if first["type"] == "extra_forbidden":
        message = unknown_name(name[:60], kind.model_fields)
    else:
        message = _(_MUST_BE.get(first["type"], _NOT_THIS)).format(name=name)
    raise UserError(message, where=".".join(part for part in (where, *path) if part))
