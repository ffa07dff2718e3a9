"""Whether what the network gives at its end is what the loss and the data ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import prod

from nnstudio.catalogue import LOSSES
from nnstudio.catalogue.entries import Target
from nnstudio.catalogue.shapes import shape_text, shape_words
from nnstudio.catalogue.values import Shape
from nnstudio.design.doctor.case import Case
from nnstudio.design.doctor.diagnosis import Diagnosis, Finding, error, hint
from nnstudio.design.facts import DataFacts
from nnstudio.design.model import Design
from nnstudio.design.problems import Place
from nnstudio.i18n import N_, _, ngettext

_SPARSE = "sparse_categorical_crossentropy"
_BINARY = "binary_crossentropy"
_CATEGORICAL = "categorical_crossentropy"
_NUMERIC = ("mean_squared_error", "mean_absolute_error")

# Where a loss cannot be computed against a target: what to do.
_OTHER_LOSS = {
    Target.INTEGERS: N_(
        "{loss} needs one-hot labels, but the classes come as numbers. Turn on “One-hot labels” in the"
        " data, or choose sparse categorical cross-entropy."
    ),
    Target.ONE_HOT: N_(
        "{loss} needs class numbers, but the labels are one-hot. Choose categorical cross-entropy, or"
        " turn off “One-hot labels” in the data."
    ),
    Target.NUMBERS: N_(
        "{loss} is for classes, but quantities are to be predicted. Choose mean squared error or mean"
        " absolute error."
    ),
    Target.INPUTS: N_(
        "{loss} is for classes, but the network is to give its input back. Choose mean squared error,"
        " or binary cross-entropy for inputs from 0 to 1."
    ),
}

# What an activation can give, where that is not every number.
_RANGES = {
    "sigmoid": N_("numbers between 0 and 1"),
    "softmax": N_("shares that add up to 1"),
    "tanh": N_("numbers between −1 and 1"),
    "relu": N_("numbers from 0 up"),
}


@error("loss-cannot-be")
def _wrong_loss(case: Case) -> Iterator[Finding]:
    message = _no_such_loss(case)
    if message and case.output is not None:
        yield Finding(message, place=Place.RECIPE, field="loss")


@error("output-misfit")
def _wrong_output(case: Case) -> Iterator[Finding]:
    design, facts, output = case.design, case.facts, case.output
    if output is None or _no_such_loss(case) or output == _wanted(design, facts):
        return
    yield Finding(_misfit(design, facts, output), place=Place.TARGET)


@hint("output-activation")
def _ill_suited(case: Case) -> Iterator[Finding]:
    """What fits, but will not learn well: the first that applies."""
    site = case.last_active
    fits = not _no_such_loss(case) and case.output == _wanted(case.design, case.facts)
    if not fits or site is None or site.activation is None:
        return
    design, activation = case.design, site.activation
    seen = _Case(design.recipe.loss.kind, case.facts.target, design.data.scaling, activation)
    found = next((each for each in _HINTS if each.applies(seen)), None)
    if found is None:
        return
    begins = found.message.startswith("{loss}")
    text = _(found.message).format(
        loss=_loss_name(design) if begins else _(LOSSES[seen.loss].title),
        range=_(_RANGES.get(activation, "")),
    )
    if found.at_loss:
        yield Finding(text, place=Place.RECIPE, field="loss")
    else:
        yield Finding(text, site.id, "activation")


def _no_such_loss(case: Case) -> str:
    """Why the loss cannot be computed against what the data asks for; "" where it can."""
    design, facts = case.design, case.facts
    loss = LOSSES[design.recipe.loss.kind]  # an edit or a file brings no other
    if facts.target not in loss.targets:
        return _(_OTHER_LOSS[facts.target]).format(loss=_loss_name(design))
    if facts.target is Target.INTEGERS and loss.key != _SPARSE and _classes(facts) > 2:
        return _two_classes_only(design, facts)
    return ""


def _wanted(design: Design, facts: DataFacts) -> Shape:
    """The shape that the last row must have."""
    if facts.target is Target.INTEGERS:
        return (_classes(facts),) if design.recipe.loss.kind == _SPARSE else (1,)
    return facts.target_shape


def _classes(facts: DataFacts) -> int:
    return len(facts.classes)


def _misfit(design: Design, facts: DataFacts, output: Shape) -> str:
    """Why the output is not what is asked, and what to do."""
    wanted = _wanted(design, facts)
    if facts.target is Target.INPUTS:
        return _not_the_input(design, wanted, output)
    if len(output) > len(wanted):
        return _too_many_axes(wanted, output)
    count, given = wanted[-1], output[-1]
    if wanted == (1,) and facts.target is Target.INTEGERS:
        return _not_one_unit(design, given)
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
    sentence = " ".join([reason.format(count=count, given=given), _set_units(design, count)])
    if count == 2 and given == 1 and design.recipe.loss.kind == _SPARSE:
        sentence += " " + _("For one sigmoid unit choose binary cross-entropy.")
    return sentence


def _set_units(design: Design, count: int) -> str:
    last = [row for row in design.layers if row.enabled][-1]
    if "units" in last.params:
        return _("Set the units of the last row to {count:,}.").format(count=count)
    return ngettext(
        "Put a Dense row with {count:,} unit at the end.",
        "Put a Dense row with {count:,} units at the end.",
        count,
    ).format(count=count)


def _not_one_unit(design: Design, given: int) -> str:
    sentence = _(
        "{loss} with class numbers compares one output, the probability of the second class,"
        " but the network gives {given:,}."
    ).format(loss=_loss_name(design), given=given)
    way_out = _set_units(design, 1)
    if given == 2:
        way_out += " " + _("For two softmax units choose sparse categorical cross-entropy.")
    return f"{sentence} {way_out}"


def _too_many_axes(wanted: Shape, output: Shape) -> str:
    sentence = ngettext(
        "The target is {count:,} number for each example, but the network gives {what}.",
        "The target is a row of {count:,} numbers for each example, but the network gives {what}.",
        wanted[-1],
    ).format(count=wanted[-1], what=shape_words(output))
    if len(output) == 2:
        way_out = _(
            "Turn off “Return sequences” in the last recurrent layer, or put a Flatten row before the"
            " last Dense."
        )
    else:
        way_out = _("Put a Flatten row before the last Dense.")
    return f"{sentence} {way_out}"


def _not_the_input(design: Design, wanted: Shape, output: Shape) -> str:
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
        way_out=_set_units(design, prod(wanted)),
    )


def _two_classes_only(design: Design, facts: DataFacts) -> str:
    return _(
        "{loss} with class numbers can tell two classes apart, but the data has {count:,}."
        " Choose sparse categorical cross-entropy, or turn on “One-hot labels” in the data."
    ).format(loss=_loss_name(design), count=_classes(facts))


@dataclass(frozen=True)
class _Case:
    """What hints look at: the loss, what is asked, how it is scaled, and the last activation."""

    loss: str
    target: Target
    scaling: str
    activation: str

    @property
    def is_classes(self) -> bool:
        return self.target in (Target.INTEGERS, Target.ONE_HOT)


@dataclass(frozen=True)
class _Hint:
    """A sentence for the cases it applies to, shown at the last activation or at the loss."""

    applies: Callable[[_Case], bool]
    message: str
    at_loss: bool = False


_HINTS = (
    _Hint(
        lambda case: case.loss in (_SPARSE, _CATEGORICAL) and case.activation != "softmax",
        N_("{loss} needs probabilities that add up to 1. Choose softmax here."),
    ),
    _Hint(
        lambda case: case.loss == _BINARY and case.activation not in ("sigmoid", "softmax"),
        N_("{loss} needs outputs between 0 and 1. Choose sigmoid here."),
    ),
    _Hint(
        lambda case: case.loss == _BINARY and case.target is Target.INPUTS and case.scaling == "standard",
        N_("{loss} needs inputs between 0 and 1. Choose the scaling “0 to 1” in the data."),
        at_loss=True,
    ),
    _Hint(
        lambda case: case.loss in _NUMERIC and case.is_classes and case.activation == "softmax",
        N_("Softmax with {loss} learns slowly. Cross-entropy suits classes better."),
        at_loss=True,
    ),
    _Hint(
        lambda case: case.target is Target.NUMBERS and _bounded(case.activation, case.scaling),
        N_("This row can only give {range}, but any quantity may be asked for. Choose linear here."),
    ),
)


def _bounded(activation: str, scaling: str) -> bool:
    """Whether quantities lie outside of what an activation gives; scaled to 0…1 they may lie inside."""
    return activation == "softmax" or (activation in _RANGES and scaling != "range")


def _loss_name(design: Design) -> str:
    """The loss' name, to begin a sentence."""
    name = _(LOSSES[design.recipe.loss.kind].title)
    return name[:1].upper() + name[1:]


TARGET: tuple[Diagnosis, ...] = (_wrong_loss, _wrong_output, _ill_suited)
