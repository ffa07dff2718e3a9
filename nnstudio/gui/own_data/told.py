"""What the last page says of own data of several kinds: how full the classes are, what stands there twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from nnstudio.i18n import _, ngettext

_MOST_SHARES: Final = 8  # classes


def balance_fact(counts: Iterable[tuple[str, int]]) -> tuple[str, str]:
    """counts: how many examples each class has."""
    pairs = list(counts)
    shares = " · ".join(f"{name} {count:,}" for name, count in pairs[:_MOST_SHARES])
    return _("Class balance"), shares + (" …" if len(pairs) > _MOST_SHARES else "")


def repeated_fact(count: int) -> tuple[str, str]:
    """count: of texts."""
    told = ngettext(
        "{count} text repeats an earlier one; the same texts go to one part of the data",
        "{count} texts repeat earlier ones; the same texts go to one part of the data",
        count,
    )
    return _("Repeated"), told.format(count=f"{count:,}")
