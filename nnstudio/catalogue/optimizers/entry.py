"""An optimizer of the table, with what every optimizer of Keras can do: decay, clipping, averages."""

from __future__ import annotations

from collections.abc import Callable

from nnstudio.catalogue.entries import Optimizer
from nnstudio.catalogue.optimizers.params import OFF, number, share, switch
from nnstudio.catalogue.params import Float, Int, Param
from nnstudio.catalogue.values import Params
from nnstudio.i18n import N_, U_

_CLIPPINGS = ("clipnorm", "clipvalue", "global_clipnorm")

# What every optimizer of Keras can do. Keras' own default for the last is never, and then the averages come
# to the weights only when ``fit`` ends, where nobody who watches would see them work.
_CLIPPING_AND_AVERAGES: tuple[Param, ...] = (
    number(
        "clipnorm",
        N_("Clip norm"),
        0.0,
        N_("Shortens the gradient of each weight array to this length. Only one kind of clipping can be on."),
        max=1_000_000.0,
        zero=OFF,
    ),
    number(
        "clipvalue",
        N_("Clip value"),
        0.0,
        N_("Cuts every number of the gradient off at this size. Only one kind of clipping can be on."),
        max=1_000_000.0,
        zero=OFF,
    ),
    number(
        "global_clipnorm",
        N_("Clip global norm"),
        0.0,
        N_("Shortens the gradient of all weights together. Only one kind of clipping can be on."),
        max=1_000_000.0,
        zero=OFF,
    ),
    switch(
        "use_ema",
        N_("Average weights"),
        False,
        N_("Keeps a moving average of the weights, and sets them to it now and then."),
    ),
    share(
        "ema_momentum", N_("Average momentum"), 0.99, N_("How long the moving average remembers the weights.")
    ),
    Int(
        name="ema_overwrite_frequency",
        title=N_("Average every"),
        help=N_("After so many steps the weights are set to their average, if weights are averaged."),
        default=100,
        min=1,
        max=1_000_000,
        unit=U_("step", "steps"),
        advanced=True,
    ),
)


def _learning_rate(default: float) -> Float:
    return Float(
        name="learning_rate",
        title=N_("Learning rate"),
        help=N_("Size of a step: too small and nothing moves, too large and the loss jumps about."),
        default=default,
        min=0.0,
        max=100.0,
        open_min=True,
    )


def _weight_decay(default: float) -> Float:
    return number(
        "weight_decay",
        N_("Weight decay"),
        default,
        N_("Share of every weight, times the learning rate, that is taken off at each step."),
        max=10.0,
        zero=OFF,
    )


def optimizer(
    key: str,
    keras: str,
    help: str,
    formula: str,
    slots: int | Callable[[Params], int],
    usual_rate: tuple[float, float],
    *params: Param,
    rate: float = 0.001,
    decay: float = 0.0,
    concepts: tuple[str, ...] = ("adam",),
) -> Optimizer:
    """slots: without the moving average of weights."""

    def counted(given: Params) -> int:
        return (slots if isinstance(slots, int) else slots(given)) + bool(given.get("use_ema"))

    return Optimizer(
        key=key,
        title=keras,
        help=help,
        params=(_learning_rate(rate), *params, _weight_decay(decay), *_CLIPPING_AND_AVERAGES),
        exclusive=_CLIPPINGS,
        concepts=(*concepts, "gradient_descent"),
        keras=keras,
        formula=formula,
        slots=counted,
        usual_rate=usual_rate,
    )
