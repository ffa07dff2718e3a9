"""What is built, told of the rows of the list: a row of a repeated group is built several times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from nnstudio.catalogue.entries import Weights
from nnstudio.design.doctor import Case
from nnstudio.design.flat import Flat, copy_number, flatten, listed
from nnstudio.design.model import Design, LayerId
from nnstudio.design.problems import Problem, RowReport
from nnstudio.design.walk import Walk, walked
from nnstudio.errors import UserError
from nnstudio.i18n import _


def rows_of_list(design: Design, flat: Flat, walk: Walk) -> tuple[RowReport, ...]:
    """A report for each row of the list. What is off gives what it passes on."""
    copies: dict[LayerId, list[RowReport]] = {}
    for report in walk.rows:
        copies.setdefault(listed(report.layer), []).append(report)
    return tuple(
        _together(copies[row.id])
        if row.id in copies
        else RowReport(row.id, shape := walk.shapes.get(flat.gives[row.id]), after_problem=shape is None)
        for row in design.layers
    )


def _together(copies: Sequence[RowReport]) -> RowReport:
    """Copies of one row as one."""
    if len(copies) == 1:
        return copies[0]
    whole = all(copy.output is not None for copy in copies)
    return RowReport(
        layer=copies[0].layer,
        output=copies[-1].output if whole else None,
        weights=Weights(
            sum(copy.weights.trainable for copy in copies), sum(copy.weights.fixed for copy in copies)
        ),
        cost=sum(copy.cost for copy in copies),
        after_problem=not whole and all(copy.output is not None or copy.after_problem for copy in copies),
    )


def told_once(problems: Iterable[Problem], case: Case) -> tuple[Problem, ...]:
    """Problems of rows of the list: what is wrong with several copies is said of the first."""
    told: dict[tuple[LayerId, str, str], Problem] = {}
    for problem in problems:
        layer, number = listed(problem.layer), copy_number(problem.layer)
        key = (layer, problem.field, problem.message)
        if number > 1:
            message = _("In repeat {number} of its group: {problem}")
            message = message.format(number=number, problem=problem.message)
            fix = problem.fix if _fits_all_copies(problem, case) else None
            problem = replace(problem, layer=layer, message=message, fix=fix)
        told.setdefault(key, problem)
    return tuple(told.values())


def _fits_all_copies(problem: Problem, case: Case) -> bool:
    """Whether what mends one copy of a row suits the others too, all of which it changes."""
    if problem.fix is None:
        return False
    try:
        mended, _change = problem.fix.edit(case.design)
    except UserError:  # it names a copy, which is no row of the list
        return False
    walk = walked(mended, flatten(mended), case.facts)
    told = {(listed(each.layer), each.message) for each in case.report.problems}
    return all((listed(each.layer), each.message) in told for each in walk.problems) and not any(
        listed(each.layer) == listed(problem.layer) for each in walk.problems
    )
