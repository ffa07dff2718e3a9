"""Pictures of the cards that tell what a text is: texts, and what each was taken for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from nnstudio.data.prepared import Preview
from nnstudio.gui.gallery.brushes import MARGIN, Draw, draw_text
from nnstudio.gui.gallery.card_button import WIDTH
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

_LINES: Final = 4
_LINE: Final = 25
_ROUND: Final = 9.0
_LABEL: Final = 92


def _answers(first: int) -> Callable[[Preview], Draw]:
    """first: the class that the uppermost text is of, so that sibling cards show different texts."""

    def make(data: Preview) -> Draw:
        text, labels = data.text, data.shown.labels
        assert text is not None
        assert labels is not None
        names = data.facts.classes
        wanted = [(first + step) % len(names) for step in range(_LINES)]
        rows = [next(at for at, label in enumerate(labels.tolist()) if label == each) for each in wanted]
        lines = [(text.texts[row], _(names[label])) for row, label in zip(rows, wanted, strict=True)]

        def draw(painter: QPainter, theme: Theme) -> None:
            for at, (phrase, name) in enumerate(lines):
                top = MARGIN + at * _LINE
                _phrase(painter, phrase, QRectF(MARGIN, top, WIDTH - 2 * MARGIN - _LABEL - 8, 20), theme)
                ink = theme.classes[at % len(theme.classes)]
                label = QRectF(WIDTH - MARGIN - _LABEL, top, _LABEL, 20)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color(ink, 40))
                painter.drawRoundedRect(label, _ROUND, _ROUND)
                draw_text(painter, label, name, ink, 8)

        return draw

    return make


def _phrase(painter: QPainter, phrase: str, place: QRectF, theme: Theme) -> None:
    font = QFont(painter.font())
    font.setPointSizeF(8.5)
    painter.setFont(font)
    painter.setPen(QPen(QColor(theme.text)))
    short = painter.fontMetrics().elidedText(phrase, Qt.TextElideMode.ElideRight, int(place.width()))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), short)


PICTURES: Final[Mapping[str, Callable[[Preview], Draw]]] = {
    "language-pool": _answers(0),
    "language-cnn": _answers(3),
    "language-bilstm": _answers(6),
    "language-transformer": _answers(9),
    "country-names": _answers(0),
}
