"""Which phrases a list shows, and what stands there where it shows none."""

from __future__ import annotations

import numpy as np

from nnstudio.data.source import Integers
from nnstudio.gui.predictions.answers import Answers
from nnstudio.i18n import _

ALL, WRONG, SUREST, MATRIX = range(4)  # the pages of phrases


def order_of(labels: Integers, answers: Answers | None, page: int, cell: tuple[int, int] | None) -> Integers:
    """The numbers of the examples to list: all, the wrong ones first, or the wrong ones alone.

    cell: a class and an answer, of which alone examples are listed.
    """
    if answers is None:
        return np.arange(len(labels) if page in (ALL, MATRIX) else 0, dtype=np.int32)
    right = answers.classes == labels
    if cell is not None:
        order = np.flatnonzero((labels == cell[0]) & (answers.classes == cell[1]))
    elif page == WRONG:
        order = np.flatnonzero(~right)
    elif page == SUREST:
        order = np.flatnonzero(~right)
        order = order[np.argsort(-answers.certainty[order], kind="stable")]
    else:
        order = np.argsort(right, kind="stable")
    return order.astype(np.int32)


def nothing_text(answers: Answers | None, cell: tuple[int, int] | None) -> str:
    """What stands in the place of an empty list."""
    if answers is None:
        return _("Press Train to see mistakes.")
    return _("Not one of these is wrong.") if cell is None else _("There are none now.")
