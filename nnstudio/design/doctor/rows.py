"""Hints on single rows: what fits where it stands, but will not learn well."""

from __future__ import annotations

from collections.abc import Iterator

from nnstudio.design.doctor.case import Case
from nnstudio.design.doctor.diagnosis import Diagnosis, Finding, hint
from nnstudio.design.flat import copy_number, listed
from nnstudio.i18n import _


@hint("softmax-of-one")
def _softmax_of_one(case: Case) -> Iterator[Finding]:
    for site in case.sites:
        if site.params.get("activation") == "softmax" and site.output is not None and site.output[-1] == 1:
            message = _(
                "Softmax on a single unit always gives 1, whatever it is shown."
                " Choose sigmoid, or more than one unit."
            )
            yield Finding(message, site.id, "activation")


@hint("unread-row")
def _unread(case: Case) -> Iterator[Finding]:
    used = {listed(layer) for layer in case.used}
    for site in case.sites:
        if copy_number(site.id) == 1 and site.id not in used:
            yield Finding(_("No row reads this one, so it has no part in what the network gives."), site.id)


@hint("batch-normalization-of-one")
def _batch_of_one(case: Case) -> Iterator[Finding]:
    if case.design.recipe.batching != "single":
        return
    for site in case.sites:
        if site.row.kind == "batch_normalization":
            message = _(
                "BatchNormalization compares the examples of a batch with each other, but learns from"
                " one at a time here. Feed mini-batches instead."
            )
            yield Finding(message, site.id)


ROWS: tuple[Diagnosis, ...] = (_softmax_of_one, _unread, _batch_of_one)
