"""What lies under each place of a window that slides over one, two or three axes, as whole arrays."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from itertools import product
from typing import Any

from nnstudio.engine.backend import tf

Tensor = Any
Sizes = tuple[int, ...]

_for_xla = ContextVar("_for_xla", default=False)


@contextlib.contextmanager
def traced_for_xla() -> Iterator[None]:
    """What is traced in here is compiled by XLA."""
    token = _for_xla.set(True)
    try:
        yield
    finally:
        _for_xla.reset(token)


def is_for_xla() -> bool:
    """Whether what is traced now is compiled by XLA."""
    return _for_xla.get()


def slices(inputs: Tensor, window: Sizes, strides: Sizes, dilation: Sizes | None = None) -> list[Tensor]:
    """For each place of the window, row by row, what lies under it wherever the window stands.

    inputs (batch, size along each axis …, channels): padded already.
    """
    apart = dilation or (1,) * len(window)
    spans = [
        ((size - (length - 1) * gap - 1) // step) * step + 1
        for size, length, step, gap in zip(inputs.shape[1:-1], window, strides, apart, strict=True)
    ]
    return [
        inputs[
            (
                slice(None),
                *(
                    slice(at * gap, at * gap + span, step)
                    for at, gap, span, step in zip(place, apart, spans, strides, strict=True)
                ),
            )
        ]
        for place in product(*[range(length) for length in window])
    ]


def padded(inputs: Tensor, window: Sizes, strides: Sizes, padding: str, edge: float) -> Tensor:
    """The inputs with ``edge`` around them; window: what it spans."""
    if padding == "valid":
        return inputs
    if padding == "causal":
        around = [(length - 1, 0) for length in window]
    else:
        around = [
            _same(size, length, step)
            for size, length, step in zip(inputs.shape[1:-1], window, strides, strict=True)
        ]
    return tf.pad(inputs, [(0, 0), *around, (0, 0)], constant_values=edge)


def _same(size: int, length: int, step: int) -> tuple[int, int]:
    """How many numbers "same" padding adds before and after."""
    total = max(0, (-(-size // step) - 1) * step + length - size)
    return total // 2, total - total // 2
