"""How much of the machine's arithmetic a dense network uses: its matrix products beside the largest."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Final

import numpy as np

from nnstudio.catalogue.values import Shape
from nnstudio.design.check import used_rows
from nnstudio.design.flat import flat_rows
from nnstudio.design.model import INPUT, Design
from nnstudio.design.problems import Report
from nnstudio.engine.backend import tf

Product = tuple[int, int, int]  # rows, length of the sums, columns

_FEWEST: Final = 100_000  # multiply-adds for one example; below, products are not what takes the time
_SHARE: Final = 0.99  # of the multiply-adds that Dense must do
_SQUARES: Final = (1024, 2048)  # sides of the products that show what the machine can do
_SECONDS: Final = 0.15  # for each size and turn


@dataclass(frozen=True)
class Products:
    """The matrix products of a dense network, in thousands of millions of operations a second (GFLOP/s).

    done: by training. peak: the most that large square products reach on this machine. alone: what
    the network's own products reach when nothing else is done between them.
    """

    done: float
    peak: float
    alone: float

    @property
    def share(self) -> float:
        return self.done / self.peak


def dense_products(design: Design, report: Report, input_shape: Shape, batch: int) -> list[Product]:
    """All matrix products of a training step; none where they are not nearly all that it takes.

    Each Dense layer has one forward, one for the gradient of its kernel, and, unless nothing below it
    learns, one for the gradient of its inputs; a frozen one has none for its kernel.
    """
    flat = flat_rows(design)
    used = used_rows(flat)
    rows = [(row, told) for row, told in zip(flat, report.built, strict=True) if told.layer in used]
    of_dense = sum(told.cost for row, told in rows if row.kind == "dense")
    if of_dense < max(_FEWEST, _SHARE * report.cost):
        return []
    shapes: dict[str, Shape] = {INPUT: input_shape}
    products: list[Product] = []
    learns = False
    for row, told in rows:
        assert row.reads
        assert told.output is not None
        given = shapes[row.reads[0]]
        if row.kind == "dense":
            count, inputs, units = batch * prod(given[:-1]), given[-1], told.output[-1]
            gradient_of_inputs = [(count, units, inputs)] if learns else []
            gradient_of_kernel = [(inputs, count, units)] if row.trainable else []
            products += [(count, inputs, units), *gradient_of_kernel, *gradient_of_inputs]
        learns = learns or told.weights.trainable > 0
        shapes[row.id] = told.output
    return products


def operations(products: Sequence[Product]) -> int:
    """Multiplications and additions."""
    return sum(2 * prod(product) for product in products)


class ProductTimes:
    """Measures the products of a step and those of large squares, in turns with whoever else is measured."""

    def __init__(self, products: Sequence[Product]) -> None:
        squares = [[(side, side, side)] for side in _SQUARES]
        self._runs = [(operations(sizes), _multiplied(sizes)) for sizes in (products, *squares)]
        self._turns: list[list[float]] = [[] for _ in self._runs]
        self._per_step = operations(products)

    def turn(self) -> None:
        for (count, run), turns in zip(self._runs, self._turns, strict=True):
            turns.append(count * _a_second(run))

    def result(self, steps_per_second: float) -> Products:
        alone, *squares = (statistics.median(turns) for turns in self._turns)
        done = self._per_step * steps_per_second
        return Products(*(value / 1e9 for value in (done, max(squares), alone)))


def _multiplied(products: Sequence[Product]) -> Callable[[], Any]:
    """A function that does these products of random numbers once, one after the other, in one call."""
    random = np.random.default_rng(0)

    # Variables, for TensorFlow might multiply constants once and keep what comes out.
    def matrix(rows: int, columns: int) -> Any:
        return tf.Variable(random.normal(size=(rows, columns)).astype(np.float32))

    pairs = [(matrix(rows, length), matrix(length, columns)) for rows, length, columns in products]

    def run() -> list[Any]:
        done: list[Any] = []
        for left, right in pairs:
            with tf.control_dependencies(done[-1:]):
                done.append(tf.matmul(left, right))
        return done

    compiled: Callable[[], Any] = tf.function(run, autograph=False)
    return compiled


def _a_second(run: Callable[[], Any]) -> float:
    run()  # so that nothing is made or looked up for the first time while it counts
    done, began = 0, time.perf_counter()
    while (seconds := time.perf_counter() - began) < _SECONDS:
        run()
        done += 1
    return done / seconds
