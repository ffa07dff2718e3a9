"""What is wrong with the data, whatever the layers."""

from __future__ import annotations

from collections.abc import Iterator

from nnstudio.design.doctor.case import Case
from nnstudio.design.doctor.diagnosis import Diagnosis, Finding, error
from nnstudio.design.problems import Place
from nnstudio.i18n import _


@error("nothing-to-train-on")
def _no_examples(case: Case) -> Iterator[Finding]:
    if case.facts.train < 1:
        message = _("No examples are left to train on. Make the validation and test parts smaller.")
        yield Finding(message, place=Place.DATA, field="validation")


DATA: tuple[Diagnosis, ...] = (_no_examples,)
