"""Answers to texts that no network is needed for, and numbers that say how good answers of tokens are.

Answers have the form of a network's: (n, places, tokens), a probability for each token at each place.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.prepared import Prepared
from nnstudio.data.source import Examples
from nnstudio.data.text.vocabulary import UNKNOWN

Answers = NDArray[Any]

_SMALLEST: Final = 1e-7  # a share of 0 has no logarithm; Keras cuts it off here
_AT_ONCE: Final = 256  # examples compared with all of training together


def most_frequent_answer(prepared: Prepared, part: Examples) -> Answers:
    """The answer that training has most often, whatever is asked."""
    answers, counts = np.unique(prepared.train.targets, axis=0, return_counts=True)
    chosen = _certain(answers[counts.argmax()][None], prepared.facts.answers)
    return np.broadcast_to(chosen, (len(part), *chosen.shape[1:]))


def nearest_answer(prepared: Prepared, part: Examples) -> Answers:
    """The answer to that question of training which has most tokens in common, as numbers of the same token.

    A question's tokens are counted without their order, and its length counts against it.
    """
    size = prepared.facts.vocabulary
    known = _counted(prepared.train.inputs, size)
    lengths = np.square(known).sum(axis=1)
    nearest = np.zeros(len(part), np.int64)
    for start in range(0, len(part), _AT_ONCE):
        asked = _counted(part.inputs[start : start + _AT_ONCE], size)
        nearest[start : start + _AT_ONCE] = (lengths - 2 * asked @ known.T).argmin(axis=1)
    return _certain(prepared.train.targets[nearest], prepared.facts.answers)


def token_shares(prepared: Prepared, part: Examples) -> Answers:
    """How frequent each token is in training, whatever stands before it."""
    shares = np.bincount(prepared.train.targets.ravel(), minlength=prepared.facts.answers).astype(np.float32)
    return np.broadcast_to(shares / shares.sum(), (*part.targets.shape, len(shares)))


def shares_after_each_token(prepared: Prepared, part: Examples) -> Answers:
    """How frequent each token is after the one before it: pairs, counted in training, all once more."""
    size = prepared.facts.answers
    pairs = prepared.train.inputs.astype(np.int64).ravel() * size + prepared.train.targets.ravel()
    counts = np.bincount(pairs, minlength=size * size).reshape(size, size).astype(np.float32) + 0.01
    shares: Answers = (counts / counts.sum(axis=1, keepdims=True))[part.inputs.astype(np.int64)]
    return shares


def exact_match(part: Examples, answers: Answers) -> float:
    """Share of the examples whose most likely tokens are all right; the unknown one never is."""
    right = (answers.argmax(axis=-1) == part.targets) & (part.targets != UNKNOWN)
    return float(np.mean(right.all(axis=-1)))


def tokens_right(part: Examples, answers: Answers) -> float:
    return float(np.mean(answers.argmax(axis=-1) == part.targets))


def surprise(part: Examples, answers: Answers) -> float:
    """Cross-entropy: the mean of −ln p of the true token."""
    given = np.take_along_axis(answers, part.targets[..., None].astype(np.int64), axis=-1)
    return float(-np.log(np.maximum(given, _SMALLEST).astype(np.float64)).mean())


def perplexity(part: Examples, answers: Answers) -> float:
    return float(np.exp(surprise(part, answers)))


def _certain(tokens: NDArray[Any], size: int) -> Answers:
    certain: Answers = np.eye(size, dtype=np.float32)[tokens]
    return certain


def _counted(inputs: NDArray[Any], size: int) -> NDArray[np.float32]:
    """(n, length) numbers of tokens to how often each is there, (n, size); padding is not counted."""
    rows = np.arange(len(inputs))[:, None] * size
    counts = np.bincount((rows + inputs.astype(np.int64)).ravel(), minlength=len(inputs) * size)
    counted = counts.reshape(len(inputs), size).astype(np.float32)
    counted[:, 0] = 0.0
    return counted
