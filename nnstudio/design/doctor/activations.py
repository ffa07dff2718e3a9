"""Functions inside the network that keep it from learning: too few, too many, or the wrong one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import prod

import numpy as np

from nnstudio.catalogue import ACTIVATIONS
from nnstudio.catalogue.entries import Category
from nnstudio.design.doctor.case import USUAL_ACTIVATION, Case, Site
from nnstudio.design.doctor.diagnosis import Diagnosis, Finding, hint
from nnstudio.design.fixes import RemoveRow, SetActivation, SetActivations
from nnstudio.i18n import _, capitalized, ngettext

_LINEAR, _SOFTMAX = "linear", "softmax"
_STEEP = 0.9  # a slope that weakens nothing worth a word
_FADED = 0.005  # share of a gradient that is left: four sigmoids leave at most 1/256
# Rows behind which a gradient is as large as before, or that have ways of their own to keep it.
_RENEWING = (Category.NORMALIZATION, Category.RECURRENT)


@hint("no-non-linearity")
def _no_bend(case: Case) -> Iterator[Finding]:
    """A narrow linear layer between wider ones is a way to save weights, and no mistake."""
    for site in case.sites:
        if not site.is_plain or site.activation != _LINEAR or site.output is None:
            continue
        following = case.next_layer(site)
        if following is None or not following.is_plain or following.output is None:
            continue
        if site.output[-1] < min(site.given[-1], following.output[-1]):
            continue
        usual = case.usual_activation
        message = _(
            "Nothing bends the numbers between this layer and the {layer} below, so the two can learn no"
            " more than one could. Choose {activation} here."
        ).format(layer=following.name, activation=_(ACTIVATIONS[usual].title))
        yield Finding(message, site.id, "activation", SetActivation(site.listed, usual))


@hint("doubled-activation")
def _doubled(case: Case) -> Iterator[Finding]:
    for site in case.sites:
        if site.layer.category is not Category.ACTIVATION or site.activation in (None, _LINEAR):
            continue
        above = case.only_read(site)
        if above is None or above.activation != site.activation:
            continue
        message = _(
            "{activation} has just been done by the layer above; done twice, it only weakens what comes"
            " through. Remove this row."
        ).format(activation=capitalized(_title(site)))
        yield Finding(message, site.id, site.activation_field, RemoveRow(site.listed))


@hint("softmax-inside")
def _softmax_inside(case: Case) -> Iterator[Finding]:
    for site in case.sites:
        following = case.next_layer(site) if site.activation == _SOFTMAX else None
        if following is None or not following.is_plain:
            continue
        usual = case.usual_activation
        message = _(
            "Softmax in the middle of a network lets little through: its numbers add up to 1 and share"
            " one gradient. Choose {activation} here, and softmax only at the end."
        ).format(activation=_(ACTIVATIONS[usual].title))
        yield Finding(message, site.id, site.activation_field, site.with_activation(usual))


@hint("vanishing-gradient")
def _vanishing(case: Case) -> Iterator[Finding]:
    """Said of the uppermost layer of the stack, which learns slowest."""
    for stack in _flat_stacks(case):
        flat = [site for site in stack if steepest(site.activation or "") < _STEEP]
        share = prod(steepest(site.activation or "") for site in flat)
        if share > _FADED:
            continue
        message = ngettext(
            "At most {share:.2g} % of a gradient comes through the {activation} of {count} layer from here"
            " on, so this one learns slowly. Choose {usual} in it.",
            "At most {share:.2g} % of a gradient comes through the {activation} of {count} layers from here"
            " on, so this one learns slowly. Choose {usual} in them.",
            len(flat),
        ).format(
            share=100 * share,
            activation=_title(flat[0]),
            count=len(flat),
            usual=_(ACTIVATIONS[USUAL_ACTIVATION].title),
        )
        fix = SetActivations(tuple(dict.fromkeys(site.listed for site in flat)), USUAL_ACTIVATION)
        yield Finding(message, flat[0].id, "activation", fix)


def _flat_stacks(case: Case) -> Iterator[list[Site]]:
    """Hidden layers that read one another, up to where something renews the gradient or it may skip them."""
    last, stack = case.last_active, list[Site]()
    for site in case.sites:
        single = len(site.reads) == 1 and len(case.readers[site.reads[0]]) == 1
        ends = site is last or site.layer.category in _RENEWING
        if ends or not single:
            yield stack
            stack = []
        if not ends and site.activation is not None:
            stack.append(site)
    yield stack


@cache
def steepest(activation: str) -> float:
    """The largest slope of a function, for numbers near 0 where they start."""
    if activation not in ACTIVATIONS or activation == _SOFTMAX:
        return 1.0
    numbers = np.linspace(-4.0, 4.0, 801)
    return float(np.abs(np.gradient(ACTIVATIONS[activation].curve(numbers), numbers)).max())


def _title(site: Site) -> str:
    """The name of its activation, "" where it has none."""
    return _(ACTIVATIONS[site.activation].title) if site.activation is not None else ""


ACTIVATION: tuple[Diagnosis, ...] = (_no_bend, _doubled, _softmax_inside, _vanishing)
