"""Functions that TensorFlow runs as a graph, or that XLA compiles."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, Final

from nnstudio.engine.backend import compiled, tf
from nnstudio.engine.slices import traced_for_xla
from nnstudio.engine.stable_names import named_by

Tensor = Any

# What TensorFlow says where something else has these names: a function, or a gradient that a layer brings.
_TAKEN: Final = (tf.errors.InvalidArgumentError, KeyError)
# What TensorFlow says of a file of compiled code that is broken, or cannot be written.
_UNREADABLE: Final = (
    tf.errors.DataLossError,
    tf.errors.InvalidArgumentError,
    tf.errors.NotFoundError,
    tf.errors.OutOfRangeError,
)

_digests: dict[str, bytes] = {}  # of what has been computed under each key


def compile_function(
    function: Callable[..., Any], signature: list[Any], xla: bool, key: str
) -> Callable[..., Any]:
    """key: of what is computed, to find it compiled on disk."""
    if xla:
        return CompiledByXla(function, signature, key)
    graph: Callable[..., Any] = tf.function(function, input_signature=signature, autograph=False)
    return graph


class CompiledByXla:
    """A function that XLA compiles when it is first called, or takes from what is kept on disk."""

    def __init__(self, function: Callable[..., Any], signature: list[Any], key: str) -> None:
        def traced(*arguments: Tensor) -> Any:
            with traced_for_xla():
                return function(*arguments)

        self._traced = traced
        self._signature = signature
        self._key = key
        self._call = self._function()
        self._is_traced = self._is_compiled = False

    def __call__(self, *arguments: Tensor) -> Any:
        if self._is_compiled:
            return self._call(*arguments)
        self.trace()
        result = self._call(*arguments) if compiled is None else self._kept(*arguments)
        self._is_compiled = True
        return result

    @property
    def times_traced(self) -> int:
        return int(self._call.experimental_get_tracing_count())

    def _function(self) -> Any:
        return tf.function(self._traced, input_signature=self._signature, autograph=False, jit_compile=True)

    def trace(self) -> None:
        """The first half of the work of a first call.

        Parts are named by the key, unless something else has these names or had them before: what XLA has
        compiled in this process TensorFlow finds by the names alone.
        """
        if self._is_traced:
            return
        self._is_traced = True
        try:
            with named_by(self._key):
                graph = self._call.get_concrete_function().graph.as_graph_def()
        except _TAKEN:
            self._call = self._function()
            return
        digest = hashlib.sha256(graph.SerializeToString(deterministic=True)).digest()
        if _digests.setdefault(self._key, digest) != digest:
            self._call = self._function()

    def _kept(self, *arguments: Tensor) -> Any:
        """The first call, which looks at what is kept on disk; nothing is executed before that is read."""
        assert compiled is not None
        with compiled.in_use():
            try:
                return self._call(*arguments)
            except _UNREADABLE:
                compiled.clear()
                self._call = self._function()  # under other names, for these are known to have failed
                return self._call(*arguments)
