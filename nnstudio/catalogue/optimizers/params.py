"""Parameters that several optimizers ask for."""

from __future__ import annotations

from nnstudio.catalogue.params import Bool, Float
from nnstudio.i18n import N_

OFF = N_("off")


def number(
    name: str,
    title: str,
    default: float,
    help: str,
    *,
    min: float = 0.0,
    max: float = 100.0,
    open_min: bool = False,
    zero: str = "",
) -> Float:
    return Float(
        name=name,
        title=title,
        help=help,
        default=default,
        min=min,
        max=max,
        open_min=open_min,
        zero=zero,
        advanced=True,
    )


def share(name: str, title: str, default: float, help: str) -> Float:
    """A share of the past that is kept: 0 forgets at once, close to 1 remembers long."""
    return number(name, title, default, help, max=0.999_999)


def switch(name: str, title: str, default: bool, help: str) -> Bool:
    return Bool(name=name, title=title, help=help, default=default, advanced=True)


def epsilon(default: float = 1e-7) -> Float:
    return number(
        "epsilon",
        N_("Epsilon"),
        default,
        N_("A small number that keeps the division from going wild where gradients are close to 0."),
        max=1.0,
        open_min=True,
    )


def momentum(default: float) -> Float:
    return Float(
        name="momentum",
        title=N_("Momentum"),
        help=N_("Share of the last step that is added to this one, like a ball that keeps rolling."),
        default=default,
        min=0.0,
        max=0.999_999,
    )


BETA_1 = share("beta_1", N_("Beta 1"), 0.9, N_("How long the mean of the gradients is remembered."))
SQUARES = N_("How long the mean of the squared gradients is remembered.")
