"""What the end of the network must be for a loss and a target, and the fixes that make it so."""

from __future__ import annotations

from functools import cache
from math import inf, prod

import numpy as np

from nnstudio.catalogue import ACTIVATIONS, LOSSES
from nnstudio.catalogue.entries import Expects, Loss, Target
from nnstudio.catalogue.values import Shape
from nnstudio.design.doctor.case import Case, Site
from nnstudio.design.doctor.resizing import and_units
from nnstudio.design.doctor.tokens import as_many_places, spelled_out
from nnstudio.design.fixes import (
    Append,
    Fix,
    InsertAbove,
    OneFix,
    SetParam,
    Together,
    params_of,
)
from nnstudio.design.model import Design

_ANY = (-inf, inf)
# The usual activation for what a loss expects.
_USUAL = {
    Expects.ANY: "linear",
    Expects.PROBABILITIES: "sigmoid",
    Expects.SHARES: "softmax",
    Expects.POSITIVE: "softplus",
    Expects.SIGNS: "tanh",
}
_LARGEST = 65_536  # numbers that one row can give


def loss_of(design: Design) -> Loss:
    return LOSSES[design.recipe.loss.kind]  # an edit or a file brings no other


def expected(design: Design) -> Expects:
    """What the loss expects of the outputs."""
    return loss_of(design).expected(design.recipe.loss.params)


def wanted_shape(case: Case, loss: Loss | None = None) -> Shape:
    """The shape that the last row must have; with class numbers it follows from the loss."""
    loss = loss or loss_of(case.design)
    if case.facts.target is Target.INTEGERS:
        return (len(case.facts.classes),) if loss.expects is Expects.SHARES else (1,)
    if case.facts.target is Target.TOKENS:
        return (*case.facts.target_shape, case.facts.answers)
    return case.facts.target_shape


def usual_loss(case: Case) -> Loss:
    """The first of the table that suits the target, and the one output for two classes if there is one."""
    wanted = {
        Target.INTEGERS: Expects.PROBABILITIES if _one_of_two(case) else Expects.SHARES,
        Target.ONE_HOT: Expects.SHARES,
        Target.TOKENS: Expects.SHARES,
    }.get(case.facts.target, Expects.ANY)
    fitting = (loss for loss in LOSSES.values() if case.facts.target in loss.targets)
    return next(loss for loss in fitting if loss.expects is wanted)


def usual_activation(expects: Expects) -> str:
    return _USUAL[expects]


def suits(activation: str | None, expects: Expects) -> bool:
    """Whether what an activation gives is what a loss expects; None gives any number."""
    low, high = ACTIVATIONS[activation].range if activation else _ANY
    return {
        Expects.ANY: True,
        Expects.PROBABILITIES: low >= 0 and high <= 1,
        Expects.SHARES: activation is not None and adds_up(activation),
        Expects.POSITIVE: low >= 0,
        Expects.SIGNS: low < 0 < high,
    }[expects]


@cache
def adds_up(activation: str) -> bool:
    """Whether the numbers of a row are shares of 1."""
    row = np.array([[-1.0, 0.0, 0.5, 2.0]])
    shares = ACTIVATIONS[activation].curve(row)
    return shares.shape == row.shape and bool(abs(shares.sum() - 1) < 1e-6) and bool((shares >= 0).all())


def made_fit(case: Case, loss: Loss) -> tuple[OneFix, ...]:
    """What makes the end of the network fit a loss, beside choosing it; () where it fits already."""
    wanted = wanted_shape(case, loss)
    expects = loss.expected(case.design.recipe.loss.params if loss is loss_of(case.design) else {})
    fixes = () if case.output == wanted else reshaped(case, wanted, _USUAL[expects])
    site = case.last_active
    ends_anew = any(isinstance(fix, Append) for fix in fixes)
    if site is None or site.activation is None or ends_anew or suits(site.activation, expects):
        return fixes
    ending = case.ending_in(site, _USUAL[expects])
    return fixes if ending is None else (*fixes, ending)


