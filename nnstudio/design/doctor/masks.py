"""Steps that are passed over, and rows that do not know it."""

from __future__ import annotations

from collections.abc import Iterator

from nnstudio.catalogue.entries import Reads
from nnstudio.catalogue.masks import Masks
from nnstudio.catalogue.wrappers import AT_EACH_STEP
from nnstudio.design.doctor.case import Case, Site
from nnstudio.design.doctor.diagnosis import Diagnosis, Finding, error, hint
from nnstudio.design.fixes import Fix, ReplaceKind, SetParam, params_of
from nnstudio.i18n import N_, _

_MEAN = "global_average_pooling1d"
# What a wrapper does with a mask, whatever the layer within would do.
_IN_WRAPPER = dict.fromkeys(AT_EACH_STEP, Masks.PASSES) | {"spectral": Masks.LOSES}
_NAMES = {"spectral": N_("SpectralNormalization")}  # of wrappers that lose a mask
_MAKES_ONE_VECTOR = ("flatten", "global_max_pooling1d")


@error("mask-refused")
def _refused(case: Case) -> Iterator[Finding]:
    for site in _given_masks(case):
        shapes = site.read_by_layer
        if site.layer.refuses_mask is None or shapes is None:
            continue
        reason = site.layer.refuses_mask(shapes, site.params)
        if reason:
            fix, field = _without_refusal(site)
            yield Finding(reason, site.id, field, fix)


@hint("mask-lost")
def _lost(case: Case) -> Iterator[Finding]:
    for site in _given_masks(case):
        if _does(site) is Masks.LOSES and site.id in case.used:
            message = _(
                "{layer} does not know which steps are passed over: from here on they count like all others."
            ).format(layer=_(_NAMES.get(site.row.wrapper, site.layer.title)))
            mean = ReplaceKind(site.listed, _MEAN, params_of())
            suits = site.row.kind in _MAKES_ONE_VECTOR and len(site.given) == 2
            field = "wrapper" if site.row.wrapper in _NAMES else ""
            yield Finding(message, site.id, field, mean if suits else None)


def _without_refusal(site: Site) -> tuple[Fix | None, str]:
    """What mends it, and the field that it is about."""
    if site.row.kind == "softmax":
        return ReplaceKind(site.listed, "activation", params_of(activation="softmax")), ""
    return SetParam(site.listed, site.row.kind, "padding", "same"), "padding"


def _given_masks(case: Case) -> Iterator[Site]:
    """The rows that are given a mask by one of those that they read."""
    masked: set[str] = set()
    for site in case.sites:
        given = [read in masked for read in site.reads]
        if any(given):
            yield site
        does = _does(site)
        if does is Masks.BEGINS or (does is Masks.PASSES and _passes(site, given)):
            masked.add(site.id)


def _does(site: Site) -> Masks:
    return _IN_WRAPPER.get(site.row.wrapper) or site.layer.masks(site.params)


def _passes(site: Site, given: list[bool]) -> bool:
    """By which of the rows it reads have a mask: what is asked in attention; all that are added up."""
    if site.layer.reads is Reads.QUERY:
        return given[0]
    return any(given) if site.row.kind == "concatenate" else bool(given) and all(given)


MASKS: tuple[Diagnosis, ...] = (_refused, _lost)
