"""The narrow layer of an autoencoder: as a plane, as clusters, and what is made of any code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.source import Integers
from nnstudio.design.model import LayerId
from nnstudio.engine.backend import keras, tf
from nnstudio.errors import UserError
from nnstudio.i18n import _
from nnstudio.protocol.events import Plane

Floats = NDArray[np.float32]

_NARROW = 16  # codes or numbers; to look for all components of so few is quicker
_STARTS = 4  # of k-means, of which the best is taken
_ROUNDS = 100


def in_a_plane(codes: Floats) -> tuple[Floats, Plane]:
    """Codes (n, …) as points (n, 1 or 2), and how the plane lies: two principal components of wide codes.

    The sign of a component is arbitrary; here its largest weight is positive, so that the picture does
    not flip from one moment to the next.
    """
    flat = codes.reshape(len(codes), -1)
    width = flat.shape[1]
    if width <= 2 or not np.isfinite(flat).all():
        axes = np.eye(width, dtype=np.float32)[:2]
        return flat[:, :2], Plane(np.zeros(width, np.float32), axes)
    mean = flat.mean(axis=0)
    axes = _padded(_components(flat - mean), width)
    largest = np.abs(axes).argmax(axis=1)
    axes = axes * np.sign(axes[np.arange(len(axes)), largest])[:, None]
    return ((flat - mean) @ axes.T).astype(np.float32), Plane(mean, axes.astype(np.float32))


def _components(centred: Floats) -> Floats:
    """(1 or 2, width): the principal components of codes whose mean is 0.

    Of wide codes only these two are looked for: all of them took seconds of each look.
    """
    side = min(centred.shape)
    if side > _NARROW and centred.any():
        from scipy.sparse.linalg import svds

        start = np.random.default_rng(0).normal(size=side)  # of the search; the same each time
        _, _, axes = svds(centred.astype(np.float64), k=2, v0=start)
        return np.asarray(axes[::-1], np.float32)  # the larger comes last
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    return np.asarray(axes[:2], np.float32)


def _padded(axes: Floats, width: int) -> Floats:
    """Two axes also where a single example gives but one."""
    if len(axes) == 2:
        return axes
    return np.concatenate([axes, np.eye(width, dtype=np.float32)[axes[0].argmin()][None]])


def clusters(codes: Floats, count: int, labels: Integers | None) -> Integers:
    """(n,) the number of the cluster of each code (n, …), found by k-means.

    With labels each cluster has, as far as that goes, the number of the class that it has most of;
    otherwise they count along the first number of their centres.
    """
    from sklearn.cluster import KMeans

    flat = codes.reshape(len(codes), -1).astype(np.float64)
    if not np.isfinite(flat).all():
        raise UserError(_("The codes are no finite numbers: there are no clusters in them."))
    count = min(count, len(np.unique(flat, axis=0)))
    found = KMeans(count, n_init=_STARTS, max_iter=_ROUNDS, random_state=0).fit(flat)
    numbers = _by_place(found.cluster_centers_) if labels is None else _by_class(found.labels_, labels, count)
    numbered: Integers = numbers[found.labels_].astype(np.int32)
    return numbered


def _by_place(centres: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.argsort(np.argsort(centres[:, 0], kind="stable"))


def _by_class(found: Integers, labels: Integers, count: int) -> NDArray[np.int64]:
    """The number for each cluster: pairs of cluster and class that have the most examples in common."""
    from scipy.optimize import linear_sum_assignment

    common = table(found, labels)
    square = np.zeros((count, max(count, common.shape[1])))
    square[: common.shape[0], : common.shape[1]] = common
    return np.asarray(linear_sum_assignment(-square)[1])


def purity(clusters: Integers, labels: Integers) -> float:
    """The share of the examples whose class is the most frequent one of their cluster.

    Manning, Raghavan and Schütze, Introduction to Information Retrieval, 2008, section 16.3.
    """
    return float(table(clusters, labels).max(axis=1).sum() / len(labels))


def table(clusters: Integers, labels: Integers) -> NDArray[np.int64]:
    """(clusters, classes): how many examples they have in common."""
    counts = np.zeros((int(clusters.max()) + 1, int(labels.max()) + 1), np.int64)
    np.add.at(counts, (clusters, labels), 1)
    return counts


class Decoder:
    """The layers below the narrow one, as a network of their own; made when it is first asked.

    answer: what makes answers of the outputs, where they are none themselves.
    """

    def __init__(self, model: Any, narrow: LayerId, answer: Callable[[Any], Any] | None) -> None:
        self._model, self._narrow, self._answer = model, narrow, answer
        self._ask: Any = None

    def __call__(self, codes: Floats) -> Floats:
        """(n, *output_shape) for codes (n, width). Raises UserError where there is no such code."""
        shape = tuple(self._model.get_layer(self._narrow).output.shape[1:])
        if codes.ndim != 2 or not len(codes) or codes.shape[1] != np.prod(shape, dtype=int):
            raise UserError(_("The narrow layer has no codes of that width."))
        if self._ask is None:
            self._ask = self._compiled(shape)
        outputs: Floats = self._ask(tf.constant(codes.reshape(-1, *shape), tf.float32)).numpy()
        return outputs

    def _compiled(self, shape: tuple[int, ...]) -> Any:
        code = self._model.get_layer(self._narrow).output
        output = self._model.output if self._answer is None else self._answer(self._model.output)
        below = keras.Model(code, output)
        return tf.function(
            lambda codes: below(codes, training=False),
            input_signature=[tf.TensorSpec((None, *shape), tf.float32)],
            autograph=False,
        )
