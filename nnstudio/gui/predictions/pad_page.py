"""Draw a symbol, and the network says at once what it takes it for."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nnstudio.data.prepared import Preview
from nnstudio.data.scaling import apply
from nnstudio.data.source import Floats, Symbols
from nnstudio.data.strokes import as_image
from nnstudio.design.facts import DataFacts
from nnstudio.gui.painting import painting
from nnstudio.gui.predictions.answers import class_answers, class_shares
from nnstudio.gui.predictions.drawing_pad import DrawingPad
from nnstudio.gui.predictions.guesses import Guess, in_words, paint_guesses
from nnstudio.gui.predictions.pictures import Atlas, atlas, pixels
from nnstudio.gui.theme import Theme
from nnstudio.i18n import N_, _
from nnstudio.protocol.events import Predicted, PredictFailed

_GUESSES = 5
_SEEN = 84  # pixels: the drawing as the network sees it
_BEFORE = N_("Draw one symbol; the network answers while you draw.")
_AFTER = N_("Where it stands and how large it is makes no difference. Try to mislead the network.")


class PadPage(QWidget):
    """``asked`` carries the drawing as the network reads it, (1, side, side, 1).

    It asks again when the drawing has changed and the last answer has come, so that one sees the answers
    change while one draws, however slowly they come.
    """

    asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._preview: Preview | None = None
        self._symbols: Symbols | None = None
        self._is_awaiting = False
        self._has_changed = False  # since it was asked about
        self.pad = DrawingPad(theme)
        self.says = _Says(theme)
        self._hint = QLabel()
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setWordWrap(True)
        self._hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._undo = QPushButton(_("Undo stroke"))
        self._clear = QPushButton(_("Clear"))
        self._place()
        self._wire()
        self._forget_answer()

    def _place(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._undo)
        buttons.addWidget(self._clear)
        buttons.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self.pad, 3)
        both.addWidget(self.says, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addLayout(both)
        column.addLayout(buttons)
        column.addWidget(self._hint)
        column.addStretch(1)

    def _wire(self) -> None:
        self.pad.changed.connect(self._on_pad_changed)
        self._undo.clicked.connect(self.pad.undo)
        self._clear.clicked.connect(self.pad.clear)

    def show_preview(self, preview: Preview, symbols: Symbols | None) -> None:
        """symbols: how the data's symbols stand in their images; without it there is nothing to draw for."""
        self._preview, self._symbols = preview, symbols
        self.pad.clear()
        self._forget_answer()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.pad.set_theme(theme)
        self.says.set_theme(theme)
        self._show_seen()

    def network_changed(self, is_there: bool) -> None:
        """It has learned, and answers anew; or it is gone."""
        if not is_there:
            self._forget_answer()
        elif self.isVisible():
            self._ask()

    def show_answer(self, answer: Predicted | PredictFailed) -> None:
        self._is_awaiting = False
        if isinstance(answer, PredictFailed):
            self._has_changed = False
            self.says.show_guesses(())
            self._hint.setText(f"{answer.message} {answer.hint}".strip())
            return
        if self._preview is not None and self.pad.strokes:
            self.says.show_guesses(_guesses(answer.outputs, self._preview.facts))
            self._hint.setText(_(_AFTER))
        if self._has_changed:
            self._ask()

    @Slot()
    def _on_pad_changed(self) -> None:
        has_ink = bool(self.pad.strokes)
        self._undo.setEnabled(has_ink)
        self._clear.setEnabled(has_ink)
        self._show_seen()
        if not has_ink:
            self._has_changed = False
            self.says.show_guesses(())
            self._hint.setText(_(_BEFORE))
        elif self._is_awaiting:
            self._has_changed = True
        else:
            self._ask()

    def _ask(self) -> None:
        image = self._image()
        if self._preview is not None and image is not None and not self._is_awaiting:
            self._is_awaiting, self._has_changed = True, False
            self.asked.emit(apply(self._preview.input_scale, image[None]))

    def _image(self) -> Floats | None:
        """The drawing, (side, side, 1) from 0 to 1; None for an empty pad."""
        strokes = self.pad.strokes
        if self._preview is None or self._symbols is None or not strokes:
            return None
        return as_image(strokes, self._symbols, self._preview.facts.input_shape[0])

    def _show_seen(self) -> None:
        image, preview = self._image(), self._preview
        if image is None or preview is None:
            self.says.show_seen(None)
            return
        scaled = apply(preview.input_scale, image[None])
        self.says.show_seen(
            atlas(pixels(scaled, preview.input_scale, self._theme, like=preview.shown.inputs))
        )

    def _forget_answer(self) -> None:
        self._is_awaiting = self._has_changed = False
        self.says.show_guesses(())
        has_ink = bool(self.pad.strokes)
        self._undo.setEnabled(has_ink)
        self._clear.setEnabled(has_ink)
        self._hint.setText(_(_BEFORE))


def _guesses(outputs: Floats, facts: DataFacts) -> list[Guess]:
    """The likeliest first; the answer itself is first even where several outputs are beyond 1."""
    shares = class_shares(outputs, facts)[0]
    answer = int(class_answers(outputs, facts).classes[0])
    order = [answer, *(at for at in np.argsort(-shares, kind="stable").tolist() if at != answer)]
    return [Guess(_(facts.classes[at]), float(shares[at])) for at in order[:_GUESSES]]


class _Says(QWidget):
    """The drawing as the network sees it, and what it takes it for."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._seen: Atlas | None = None
        self.guesses: tuple[Guess, ...] = ()
        self.setMinimumWidth(130)
        self.setAccessibleName(_("What the network takes the drawing for"))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_seen(self, seen: Atlas | None) -> None:
        self._seen = seen
        self.update()

    def show_guesses(self, guesses: tuple[Guess, ...] | list[Guess]) -> None:
        self.guesses = tuple(guesses)
        self.setAccessibleDescription(in_words(self.guesses))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(170, 240)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        with painting(self) as painter:
            frame = QRectF(0.5, 0.5, _SEEN + 1, _SEEN + 1)
            painter.setPen(QColor(theme.border))
            painter.setBrush(QColor(theme.field))
            painter.drawRect(frame)
            if self._seen is not None:
                wide, high = self._seen.size_within(_SEEN)
                middle = frame.center()
                self._seen.draw(painter, 0, QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high))
            line = self.fontMetrics().height() + 6.0
            painter.setPen(QColor(theme.muted))
            caption = QRectF(0, frame.bottom() + 2, self.width(), line)
            painter.drawText(caption, Qt.AlignmentFlag.AlignVCenter, _("as the network sees it"))
            if self.guesses:
                font = self.font()
                font.setPixelSize(round(_SEEN * 0.7))
                painter.setFont(font)
                painter.setPen(QColor(theme.accent))
                place = QRectF(frame.right() + 8, 0, max(0.0, self.width() - frame.right() - 8), _SEEN)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.guesses[0].name)
                painter.setFont(self.font())
                room = QRectF(0, caption.bottom() + 4, self.width(), _GUESSES * line)
                paint_guesses(painter, room, self.guesses, line, theme)
