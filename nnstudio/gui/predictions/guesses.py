"""The likeliest classes of one example, as bars under each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from nnstudio.gui.predictions.answers import percent
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _
from nnstudio.protocol.events import Floats

_BAR = 8  # pixels high
_GAP = 12  # behind a name
_NAMES = 0.4  # of the width, at most


@dataclass(frozen=True)
class Guess:
    """A class and its share of the answer, from 0 to 1; whether it is the true one, None if nobody knows."""

    name: str
    share: float
    is_true: bool | None = None


def likeliest(shares: Floats, classes: Sequence[str], many: int, truth: int | None = None) -> list[Guess]:
    """The ``many`` classes with the largest of the shares (classes,), the likeliest first."""
    best = np.argsort(-shares, kind="stable")[:many].tolist()
    known = [None if truth is None else at == truth for at in best]
    return [Guess(_(classes[at]), float(shares[at]), true) for at, true in zip(best, known, strict=True)]


def in_words(guesses: Sequence[Guess]) -> str:
    """“7 93.1 %, 1 5.0 %”."""
    return ", ".join(f"{guess.name} {percent(guess.share)}" for guess in guesses)


def paint_guesses(
    painter: QPainter,
    room: QRectF,
    guesses: Sequence[Guess],
    line: float,
    theme: Theme,
    names_of: Iterable[str] | None = None,
) -> None:
    """A line of this height for each: name, bar and number; the first is red if it is known to be wrong.

    names_of: all names that the bars stand beside, where several such pictures are to be in line; these alone
    where it is None.
    """
    metrics = painter.fontMetrics()
    beside = (guess.name for guess in guesses) if names_of is None else names_of
    widest = max(map(metrics.horizontalAdvance, beside), default=0)
    names = min(widest + _GAP, room.width() * _NAMES)
    for at, guess in enumerate(guesses):
        place = QRectF(room.left(), room.top() + at * line, room.width(), line)
        painter.setBrush(QColor(_color(guess, at == 0, theme)))
        _paint_guess(painter, guess, place, names, metrics, theme)


def _color(guess: Guess, is_first: bool, theme: Theme) -> str:
    if guess.is_true is None:
        return theme.accent if is_first else theme.muted
    return theme.good if guess.is_true else theme.bad if is_first else theme.muted


def _paint_guess(
    painter: QPainter, guess: Guess, room: QRectF, names: float, metrics: QFontMetrics, theme: Theme
) -> None:
    numbers = metrics.horizontalAdvance("100.0 %") + 8
    middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
    color = painter.brush()
    painter.setPen(QColor(theme.text))
    name = metrics.elidedText(guess.name, Qt.TextElideMode.ElideRight, round(names - _GAP / 2))
    painter.drawText(QRectF(room.left(), room.top(), names, room.height()), middle, name)
    wide = max(0.0, room.width() - names - numbers)
    track = QRectF(room.left() + names, room.center().y() - _BAR / 2, wide, _BAR)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(theme.border, 120))
    painter.drawRect(track)
    painter.setBrush(color)
    painter.drawRect(QRectF(track.left(), track.top(), wide * guess.share, _BAR))
    painter.setPen(QColor(theme.text))
    place = QRectF(track.right(), room.top(), numbers, room.height())
    painter.drawText(place, middle | right, percent(guess.share))
