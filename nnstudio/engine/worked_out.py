"""Keeps XLA from working out the same numbers again and again.

XLA joins what reads an array with what makes it, and then makes each number as often as it is read: nine
times under a kernel of 3×3. That is quick for a sum and slow for a pixel that four others are gathered for.
"""

from __future__ import annotations

from typing import Any

from nnstudio.engine.backend import tf
from nnstudio.engine.slices import is_for_xla

try:
    from tensorflow.compiler.tf2xla.python.xla import optimization_barrier
except ImportError:  # TensorFlow has no public way to say this: where it has moved, XLA does as it likes
    optimization_barrier = None

Tensor = Any


def worked_out(values: Tensor) -> Tensor:
    """The values, worked out once before anything reads them; gradients pass through."""
    if optimization_barrier is None or not is_for_xla():
        return values
    return _behind_barrier(values)


@tf.custom_gradient  # type: ignore[untyped-decorator]
def _behind_barrier(values: Tensor) -> tuple[Tensor, Any]:
    (behind,) = optimization_barrier(values)
    return tf.ensure_shape(behind, values.shape), lambda upstream: upstream
