"""The arithmetic of preparing numbers, on arrays alone.

An exported program quotes these functions, so they know nothing but numpy.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Scale = tuple[Array, Array]
"""Offset and factor of each column: scaled = (original - offset) / factor; factors are never 0."""


def fill_gaps(inputs: Array, train: Array) -> Array:
    """A gap gets the mean of its column in the training part."""
    gaps = np.isnan(inputs)
    known = ~gaps[train]
    sums = np.where(gaps, 0.0, inputs)[train].sum(axis=0, dtype=np.float64)
    means = sums / np.maximum(1, known.sum(axis=0))
    return np.where(gaps, means.astype(np.float32), inputs)


def fit_standard(training: Array) -> Scale:
    """Mean and standard deviation of each column; one that never changes is only moved."""
    table = training.reshape(-1, training.shape[-1]).astype(np.float64)
    changes = np.ptp(table, axis=0) > 0
    return table.mean(axis=0), np.where(changes, table.std(axis=0), 1.0)


def fit_range(training: Array) -> Scale:
    """Smallest value and width of each column; one that never changes is only moved."""
    table = training.reshape(-1, training.shape[-1]).astype(np.float64)
    width = np.ptp(table, axis=0)
    return table.min(axis=0), np.where(width > 0, width, 1.0)


def count_levels(images: Array) -> Array:
    """How often each of the bytes 0 to 255 occurs in each channel: (256, channels)."""
    pixels = images.reshape(-1, images.shape[-1])
    return np.stack([np.bincount(channel, minlength=256) for channel in pixels.T], axis=1)


def fit_standard_bytes(training: Array) -> Scale:
    """Mean and standard deviation of each channel, whose bytes stand for 0 to 1."""
    counts, levels = count_levels(training), np.arange(256)
    shares = counts / counts.sum(axis=0)
    mean = levels @ shares / 255.0
    deviation = np.sqrt(np.maximum(0.0, np.square(levels / 255.0) @ shares - np.square(mean)))
    return mean, np.where((counts > 0).sum(axis=0) > 1, deviation, 1.0)


def fit_range_bytes(training: Array) -> Scale:
    """Smallest value and width of each channel, whose bytes stand for 0 to 1."""
    seen = count_levels(training) > 0
    low, high = seen.argmax(axis=0), 255 - seen[::-1].argmax(axis=0)
    return low / 255.0, np.where(seen.sum(axis=0) > 1, (high - low) / 255.0, 1.0)


def scaled(numbers: Array, scale: Scale) -> Array:
    offset, factor = scale
    return ((numbers - offset) / factor).astype(np.float32)


def disturbed(inputs: Array, rows: Array, deviation: float, seed: int) -> Array:
    """With noise, which is the same each time, and another one in each part."""
    first = int(rows[0]) if len(rows) else 0
    rng = np.random.default_rng((seed, 2, first))
    noise = rng.standard_normal(inputs.shape, dtype=np.float32)
    return inputs + np.float32(deviation) * noise


def one_hot(labels: Array, classes: int) -> Array:
    """A 1 at the place of the class."""
    return np.eye(classes, dtype=np.float32)[labels]


def class_weights(labels: Array, classes: int) -> Array:
    """How much each class counts, rare ones more: examples / (classes · examples of the class)."""
    counts = np.bincount(labels, minlength=classes).astype(np.float64)
    seen = counts > 0
    weights = np.zeros(classes)
    weights[seen] = counts.sum() / (seen.sum() * counts[seen])
    return weights.astype(np.float32)
