"""What share of the learning rate holds at a step, in terms that numpy and Keras share.

Each takes what ``Share`` says. Lengths are in epochs: another batch size changes the number of steps, not
what is meant.
"""

from __future__ import annotations

from math import pi
from typing import Any

from nnstudio.catalogue.entries import Lengths
from nnstudio.catalogue.values import Params


def _length(params: Params, lengths: Lengths, taken: Any = 0.0) -> Any:
    """Steps until the fall ends, where 0 epochs stand for the whole run. taken: steps used before it."""
    epochs = params["decay_epochs"]
    return epochs * lengths.epoch if epochs else lengths.run - taken  # type: ignore[operator]


def _periods(step: Any, params: Params, lengths: Lengths, ops: Any) -> Any:
    """How many times ``decay_epochs`` have gone by."""
    done = step / (params["decay_epochs"] * lengths.epoch)  # type: ignore[operator]
    return ops.floor(done) if params["staircase"] else done


def constant(step: Any, params: Params, lengths: Lengths, ops: Any) -> Any:
    return ops.ones_like(step)


def exponential(step: Any, params: Params, lengths: Lengths, ops: Any) -> Any:
    return params["decay_rate"] ** _periods(step, params, lengths, ops)


def inverse_time(step: Any, params: Params, lengths: Lengths, ops: Any) -> Any:
    return 1.0 / (1.0 + params["decay_rate"] * _periods(step, params, lengths, ops))


def steps(step: Any, params: Params, lengths: Lengths, ops: Any) -> Any:
    share = ops.ones_like(step)
    for epoch in params["boundaries"]:  # type: ignore[union-attr]
        share = share * ops.where(step >= epoch * lengths.epoch, params["factor"], 1.0)  # type: ignore[operator]
    return share


def _half_wave(done: Any, floor: Any, ops: Any) -> Any:
    """From 1 to ``floor`` as ``done`` goes from 0 to 1."""
    return floor + (1.0 - floor) * 0.5 * (1.0 + ops.cos(pi * done))


def cosine(step: Any, params: Params, lengths: Lengths, ops: Any) -> Any:
    warmup: Any = params["warmup_epochs"] * lengths.epoch  # type: ignore[operator]
    length = ops.maximum(_length(params, lengths, warmup), 1.0)
    falling = _half_wave(ops.clip((step - warmup) / length, 0.0, 1.0), params["alpha"], ops)
    return ops.where(step < warmup, step / warmup, falling) if warmup else falling


def cosine_restarts(step: Any, params: Params, lengths: Lengths, ops: Any) -> Any:
    """Loshchilov and Hutter 2016; each period is ``t_mul`` times as long as the one before."""
    longer: Any = params["t_mul"]
    done = step / (params["first_decay_epochs"] * lengths.epoch)  # type: ignore[operator]
    if longer == 1.0:
        restarts = ops.floor(done)
        done = done - restarts
    else:
        restarts = ops.floor(ops.log(1.0 - done * (1.0 - longer)) / ops.log(ops.ones_like(done) * longer))
        before = (1.0 - longer**restarts) / (1.0 - longer)
        done = (done - before) / longer**restarts
    floor: Any = params["alpha"]
    return floor + (params["m_mul"] ** restarts) * (_half_wave(done, floor, ops) - floor)


def polynomial(step: Any, params: Params, lengths: Lengths, ops: Any) -> Any:
    length = ops.maximum(_length(params, lengths), 1.0)
    end: Any = params["end"]
    if params["cycle"]:
        length = length * ops.maximum(ops.ceil(step / length), 1.0)
    left = 1.0 - ops.minimum(step, length) / length
    return (1.0 - end) * left ** params["power"] + end
