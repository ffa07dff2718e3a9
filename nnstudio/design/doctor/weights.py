"""Weights that cannot do their work: how they start, how many they are, what they have to pass through."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np

from nnstudio.catalogue import ACTIVATIONS
from nnstudio.catalogue.entries import Category, Target
from nnstudio.catalogue.starts import unsuited
from nnstudio.catalogue.values import Part, Value
from nnstudio.design.doctor.case import Case, Site
from nnstudio.design.doctor.diagnosis import Diagnosis, Finding, error, hint
from nnstudio.design.doctor.ending import expected, usual_activation, wanted_shape
from nnstudio.design.fixes import (
    Append,
    ChooseRegularizer,
    Fix,
    SetParam,
    ThawRows,
    TurnEarlyStopping,
    params_of,
)
from nnstudio.design.problems import Place
from nnstudio.i18n import _, ngettext

_KERNEL = "kernel_initializer"
_MANY = 2_000  # parameters for each example, from which on a network learns them by heart


@error("nothing-to-learn")
def _all_frozen(case: Case) -> Iterator[Finding]:
    weights = case.report.weights
    if case.output is None or weights.trainable or not weights.fixed:
        return
    if all(site.row.trainable for site in case.sites):
        return
    yield Finding(
        _("All layers are frozen, so training would change nothing. Let at least one of them be trained."),
        place=Place.TARGET,
        fix=ThawRows(),
    )


@error("no-weights")
def _no_weights(case: Case) -> Iterator[Finding]:
    output = case.output
    if output and not case.report.weights.total and output == wanted_shape(case):
        activation = usual_activation(expected(case.design))
        fix = Append("dense", params_of(units=output[-1], activation=activation))
        message = _("Nothing here can learn: no layer has weights. Add a layer such as Dense.")
        yield Finding(message, place=Place.TARGET, fix=fix)


@error("initializer-unsuited")
def _cannot_start(case: Case) -> Iterator[Finding]:
    for site in case.sites:
        read = site.read_by_layer if site.layer.starts else None
        if read is None:
            continue
        for param, kind, axes in unsuited(site.layer, read, site.params):
            form = (
                _("“{initializer}” needs rows and columns, but “{param}” is about a single row of numbers.")
                if axes == 1
                else _("“{initializer}” needs rows and columns and no more, but “{param}” has further axes.")
            )
            message = form.format(initializer=_(kind.title), param=_(param.title))
            message += " " + _("Choose {usual}.").format(usual=param.text(param.default))
            yield Finding(message, site.id, param.name, _usual_value(site, param.name))


@hint("same-first-weights")
def _all_alike(case: Case) -> Iterator[Finding]:
    """Neurons that start alike and are asked alike stay alike, and relu at 0 does not move at all."""
    for site in case.sites:
        if not site.is_plain or not starts_alike(site) or (site.output or (1,))[-1] == 1:
            continue
        following = case.next_layer(site)
        if following is None or not following.has_kernel:
            continue
        if not (_is_stuck(site) or starts_alike(following)):
            continue
        message = _(
            "All weights of this layer start at the same number, so its neurons stay alike or never move."
            " Let them start at random."
        )
        yield Finding(message, site.id, _KERNEL, _usual_value(site, _KERNEL))


@hint("one-number-wide")
def _one_number(case: Case) -> Iterator[Finding]:
    for site in case.sites:
        if site.output is None or site.output[-1:] != (1,) or not site.is_plain or not site.size:
            continue
        following = case.next_layer(site)
        if following is None or not following.is_plain or site.given[-1:] == (1,):
            continue
        if case.facts.target is Target.INPUTS:  # an autoencoder may be asked for as little as that
            continue
        message = _("All that is learned above has to pass through a single number here. Make it wider.")
        yield Finding(message, site.id, site.size, _usual_value(site, site.size))


@hint("bias-before-normalization")
def _needless_bias(case: Case) -> Iterator[Finding]:
    for site in case.sites:
        if not (site.is_plain and site.params.get("use_bias") and site.activation == "linear"):
            continue
        following = case.next(site)
        if following is not None and following.row.kind == "batch_normalization":
            message = _(
                "{layer} below takes the mean away and adds a shift of its own, so the bias here does"
                " nothing. Turn it off."
            ).format(layer=following.name)
            yield Finding(
                message, site.id, "use_bias", SetParam(site.listed, site.row.kind, "use_bias", False)
            )


@hint("more-weights-than-examples")
def _by_heart(case: Case) -> Iterator[Finding]:
    count, train = case.report.weights.trainable, case.facts.train
    if case.report.errors or train < 1 or count < _MANY * train or _is_held_back(case):
        return
    message = ngettext(
        "{count:,} parameters for {train:,} example: the network can learn it by heart."
        " Hold it back, or make it smaller.",
        "{count:,} parameters for {train:,} examples: the network can learn them by heart."
        " Hold it back, or make it smaller.",
        train,
    ).format(count=count, train=train)
    stopping = case.facts.validation > 0
    fix: Fix = TurnEarlyStopping(True) if stopping else ChooseRegularizer("l2")
    yield Finding(message, place=Place.RECIPE, field="early_stopping" if stopping else "regularizer", fix=fix)


def _is_held_back(case: Case) -> bool:
    """Whether something keeps the network from learning examples by heart."""
    recipe = case.design.recipe
    if recipe.early_stopping is not None or recipe.regularizer.kind != "none":
        return True
    kinds = {site.layer.category for site in case.sites}
    return Category.REGULARIZATION in kinds or any(_is_penalized(site) for site in case.sites)


def _is_penalized(site: Site) -> bool:
    parts = (site.params[param.name] for param in site.layer.penalties)
    return any(isinstance(part, Part) and part.kind != "none" for part in parts)


def starts_alike(site: Site | None) -> bool:
    """Whether all numbers of its kernel start the same."""
    part = site.params.get(_KERNEL) if site is not None else None
    if not isinstance(part, Part):
        return False
    if part.kind in ("zeros", "ones", "constant"):
        return True
    params = part.params
    return bool(params) and (
        params.get("stddev", 1) == 0 or params.get("minval", 0) == params.get("maxval", 1)
    )


def _is_stuck(site: Site) -> bool:
    """Whether all its sums start at 0, where its function is flat."""
    part = site.params[_KERNEL]
    assert isinstance(part, Part)
    bias = site.params.get("bias_initializer")
    moved = bool(site.params.get("use_bias")) and isinstance(bias, Part) and bias.kind != "zeros"
    return part.kind == "zeros" and not moved and _flat_at_0(site.activation or "linear")


@cache
def _flat_at_0(activation: str) -> bool:
    numbers = np.array([-1e-3, 0.0])
    below, at = ACTIVATIONS[activation].curve(numbers)
    return activation != "softmax" and bool(abs(at - below) < 1e-9)


def _usual_value(site: Site, name: str) -> Fix:
    default: Value = next(param.default for param in site.layer.params if param.name == name)
    return SetParam(site.listed, site.row.kind, name, default)


WEIGHTS: tuple[Diagnosis, ...] = (
    _all_frozen,
    _no_weights,
    _cannot_start,
    _all_alike,
    _one_number,
    _needless_bias,
    _by_heart,
)
