"""What is built, told of the rows of the list: a row of a repeated group is built several times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from nnstudio.catalogue.entries import Weights
from nnstudio.design.doctor import Case
from nnstudio.design.flat import Flat, copy_id, copy_number, flatten, listed
from nnstudio.design.model import Design, GroupId, LayerId, LayerRow
from nnstudio.design.problems import Problem, RowReport
from nnstudio.design.walk import Walk, walked
from nnstudio.errors import UserError
from nnstudio.i18n import _


def rows_of_list(design: Design, flat: Flat, walk: Walk) -> tuple[RowReport, ...]:
    """A report for each row of the list. What is off gives what it passes on.

    Of a repeated group the last copy is told, or the first in which something does not fit: then rows above
    that one are well.
    """
    copies: dict[LayerId, list[RowReport]] = {}
    broken: dict[GroupId | None, int] = {}
    for row, report in zip(flat.rows, walk.rows, strict=True):
        copies.setdefault(listed(row.id), []).append(report)
        if report.output is None:
            broken.setdefault(row.group, copy_number(row.id))
    inside = {name: {row.id for row in design.layers if row.group == name} for name in broken}

    def passed_on(row: LayerRow) -> RowReport:
        given = flat.gives[row.id]
        if row.group in broken and listed(given) in inside[row.group]:
            given = copy_id(listed(given), broken[row.group])
        shape = walk.shapes.get(given)
        return RowReport(row.id, shape, after_problem=shape is None)

    return tuple(
        _together(copies[row.id], broken.get(row.group)) if row.id in copies else passed_on(row)
        for row in design.layers
    )


def _together(copies: Sequence[RowReport], broken: int | None) -> RowReport:
    """Copies of one row as one. broken: the number of the copy in which something does not fit."""
    if len(copies) == 1:
        return copies[0]
    weights = Weights(
        sum(copy.weights.trainable for copy in copies), sum(copy.weights.fixed for copy in copies)
    )
    told = copies[-1 if broken is None else broken - 1]
    return replace(told, layer=copies[0].layer, weights=weights, cost=sum(copy.cost for copy in copies))


def told_once(problems: Iterable[Problem], case: Case) -> tuple[Problem, ...]:
    """Problems of rows of the list: what is wrong with several copies is said of the first."""
    told: dict[tuple[LayerId, str, str], Problem] = {}
    for problem in problems:
        layer, number = listed(problem.layer), copy_number(problem.layer)
        key = (layer, problem.field, problem.message)
        if key in told:
            continue
        if number > 1:
            message = _("In repeat {number} of its group: {problem}")
            message = message.format(number=number, problem=problem.message)
            fix = problem.fix if _fits_all_copies(problem, case) else None
            problem = replace(problem, layer=layer, message=message, fix=fix)
        told[key] = problem
    return tuple(told.values())


def _fits_all_copies(problem: Problem, case: Case) -> bool:
    """Whether what mends one copy of a row suits the others too, all of which it changes.

    What does not fit farther below, where nothing was known till now, is another matter.
    """
    if problem.fix is None:
        return False
    try:
        mended, _change = problem.fix.edit(case.design)
    except UserError:  # it names a copy, which is no row of the list
        return False
    walk = walked(mended, flatten(mended), case.facts)
    well = {row.layer for row in case.report.built if row.output is not None}
    return not any(
        each.layer in well or listed(each.layer) == listed(problem.layer) for each in walk.problems
    )
