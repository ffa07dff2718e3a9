"""What is wrong with the data and how it is prepared, whatever the layers."""

from __future__ import annotations

from collections.abc import Iterator

from nnstudio.design.doctor.case import Case
from nnstudio.design.doctor.diagnosis import Diagnosis, Finding, error, hint
from nnstudio.design.fixes import ScaleData, SetData, Together
from nnstudio.design.problems import Place
from nnstudio.i18n import _, ngettext

_FAR = 10.0  # sizes of numbers that networks find hard, for weights start near 0
_USUAL_SHARE = 0.2


@error("nothing-to-train-on")
def _no_examples(case: Case) -> Iterator[Finding]:
    if case.facts.train < 1:
        message = _("No examples are left to train on. Make the validation and test parts smaller.")
        fix = Together((SetData("validation", _USUAL_SHARE), SetData("test", 0.0)))
        yield Finding(message, place=Place.DATA, field="validation", fix=fix)


@hint("not-scaled")
def _not_scaled(case: Case) -> Iterator[Finding]:
    """Whole numbers that stand for something are not to be scaled; their reach says nothing."""
    reach = case.facts.reach
    if case.design.data.scaling != "none" or reach <= _FAR or case.facts.vocabulary:
        return
    message = _(
        "The numbers reach {reach:,.4g}, and networks learn best from numbers around 1. Scale the data."
    ).format(reach=reach)
    yield Finding(message, place=Place.DATA, field="scaling", fix=ScaleData("standard"))


@hint("test-without-validation")
def _no_validation(case: Case) -> Iterator[Finding]:
    data = case.design.data
    if case.facts.test and not case.facts.validation and data.test + _USUAL_SHARE < 1:
        message = _(
            "A test part is kept aside, but no validation part: while it trains, nothing shows whether the"
            " network learns or only remembers. Set one aside."
        )
        fix = SetData("validation", _USUAL_SHARE)
        yield Finding(message, place=Place.DATA, field="validation", fix=fix)


@hint("more-kept-aside-than-learned")
def _little_left(case: Case) -> Iterator[Finding]:
    facts = case.facts
    aside = facts.validation + facts.test
    if not 1 <= facts.train < aside / 2:
        return
    message = ngettext(
        "Only {train:,} example is learned from, while {aside:,} are kept aside."
        " Make the validation and test parts smaller.",
        "Only {train:,} examples are learned from, while {aside:,} are kept aside."
        " Make the validation and test parts smaller.",
        facts.train,
    ).format(train=facts.train, aside=aside)
    test = SetData("test", min(case.design.data.test, _USUAL_SHARE))
    fix = Together((SetData("validation", min(case.design.data.validation, _USUAL_SHARE)), test))
    yield Finding(message, place=Place.DATA, field="validation", fix=fix)


DATA: tuple[Diagnosis, ...] = (_no_examples, _not_scaled, _no_validation, _little_left)
