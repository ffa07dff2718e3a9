"""The doctor: what cannot be trained, and what will not learn well, in plain words and with a way out.

Each theme is a file with a table of diagnoses; a new one is a function and its name in that table.
"""

from __future__ import annotations

from nnstudio.design.doctor.case import Case, Site
from nnstudio.design.doctor.data import DATA
from nnstudio.design.doctor.diagnosis import Diagnosis, Finding
from nnstudio.design.doctor.recipe import RECIPE
from nnstudio.design.doctor.remedies import with_way_out
from nnstudio.design.doctor.rows import ROWS
from nnstudio.design.doctor.target import TARGET
from nnstudio.design.problems import Problem

DIAGNOSES: tuple[Diagnosis, ...] = (*ROWS, *DATA, *RECIPE, *TARGET)

__all__ = ["DIAGNOSES", "Case", "Diagnosis", "Finding", "Site", "examine"]


def examine(case: Case) -> tuple[Problem, ...]:
    """What the check has found, with what would mend it, and everything that the doctor finds."""
    refused = [with_way_out(problem, case) for problem in case.report.problems]
    return (*refused, *(problem for diagnosis in DIAGNOSES for problem in diagnosis.problems(case)))
