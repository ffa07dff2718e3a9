"""Rows that nothing reads, or that read what they should not."""

from __future__ import annotations

from collections.abc import Iterator

from nnstudio.design.doctor.case import Case
from nnstudio.design.doctor.diagnosis import Diagnosis, Finding, hint
from nnstudio.design.fixes import RemoveRow
from nnstudio.i18n import _


@hint("unread-row")
def _unread(case: Case) -> Iterator[Finding]:
    """Said of the lowest of rows that lead nowhere; those above it are read by it, till it is gone."""
    for site in case.sites:
        if site.id not in case.used and site.id not in case.readers:
            message = _("No row reads this one, so it has no part in what the network gives.")
            yield Finding(message, site.id, fix=RemoveRow(site.listed))


READING: tuple[Diagnosis, ...] = (_unread,)
