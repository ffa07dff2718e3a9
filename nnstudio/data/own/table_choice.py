"""From what was found in a table, and what each column is to be, to own data that a design can hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from nnstudio.data.own.columns import (
    NAMES_OF_TARGETS,
    ColumnFound,
    Rows,
    can_be_zeros_and_ones,
    is_counter,
    is_like_classes,
)
from nnstudio.data.own.reading import refusal
from nnstudio.data.own.table_texts import check_text_roles
from nnstudio.data.own.tables import TableFound
from nnstudio.design.own import ColumnKind, Gaps, OwnColumn, OwnData, OwnTable, Role
from nnstudio.i18n import _

MOST_INPUTS: Final = 10_000  # numbers that an example is made of
KINDS_OF_ROLE: Final[dict[Role, tuple[ColumnKind, ...]]] = {
    "input": ("number", "category", "text"),
    "target": ("number", "category", "text"),
    "time": ("time", "number"),
}


def suggested(found: TableFound) -> tuple[OwnColumn, ...]:
    """A likely choice: one target, everything else that can be one an input."""
    target = _likely_target(found.columns)
    columns = tuple(_suggested(column, at == target) for at, column in enumerate(found.columns))
    has_inputs = any(column.role == "input" for column in columns)
    return columns if has_inputs else _with_text(found.columns, columns, target)


def _with_text(
    seen: Sequence[ColumnFound], columns: tuple[OwnColumn, ...], target: int
) -> tuple[OwnColumn, ...]:
    """With nothing else to learn from, the longest text is the input; of two texts alone, the second is the
    target."""
    texts = [
        at for at, column in enumerate(seen) if column.kind == "text" and column.writing and at != target
    ]
    roles: dict[int, Role] = {}
    if target < 0 and len(texts) >= 2:
        roles = {texts[0]: "input", texts[1]: "target"}
    elif target >= 0 and texts:
        roles = {max(texts, key=lambda at: _longest(seen[at])): "input"}
    return tuple(
        chosen(seen[at], "text", roles[at]) if at in roles else column for at, column in enumerate(columns)
    )


def _longest(column: ColumnFound) -> int:
    return 0 if column.writing is None else column.writing.longest


def _suggested(column: ColumnFound, is_target: bool) -> OwnColumn:
    kind, role = column.kind, "unused"
    if is_target:
        kind = "category" if column.kind != "number" or is_like_classes(column) else "number"
        role = "target"
    elif (column.kind == "number" and not is_counter(column) and column.lowest != column.highest) or (
        column.kind == "category" and can_be_zeros_and_ones(column)
    ):
        role = "input"
    return chosen(column, kind, role)  # type: ignore[arg-type]


def chosen(column: ColumnFound, kind: ColumnKind, role: Role) -> OwnColumn:
    """A column as it is to be used; what a kind cannot be used for stays unused."""
    if role in KINDS_OF_ROLE and kind not in KINDS_OF_ROLE[role]:
        role = "unused"
    if kind == "text" and column.writing is None:
        role = "unused"
    keeps = kind == "category" and role != "unused"
    return OwnColumn(
        name=column.name,
        kind=kind,
        role=role,
        categories=column.categories if keeps else (),
        writing=column.writing if kind == "text" and role != "unused" else None,
    )


def _likely_target(columns: Sequence[ColumnFound]) -> int:
    """The column that is named like one; else the last that could be one; -1 for none."""
    possible = [at for at, column in enumerate(columns) if _can_be_target(column)]
    named = [at for at in possible if NAMES_OF_TARGETS.fullmatch(columns[at].name)]
    return (named or possible or [-1])[-1]


def _can_be_target(column: ColumnFound) -> bool:
    if column.kind == "number":
        return column.lowest != column.highest and not is_counter(column)
    return column.kind == "category" and len(column.categories) >= 2


def own_table(found: TableFound, columns: Sequence[OwnColumn], gaps: Gaps = "leave") -> OwnData:
    """Own data of these columns; raises UserError where nothing can be learnt from them."""
    _check_roles(columns)
    form = found.head.form
    table = OwnTable(
        encoding=form.encoding,
        separator=form.separator,
        decimal="," if form.decimal == "," else ".",
        header=bool(form.header),
        sheet=form.sheet,
        columns=tuple(columns),
        gaps=gaps,
    )
    if input_width(table) > MOST_INPUTS:
        raise refusal(
            _("An example would have {count:,} numbers, more than {most:,}.").format(
                count=input_width(table), most=MOST_INPUTS
            ),
            hint=_("Use fewer columns, or fewer with many categories."),
        )
    count = found.count - len(rows_left_out(found, columns, gaps))
    if count < 1:
        raise refusal(
            _("Every row has something missing."),
            hint=_("Use fewer columns, or fill what is missing."),
        )
    reach = max(
        (seen.reach for seen, use in zip(found.columns, columns, strict=True) if _is_number(use)), default=0.0
    )
    return OwnData(
        kind="table",
        path=str(found.head.path),
        checksum=found.checksum,
        count=count,
        reach=max(reach, 1.0),
        table=table,
    )


def _is_number(column: OwnColumn) -> bool:
    return column.kind == "number" and column.role in ("input", "target")


def _check_roles(columns: Sequence[OwnColumn]) -> None:
    inputs, targets, times = (
        [column for column in columns if column.role == role] for role in ("input", "target", "time")
    )
    if len(times) > 1:
        raise refusal(_("Only one column can tell the time."), _("Choose one."))
    if times:
        if len(targets) != 1 or targets[0].kind != "number":
            raise refusal(
                _("A time series needs exactly one number to forecast."), _("Choose it as the target.")
            )
        return
    if not inputs:
        raise refusal(_("No column is an input."), _("Choose at least one."))
    check_text_roles(inputs, targets)
    if any(column.kind == "category" for column in targets) and len(targets) > 1:
        raise refusal(_("A class can only be the one target."), _("Choose one target, or numbers only."))
    for column in columns:
        if column.role in ("input", "target") and column.kind == "category" and len(column.categories) < 2:
            raise refusal(_one_class(column), _("Choose another column."))


def _one_class(column: OwnColumn) -> str:
    if not column.categories:
        return _("“{column}” has too many different values to be a class.").format(column=column.name)
    return _("All rows of “{column}” are the same: there is nothing to tell apart.").format(
        column=column.name
    )


def table_of(own: OwnData) -> OwnTable:
    assert own.table is not None, "the kind says so"
    return own.table


def input_width(table: OwnTable) -> int:
    return sum(
        len(column.categories) if column.kind == "category" else 1
        for column in table.columns
        if column.role == "input"
    )


def rows_left_out(found: TableFound, columns: Sequence[OwnColumn], gaps: Gaps) -> Rows:
    """Rows, from 0, in which something that is needed is missing or wrong.

    Filled are gaps of inputs, and of a series; a target or a text that is not there is not made up.
    """
    series = any(column.role == "time" for column in columns)
    filled = "target" if series else "input"
    parts = [np.empty(0, np.int32)]
    for seen, use in zip(found.columns, columns, strict=True):
        is_filled = gaps == "fill" and use.role == filled and use.kind != "text"
        if use.role != "unused" and not (series and use.role == "input") and not is_filled:
            parts.append(seen.bad_rows(use.kind))
    return np.unique(np.concatenate(parts))
