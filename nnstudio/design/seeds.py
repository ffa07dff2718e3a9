"""Which random numbers a design begins with."""

from __future__ import annotations

import zlib

import numpy as np


def derived_seed(seed: int, name: str, purpose: str) -> int:
    """A seed for one purpose of one layer: the same for the same design, different for each."""
    words = [seed, zlib.crc32(name.encode()), zlib.crc32(purpose.encode())]
    return int(np.random.SeedSequence(words).generate_state(1)[0] >> 1)  # Keras wants it below 2^31
