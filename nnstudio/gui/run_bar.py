"""The toolbar's right part: how far the run is, as a bar and a line of numbers."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from nnstudio.data.metric_units import quantities_of, showing
from nnstudio.data.prepared import Preview
from nnstudio.gui.painting import painting
from nnstudio.gui.run_progress import Phase, RunProgress, progress_text
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import as_tip
from nnstudio.i18n import _, grouped
from nnstudio.protocol.events import Finished, LastWord

_BAR_HEIGHT = 8
_BAR_WIDTH = 140
_FINE = 1000  # parts of the bar


class RunBar(QWidget):
    """Shows phase and progress; holds neither."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(_BAR_HEIGHT)
        self._bar.setMinimumWidth(_BAR_WIDTH // 2)
        self._bar.setMaximumWidth(_BAR_WIDTH)
        self._bar.setRange(0, _FINE)
        self._bar.setAccessibleName(_("Training progress"))
        self._text = _QuietLabel()
        self._text.setAccessibleName(_("Training progress in words"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self._bar)
        row.addWidget(self._text, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._bar.setStyleSheet(
            f"QProgressBar {{ background: {theme.border}; border: none; border-radius: 4px; }}"
            f"QProgressBar::chunk {{ background: {theme.accent}; border-radius: 4px; }}"
        )

    @property
    def text(self) -> str:
        return self._text.text()

    @property
    def shown_text(self) -> str:
        """The line as it stands: a long one ends in “…” where the room ends."""
        return self._text.shown_text

    def set_shown(self, shown: bool) -> None:
        """Show bar and text; hidden, they keep their place."""
        self._bar.setVisible(shown)
        self._text.setVisible(shown)

    def show_progress(
        self,
        phase: Phase,
        progress: RunProgress,
        word: LastWord | None,
        warm: bool,
        preview: Preview | None = None,
    ) -> None:
        """preview: of the data, in whose unit errors are told."""
        busy = phase is Phase.PREPARING
        if self._bar.maximum() != (0 if busy else _FINE):
            self._bar.setRange(0, 0 if busy else _FINE)
        if not busy:
            self._bar.setValue(round(progress.share * _FINE))
        early = isinstance(word, Finished) and word.reason == "early stopping"
        result = test_part_text(word, preview) if isinstance(word, Finished) else ""
        text = progress_text(phase, progress, warm=warm, early=early, result=result)
        self._text.setText(text)
        self._text.setToolTip(as_tip(ending_text(word) or text))


def ending_text(word: LastWord | None) -> str:
    """Why a run ended before its epochs were done, in a sentence; "" if it did not."""
    if not isinstance(word, Finished) or word.reason != "early stopping":
        return ""
    if word.best_epoch:
        return _(
            "Stopped early after epoch {epoch}: the validation loss no longer fell."
            " The weights of epoch {best} were put back."
        ).format(epoch=grouped(word.epochs), best=grouped(word.best_epoch))
    return _("Stopped early after epoch {epoch}: the validation loss no longer fell.").format(
        epoch=grouped(word.epochs)
    )


def test_part_text(word: Finished, preview: Preview | None) -> str:
    """test loss 0.1234, accuracy 97.1 %; "" without a test part. preview: of the data, for the unit."""
    if word.test_loss is None:
        return ""
    parts = [_("test loss {loss}").format(loss=f"{word.test_loss:.4g}")]
    quantities = quantities_of(preview)
    parts += [showing(name, quantities).text(value) for name, value in word.test_metrics.items()]
    return ", ".join(parts)


class _QuietLabel(QLabel):
    """A label that never asks for room, as its text changes 30 times a second; a long text is elided."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(0, super().sizeHint().height())

    def setText(self, text: str) -> None:
        if text != self.text():
            super().setText(text)

    @property
    def shown_text(self) -> str:
        """As much of the text as there is room for."""
        room = self.contentsRect().width()
        return str(self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room))

    def paintEvent(self, _event: QPaintEvent) -> None:
        with painting(self) as painter:
            room = self.contentsRect()
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            self.style().drawItemText(
                painter, room, flags, self.palette(), self.isEnabled(), self.shown_text, self.foregroundRole()
            )
