"""Names and ranges as sentences have them."""

from __future__ import annotations

from math import inf

from nnstudio.catalogue import ACTIVATIONS
from nnstudio.catalogue.entries import Loss
from nnstudio.design.doctor.ending import adds_up
from nnstudio.i18n import _, capitalized


def loss_name(loss: Loss) -> str:
    """Its name, to begin a sentence."""
    return capitalized(_(loss.title))


def range_text(activation: str) -> str:
    """What an activation can give."""
    low, high = ACTIVATIONS[activation].range
    if adds_up(activation):
        return _("shares that add up to 1")
    if low == -inf:
        return _("numbers up to {high}").format(high=_number(high))
    if high == inf:
        return _("numbers from {low} up").format(low=_number(low))
    return _("numbers between {low} and {high}").format(low=_number(low), high=_number(high))


def _number(number: float) -> str:
    return f"{number:.2g}".replace("-", "−")
