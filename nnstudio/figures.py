"""Numbers as people read them, as short text."""

from __future__ import annotations

import math
from typing import Final

from nnstudio.i18n import grouped

NOTHING = "–"

_BOUNDS = ((100, 0), (10, 1), (1, 2), (0.1, 3), (0.01, 4), (0.001, 5))
_SMALLEST = 0.001
LARGEST: Final = 1e7  # from here on a power of ten is shorter


def figure(value: float) -> str:
    """Three figures that matter: 0.0312, 18.3, 1,234, 3.1e-05; a dash for what is not a number."""
    if not math.isfinite(value):
        return NOTHING
    size = abs(value)
    if size == 0:
        return "0"
    if size < _SMALLEST or size >= LARGEST:
        return _minus(f"{value:.1e}")
    decimals = next(decimals for bound, decimals in _BOUNDS if size >= bound)
    return _minus(grouped(value, f".{decimals}f"))


def percentage(value: float) -> str:
    """Of a number in percent: 97.5 %."""
    return _minus(f"{value:.1f} %") if math.isfinite(value) else NOTHING


def _minus(text: str) -> str:
    return text.replace("-", "−")
