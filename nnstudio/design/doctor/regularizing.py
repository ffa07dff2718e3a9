"""What is meant to keep a network from learning by heart, and keeps it from learning at all."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from nnstudio.catalogue import REGULARIZERS
from nnstudio.catalogue.entries import Category
from nnstudio.catalogue.params import Float, Param
from nnstudio.catalogue.values import Part
from nnstudio.design.doctor.case import Case, Site
from nnstudio.design.doctor.diagnosis import Diagnosis, Finding, hint
from nnstudio.design.fixes import ChooseRegularizer, Fix, MoveAbove, RemoveRow, ScaleData, SetParam, SetRecipe
from nnstudio.design.problems import Place
from nnstudio.i18n import _

_MOST_DROPPED = 0.8
_USUAL_RATE = 0.5
_TOO_STRONG = 10  # times the usual strength
_NOISE = ("rate", "stddev")  # what a layer adds or takes away by chance
_RATES = ("rate", "dropout", "recurrent_dropout")


@hint("dropout-too-strong")
def _drops_most(case: Case) -> Iterator[Finding]:
    for site in case.sites:
        for name in _RATES:
            if name not in site.params:
                continue
            rate = site.params[name]
            if isinstance(rate, float) and rate >= _MOST_DROPPED:
                message = _(
                    "Dropping {share:.0f} % of the numbers leaves too little to learn from."
                    " Rates from 0.1 to 0.5 are usual."
                ).format(share=100 * rate)
                fix = SetParam(site.listed, site.row.kind, name, _USUAL_RATE)
                yield Finding(message, site.id, name, fix)


@hint("doubled-dropout")
def _drops_twice(case: Case) -> Iterator[Finding]:
    for site in case.sites:
        above = case.only_read(site) if _is_noise(site) else None
        if above is not None and above.row.kind == site.row.kind:
            message = _("The row above does the same already; both together take too much. Remove one.")
            yield Finding(message, site.id, "", RemoveRow(site.listed))


@hint("noise-at-the-output")
def _noise_at_end(case: Case) -> Iterator[Finding]:
    last = case.last_kernel
    if last is None or any(site.layer.category is Category.MERGING for site in case.sites):
        return
    for site in case.sites[case.places[last.id] + 1 :]:
        if _is_noise(site):
            message = _(
                "{layer} below the last layer spoils the answers themselves."
                " It belongs between hidden layers."
            ).format(layer=site.name)
            yield Finding(message, site.id, "", _moved_up(case, site, last))


@hint("augmentation-of-features")
def _augments_late(case: Case) -> Iterator[Finding]:
    first = next((site for site in case.sites if site.has_kernel), None)
    if first is None:
        return
    for site in case.sites[case.places[first.id] + 1 :]:
        if site.layer.category is Category.AUGMENTATION:
            message = _(
                "{layer} is made to vary pictures, but stands behind layers that have already changed them."
                " It belongs above the first of them."
            ).format(layer=site.name)
            yield Finding(message, site.id, "", _moved_up(case, site, first))


@hint("augmentation-of-standardized-images")
def _augments_other_values(case: Case) -> Iterator[Finding]:
    if case.design.data.scaling != "standard":
        return
    for site in case.sites:
        if site.layer.category is Category.AUGMENTATION and "value_range" in site.layer.fixed:
            message = _(
                "{layer} takes pixels to lie between 0 and 1 and cuts off the rest, but the data is"
                " standardized. Choose the scaling “0 to 1” in the data."
            ).format(layer=site.name)
            yield Finding(message, site.id, "", ScaleData("range"))


@hint("regularization-too-strong")
def _pulls_too_hard(case: Case) -> Iterator[Finding]:
    for site in case.sites:
        for param in site.layer.penalties:
            value = site.params[param.name]
            if isinstance(value, Part) and _too_strong(value):
                fix = SetParam(site.listed, site.row.kind, param.name, _usual(value.kind))
                yield Finding(_pulling(value), site.id, param.name, fix)
    part = case.design.recipe.regularizer
    if _too_strong(part):
        yield Finding(
            _pulling(part), place=Place.RECIPE, field="regularizer", fix=ChooseRegularizer(part.kind)
        )


@hint("doubled-regularization")
def _pulls_twice(case: Case) -> Iterator[Finding]:
    recipe = case.design.recipe
    if recipe.optimizer.params.get("weight_decay") and recipe.regularizer.kind != "none":
        message = _(
            "The optimizer makes weights smaller by itself (weight decay), and the regularization does so"
            " once more. One of them is enough."
        )
        yield Finding(message, place=Place.RECIPE, field="regularizer", fix=ChooseRegularizer("none"))


@hint("batch-of-one")
def _batch_of_one(case: Case) -> Iterator[Finding]:
    recipe = case.design.recipe
    if recipe.batching != "single" and not (recipe.batching == "mini" and recipe.batch_size == 1):
        return
    for site in case.sites:
        if site.row.kind == "batch_normalization":
            message = _(
                "BatchNormalization compares the examples of a batch with each other, but learns from"
                " one at a time here. Feed mini-batches instead."
            )
            yield Finding(message, site.id, "", _batches(recipe.batching))


def _batches(batching: str) -> Fix:
    return SetRecipe("batching", "mini") if batching == "single" else SetRecipe("batch_size", 32)


def _is_noise(site: Site) -> bool:
    return site.layer.category is Category.REGULARIZATION and any(name in site.params for name in _NOISE)


def _moved_up(case: Case, site: Site, other: Site) -> Fix:
    if other.row.group is None and site.row.group is None:
        return MoveAbove(site.listed, other.listed, other.row.kind)
    return RemoveRow(site.listed)


def _too_strong(part: Part) -> bool:
    """Whether it pulls so hard at the weights that little else counts."""
    if part.kind not in REGULARIZERS or not part.params:
        return False
    return any(
        isinstance(value := part.params.get(param.name), float) and value > _TOO_STRONG * param.default
        for param in _strengths(REGULARIZERS[part.kind].params)
    )


def _strengths(params: tuple[Param, ...]) -> Iterator[Float]:
    return (param for param in params if isinstance(param, Float) and param.default > 0)


@cache
def _usual(kind: str) -> Part:
    return Part(kind=kind, params=REGULARIZERS[kind].defaults)


def _pulling(part: Part) -> str:
    regularizer = REGULARIZERS[part.kind]
    numbers = [param.text(part.params.get(param.name, param.default)) for param in regularizer.params]
    usual = [param.text(param.default) for param in regularizer.params]
    return _(
        "{kind} of {strength} pulls so hard at the weights that they hardly learn anything else. {usual} is"
        " usual."
    ).format(kind=_(regularizer.title), strength=", ".join(numbers), usual=", ".join(usual))


REGULARIZING: tuple[Diagnosis, ...] = (
    _batch_of_one,
    _drops_most,
    _noise_at_end,
    _augments_late,
    _augments_other_values,
    _pulls_too_hard,
    _pulls_twice,
    _drops_twice,
)
