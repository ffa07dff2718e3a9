"""What the last page says of own data of several kinds: how full the classes are, what stands there twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from nnstudio.data.own.repeats import PartsOfASet
from nnstudio.i18n import _, grouped, ngettext

_MOST_SHARES: Final = 8  # classes


def balance_fact(counts: Iterable[tuple[str, int]]) -> tuple[str, str]:
    """counts: how many examples each class has."""
    pairs = list(counts)
    shares = " · ".join(f"{name} {grouped(count)}" for name, count in pairs[:_MOST_SHARES])
    return _("Class balance"), shares + (" …" if len(pairs) > _MOST_SHARES else "")


def parts_facts(parts: PartsOfASet) -> list[tuple[str, str]]:
    """What stands in a folder more than once, and in several parts of the set; nothing where nothing does."""
    known = []
    if parts.repeated:
        told = ngettext(
            "{count} file is the same as an earlier one; the same files go to one part of the data",
            "{count} files are the same as earlier ones; the same files go to one part of the data",
            parts.repeated,
        )
        known.append((_("Repeated"), told.format(count=grouped(parts.repeated))))
    if parts.across:
        told = ngettext(
            "{count} of these stands in another of the folders that the set is split into",
            "{count} of these stand in another of the folders that the set is split into",
            parts.across,
        )
        known.append((_("In several parts"), told.format(count=grouped(parts.across))))
    return known


def tested_twice_fact(count: int, held_out: int) -> tuple[str, str]:
    """count: of the examples of a test part, those that are learned from too."""
    told = ngettext(
        "{count} of {all} examples stands in the other parts too: this shows memory, not what was learned",
        "{count} of {all} examples stand in the other parts too: these show memory, not what was learned",
        count,
    )
    return _("Test part"), told.format(count=grouped(count), all=grouped(held_out))


def repeated_fact(count: int) -> tuple[str, str]:
    """count: of texts."""
    told = ngettext(
        "{count} text repeats an earlier one; the same texts go to one part of the data",
        "{count} texts repeat earlier ones; the same texts go to one part of the data",
        count,
    )
    return _("Repeated"), told.format(count=grouped(count))