def reshaped(case: Case, wanted: Shape, activation: str) -> tuple[OneFix, ...]:
    """What makes the last row give a shape. activation: of a new last row, if it takes one."""
    output = case.output or ()
    if not wanted:  # a number without an axis, which no row gives
        return ()
    if case.facts.target is Target.TOKENS:
        return _units(case, wanted) or as_many_places(case, wanted) or spelled_out(case, wanted, activation)
    if prod(output) == prod(wanted):
        return _arranged(case, wanted)
    ways = (_units(case, wanted), _last_step(case, wanted), _flat_before(case, wanted))
    found = next((way for way in ways if way), ())
    if found or prod(wanted) > _LARGEST:
        return found
    flat = (Append("flatten"),) if len(output) > 1 else ()
    dense = Append("dense", params_of(units=prod(wanted), activation=activation))
    shape = (Append("reshape", params_of(target_shape=wanted)),) if len(wanted) > 1 else ()
    return (*flat, dense, *shape)


def together(fixes: tuple[OneFix, ...]) -> Fix | None:
    return Together(fixes) if len(fixes) > 1 else fixes[0] if fixes else None


def _one_of_two(case: Case) -> bool:
    return len(case.facts.classes) == 2 and case.output == (1,)


def _arranged(case: Case, wanted: Shape) -> tuple[OneFix, ...]:
    """The same numbers, in another shape."""
    if len(wanted) == 1:
        return (Append("flatten"),)
    last = case.sites[-1]
    if "target_shape" in last.params and not case.is_repeated(last):
        return (SetParam(last.listed, last.row.kind, "target_shape", wanted),)
    return (Append("reshape", params_of(target_shape=wanted)),)


def _units(case: Case, wanted: Shape) -> tuple[OneFix, ...]:
    """Another number of units or filters in the last row that has them."""
    site = case.last_sized
    if site is None:
        return ()
    for count in dict.fromkeys((wanted[-1], prod(wanted))):
        shape = site.given_with({site.size: count})
        fix = SetParam(site.listed, site.row.kind, site.size, count)
        if shape is None or count > _LARGEST:
            continue
        output = case.output_if(site, shape)
        if output == wanted:
            return (fix,)
        if output is not None and prod(output) == prod(wanted) and len(wanted) > 1 and count == prod(wanted):
            return (fix, *_arranged(case, wanted))
    return _with_new_shape(case, site, wanted)


def _with_new_shape(case: Case, site: Site, wanted: Shape) -> tuple[OneFix, ...]:
    """More units, and another shape in the Reshape row at the end."""
    last, count = case.sites[-1], prod(wanted)
    if "target_shape" not in last.params or case.only_read(last) is not site or count > _LARGEST:
        return ()
    if case.is_repeated(site) or site.given_with({site.size: count}) != (count,):
        return ()
    return (SetParam(site.listed, site.row.kind, site.size, count), *_arranged(case, wanted))


def _last_step(case: Case, wanted: Shape) -> tuple[OneFix, ...]:
    """The last step of the last recurrent row alone."""
    site = next((site for site in reversed(case.sites) if site.params.get("return_sequences")), None)
    if site is None:
        return ()
    shape = site.given_with({"return_sequences": False})
    fix = SetParam(site.listed, site.row.kind, "return_sequences", False)
    return and_units(case, site, shape, wanted, fix)


def _flat_before(case: Case, wanted: Shape) -> tuple[OneFix, ...]:
    """A Flatten row above the last row that has units."""
    site = case.last_sized
    if site is None or len(site.inputs) != 1:
        return ()
    flat = InsertAbove(site.listed, "flatten")
    for count in (site.params[site.size], wanted[-1]):
        shape = site.given_with({site.size: count}, ((prod(site.given),),))
        if shape is not None and case.output_if(site, shape) == wanted:
            same = count == site.params[site.size]
            units = SetParam(site.listed, site.row.kind, site.size, count)
            return (flat,) if same else (flat, units)
    return ()
