"""Whether what the network gives at its end is what the loss and the data ask for."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from nnstudio.catalogue.entries import Expects, Target
from nnstudio.catalogue.shapes import shape_text, shape_words
from nnstudio.catalogue.values import Shape
from nnstudio.design.doctor.case import Case
from nnstudio.design.doctor.diagnosis import Diagnosis, Finding, error
from nnstudio.design.doctor.ending import (
    loss_of,
    made_fit,
    together,
    usual_activation,
    usual_loss,
    wanted_shape,
)
from nnstudio.design.doctor.tokens import text_misfit
from nnstudio.design.doctor.words import loss_name
from nnstudio.design.fixes import ChooseLoss, Fix, OneFix, SetData
from nnstudio.design.names import row_name
from nnstudio.design.problems import Place
from nnstudio.i18n import N_, _, ngettext

# Where a loss cannot be computed against a target: what to do.
_OTHER_LOSS = {
    Target.INTEGERS: N_(
        "{loss} needs one-hot labels, but the classes come as numbers. Turn on “One-hot labels” in the"
        " data, or choose {better}."
    ),
    Target.ONE_HOT: N_(
        "{loss} needs class numbers, but the labels are one-hot. Choose {better}, or turn off “One-hot"
        " labels” in the data."
    ),
    Target.NUMBERS: N_("{loss} is for classes, but quantities are to be predicted. Choose {better}."),
    Target.TOKENS: N_("{loss} cannot compare token numbers with an output for each token. Choose {better}."),
    Target.INPUTS: N_(
        "{loss} is for classes, but the network is to give its input back. Choose {better},"
        " or binary cross-entropy for inputs from 0 to 1."
    ),
}


@error("loss-cannot-be")
def _wrong_loss(case: Case) -> Iterator[Finding]:
    loss, target, better = loss_of(case.design), case.facts.target, usual_loss(case)
    if case.output is None or _can_be(case):
        return
    several = target is Target.INTEGERS and Target.INTEGERS in loss.targets
    if several:
        message = _(
            "{loss} with class numbers can tell two classes apart, but the data has {count:,}."
            " Choose {better}, or turn on “One-hot labels” in the data."
        ).format(loss=loss_name(loss), count=len(case.facts.classes), better=_(better.title))
    else:
        message = _(_OTHER_LOSS[target]).format(loss=loss_name(loss), better=_(better.title))
    one_hot = target is Target.INTEGERS and not several and Target.ONE_HOT in loss.targets
    switch: OneFix = SetData("one_hot", True) if one_hot else ChooseLoss(better.key)
    fixes = (switch,) if one_hot else (switch, *made_fit(case, better))
    yield Finding(message, place=Place.RECIPE, field="loss", fix=together(fixes))


@error("output-misfit")
def _wrong_output(case: Case) -> Iterator[Finding]:
    if case.output is not None and _can_be(case) and case.output != wanted_shape(case):
        fix = _other_loss(case) or together(made_fit(case, loss_of(case.design)))
        yield Finding(_misfit(case, case.output), place=Place.TARGET, fix=fix)


def _can_be(case: Case) -> bool:
    """Whether the loss can be computed against what the data asks for."""
    loss, facts = loss_of(case.design), case.facts
    one_output = facts.target is Target.INTEGERS and loss.expects is not Expects.SHARES
    return facts.target in loss.targets and not (one_output and len(facts.classes) > 2)


def _other_loss(case: Case) -> Fix | None:
    """For two classes: the loss that suits the outputs as they are."""
    better = usual_loss(case)
    two = case.facts.target is Target.INTEGERS and len(case.facts.classes) == 2
    if not two or case.output != wanted_shape(case, better) or case.last_active is None:
        return None
    usual = usual_activation(better.expects)
    return ChooseLoss(better.key) if case.last_active.activation == usual else None


def _misfit(case: Case, output: Shape) -> str:
    """Why the output is not what is asked, and what to do."""
    facts, wanted = case.facts, wanted_shape(case)
    if facts.target is Target.INPUTS:
        return _not_the_input(case, wanted, output)
    if facts.target is Target.TOKENS:
        return text_misfit(case, wanted, output)
    if len(output) > len(wanted):
        return _too_many_axes(case, wanted, output)
    count, given = wanted[-1] if wanted else 1, output[-1] if output else 1
    if wanted == (1,) and facts.target is Target.INTEGERS:
        return _not_one_unit(case, given)
    if facts.target is Target.NUMBERS:
        reason = ngettext(
            "{count:,} value is to be predicted, but the network gives {given:,}.",
            "{count:,} values are to be predicted, but the network gives {given:,}.",
            count,
        )
    else:
        reason = ngettext(
            "There is {count:,} class, but the network gives {given:,} numbers.",
            "There are {count:,} classes, but the network gives {given:,} numbers.",
            count,
        )
    sentence = " ".join([reason.format(count=count, given=given), _set_units(case, count)])
    if count == 2 and given == 1 and facts.target is Target.INTEGERS:
        sentence += " " + _("For one sigmoid unit choose binary cross-entropy.")
    return sentence


def _set_units(case: Case, count: int) -> str:
    site = case.last_sized
    if site is not None and site is case.sites[-1]:
        return _("Set the units of the last row to {count:,}.").format(count=count)
    if site is not None:
        return _("Set the units of {row} to {count:,}.").format(
            row=row_name(case.design, site.id), count=count
        )
    return ngettext(
        "Put a Dense row with {count:,} unit at the end.",
        "Put a Dense row with {count:,} units at the end.",
        count,
    ).format(count=count)


def _not_one_unit(case: Case, given: int) -> str:
    sentence = _(
        "{loss} with class numbers compares one output, the probability of the second class,"
        " but the network gives {given:,}."
    ).format(loss=loss_name(loss_of(case.design)), given=given)
    way_out = _set_units(case, 1)
    if given == 2:
        way_out += " " + _("For two softmax units choose sparse categorical cross-entropy.")
    return f"{sentence} {way_out}"


def _too_many_axes(case: Case, wanted: Shape, output: Shape) -> str:
    sentence = ngettext(
        "The target is {count:,} number for each example, but the network gives {what}.",
        "The target is a row of {count:,} numbers for each example, but the network gives {what}.",
        prod(wanted),
    ).format(count=prod(wanted), what=shape_words(output))
    if any(site.params.get("return_sequences") for site in case.sites):
        way_out = _(
            "Turn off “Return sequences” in the last recurrent layer, or put a Flatten row before the"
            " last Dense."
        )
    else:
        way_out = _("Put a Flatten row before the last Dense.")
    return f"{sentence} {way_out}"


def _not_the_input(case: Case, wanted: Shape, output: Shape) -> str:
    if prod(wanted) == prod(output):
        sentence = _(
            "The network gives {given}, the same numbers as the input but in another shape."
            " Put a Reshape row with {wanted} at the end."
        )
    elif len(wanted) == 1:
        sentence = _("The network is to give its input back, {wanted} numbers, but gives {given}. {way_out}")
    else:
        sentence = _(
            "The network is to give its input back, {wanted}, but gives {given}."
            " End it with a Dense row of {count:,} units and a Reshape row with {wanted}."
        )
    return sentence.format(
        wanted=shape_text(wanted),
        given=shape_text(output),
        count=prod(wanted),
        way_out=_set_units(case, prod(wanted)),
    )


TARGET: tuple[Diagnosis, ...] = (_wrong_loss, _wrong_output)
