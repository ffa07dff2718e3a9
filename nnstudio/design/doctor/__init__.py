"""The doctor: what cannot be trained, and what will not learn well, in plain words and with a way out.

Each theme is a file with a table of diagnoses; a new one is a function and its name in that table.
"""

from __future__ import annotations

from nnstudio.design.doctor.activations import ACTIVATION
from nnstudio.design.doctor.case import Case, Site
from nnstudio.design.doctor.data import DATA
from nnstudio.design.doctor.diagnosis import Diagnosis, Finding
from nnstudio.design.doctor.masks import MASKS
from nnstudio.design.doctor.output import OUTPUT
from nnstudio.design.doctor.reading import READING
from nnstudio.design.doctor.recipe import RECIPE
from nnstudio.design.doctor.regularizing import REGULARIZING
from nnstudio.design.doctor.remedies import with_way_out
from nnstudio.design.doctor.schedule import SCHEDULE
from nnstudio.design.doctor.target import TARGET
from nnstudio.design.doctor.weights import WEIGHTS
from nnstudio.design.problems import Level, Problem

DIAGNOSES: tuple[Diagnosis, ...] = (
    *TARGET,
    *OUTPUT,
    *DATA,
    *WEIGHTS,
    *ACTIVATION,
    *REGULARIZING,
    *READING,
    *MASKS,
    *RECIPE,
    *SCHEDULE,
)

__all__ = ["DIAGNOSES", "Case", "Diagnosis", "Finding", "Site", "examine"]


def examine(case: Case) -> tuple[Problem, ...]:
    """What the check has found, with what would mend it, and everything that the doctor finds.

    Errors come first. Of several problems with one field of a row or a panel the worst is told; the next
    may be gone when that is mended. Nothing is said of rows below one that does not fit.
    """
    calm = {row.layer for row in case.report.built if row.after_problem}
    found = (problem for diagnosis in DIAGNOSES for problem in diagnosis.problems(case))
    problems = [with_way_out(problem, case) for problem in case.report.problems]
    problems += (problem for problem in found if problem.layer not in calm)
    told: dict[tuple[object, ...], Problem] = {}
    for at, problem in enumerate(sorted(problems, key=lambda problem: problem.level is not Level.ERROR)):
        where = (problem.place, problem.layer, problem.field)
        told.setdefault(where if problem.field else (*where, at), problem)
    return tuple(told.values())
