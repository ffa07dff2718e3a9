"""What the last row gives, against what the loss and the data are made for: it fits, but learns badly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import inf

from nnstudio.catalogue import ACTIVATIONS
from nnstudio.catalogue.entries import Expects, Loss, Target
from nnstudio.design.doctor.case import Case, Site
from nnstudio.design.doctor.diagnosis import Diagnosis, Finding, hint
from nnstudio.design.doctor.ending import (
    adds_up,
    expected,
    loss_of,
    suits,
    usual_activation,
    usual_loss,
    wanted_shape,
)
from nnstudio.design.doctor.words import loss_name, range_text
from nnstudio.design.fixes import ChooseLoss, ScaleData, SetLossParam
from nnstudio.design.problems import Place
from nnstudio.i18n import N_, _, capitalized

Look = Callable[[Case, Site, str | None], Iterator[Finding]]

_NEEDS = {
    Expects.SHARES: N_("{loss} needs probabilities that add up to 1. Choose {activation} here."),
    Expects.PROBABILITIES: N_("{loss} needs outputs between 0 and 1. Choose {activation} here."),
    Expects.POSITIVE: N_("{loss} needs outputs above 0. Choose {activation} here."),
    Expects.SIGNS: N_(
        "{loss} needs outputs on both sides of 0, one side for each class. Choose {activation} here."
    ),
}
_OR_LOGITS = N_(
    "{loss} needs probabilities, but this row gives any numbers (logits). Choose {activation} here, or turn"
    " on “From logits” in the loss."
)


def _at_the_end(
    look: Callable[[Case, Site, str | None], Iterator[Finding]],
) -> Callable[[Case], Iterator[Finding]]:
    """Only where the shapes fit. The look is given the row that the network ends with, and its activation."""

    def find(case: Case) -> Iterator[Finding]:
        fits = case.facts.target in loss_of(case.design).targets and case.output == wanted_shape(case)
        if fits and case.last_active is not None:
            yield from look(case, case.last_active, case.last_active.activation)

    return find


@hint("softmax-of-one")
def _softmax_of_one(case: Case) -> Iterator[Finding]:
    for site in case.sites:
        alone = site.output is not None and site.output[-1:] == (1,)
        if alone and site.activation is not None and adds_up(site.activation):
            message = _(
                "Softmax on a single unit always gives 1, whatever it is shown."
                " Choose sigmoid, or more than one unit."
            )
            yield Finding(message, site.id, site.activation_field, site.with_activation("sigmoid"))


@hint("softmax-for-yes-or-no")
@_at_the_end
def _shares_for_yes_or_no(case: Case, site: Site, activation: str | None) -> Iterator[Finding]:
    """Softmax with a loss that asks a yes or no of each output."""
    if activation is None or not adds_up(activation) or expected(case.design) is not Expects.PROBABILITIES:
        return
    loss, name = loss_of(case.design), capitalized(_(ACTIVATIONS[activation].title))
    if case.facts.target is Target.ONE_HOT:
        better = usual_loss(case)
        message = _(
            "{activation} makes the outputs share one whole, but {loss} asks a yes or no of each."
            " {better} suits one class of several."
        ).format(activation=name, loss=_(loss.title), better=loss_name(better))
        yield Finding(message, place=Place.RECIPE, field="loss", fix=ChooseLoss(better.key))
    elif case.facts.target is Target.INPUTS:
        message = _(
            "{activation} makes all outputs share one whole, but each input is a number of its own."
            " Choose sigmoid here."
        ).format(activation=name)
        yield Finding(message, site.id, site.activation_field, case.ending_in(site, "sigmoid"))


@hint("output-not-as-expected")
@_at_the_end
def _not_as_expected(case: Case, site: Site, activation: str | None) -> Iterator[Finding]:
    expects = expected(case.design)
    if suits(activation, expects):
        return
    loss, better = loss_of(case.design), usual_activation(expects)
    takes_logits = "from_logits" in case.design.recipe.loss.params
    unbounded = activation is None or ACTIVATIONS[activation].range == (-inf, inf)
    form = _OR_LOGITS if takes_logits and unbounded else _NEEDS[expects]
    message = _(form).format(loss=loss_name(loss), activation=_(ACTIVATIONS[better].title))
    yield Finding(message, site.id, site.activation_field, case.ending_in(site, better))


@hint("probabilities-as-logits")
@_at_the_end
def _twice_probabilities(case: Case, site: Site, activation: str | None) -> Iterator[Finding]:
    part = case.design.recipe.loss
    if not part.params.get("from_logits") or activation is None:
        return
    low, high = ACTIVATIONS[activation].range
    if low >= 0 and high <= 1:
        message = _(
            "“From logits” is on, so the loss makes probabilities of what {activation} has made probabilities"
            " already. Turn it off."
        ).format(activation=_(ACTIVATIONS[activation].title))
        fix = SetLossParam(part.kind, "from_logits", False)
        yield Finding(message, place=Place.RECIPE, field="loss.from_logits", fix=fix)


@hint("targets-below-0")
@_at_the_end
def _scaled_away(case: Case, site: Site, activation: str | None) -> Iterator[Finding]:
    """Quantities that are scaled to both sides of 0, or lie beyond 1, for a loss that cannot take them."""
    expects, scaling, target = loss_of(case.design).expects, case.design.data.scaling, case.facts.target
    if target not in (Target.NUMBERS, Target.INPUTS):
        return
    beyond = scaling == "none" and case.facts.reach > 1 and expects is Expects.PROBABILITIES
    below = scaling == "standard" and expects in (Expects.PROBABILITIES, Expects.POSITIVE)
    if not below and not beyond:
        return
    form = (
        _("{loss} needs inputs between 0 and 1. Choose the scaling “0 to 1” in the data.")
        if target is Target.INPUTS
        else _("{loss} needs quantities from 0 up. Choose the scaling “0 to 1” in the data.")
    )
    message = form.format(loss=loss_name(loss_of(case.design)))
    yield Finding(message, place=Place.RECIPE, field="loss", fix=ScaleData("range"))


@hint("squares-for-classes")
@_at_the_end
def _squares_for_classes(case: Case, site: Site, activation: str | None) -> Iterator[Finding]:
    loss, classes = loss_of(case.design), case.facts.target in (Target.INTEGERS, Target.ONE_HOT)
    if classes and activation is not None and adds_up(activation) and _is_numeric(loss):
        message = _("Softmax with {loss} learns slowly. Cross-entropy suits classes better.").format(
            loss=_(loss.title)
        )
        yield Finding(message, place=Place.RECIPE, field="loss", fix=ChooseLoss(usual_loss(case).key))


@hint("output-out-of-reach")
@_at_the_end
def _out_of_reach(case: Case, site: Site, activation: str | None) -> Iterator[Finding]:
    """Quantities that the last activation cannot give; scaled to 0…1 they may lie inside."""
    scaling = case.design.data.scaling
    if activation is None or not suits("linear", expected(case.design)):
        return
    low, high = ACTIVATIONS[activation].range
    asked = case.facts.target is Target.NUMBERS or (
        case.facts.target is Target.INPUTS and scaling == "standard"
    )
    bounded = adds_up(activation) or (scaling != "range" and (low, high) != (-inf, inf))
    if asked and bounded:
        message = _(
            "This row can only give {range}, but any quantity may be asked for. Choose linear here."
        ).format(range=range_text(activation))
        yield Finding(message, site.id, site.activation_field, case.ending_in(site, "linear"))


def _is_numeric(loss: Loss) -> bool:
    return loss.expects is Expects.ANY and Target.NUMBERS in loss.targets


OUTPUT: tuple[Diagnosis, ...] = (
    _softmax_of_one,
    _shares_for_yes_or_no,
    _not_as_expected,
    _twice_probabilities,
    _scaled_away,
    _squares_for_classes,
    _out_of_reach,
)
