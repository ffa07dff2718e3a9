"""Plays clips: a button, a slider over the frames, and a timer that rests while nobody looks."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from nnstudio.gui.icons import icon
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

_PACE: Final = 150  # milliseconds a frame
_REST: Final = 3  # frames that the last one stays longer, so that a clip is seen to end


class FrameBar(QWidget):
    """turned: another frame is to be shown, counted from 0."""

    turned = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QToolButton()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self._label = QLabel()
        self._timer = QTimer(self)
        self._frames = 1
        self._rested = 0
        self._plays = True
        self._place()
        self._wire()
        self.set_theme(theme)

    def _place(self) -> None:
        self._timer.setInterval(_PACE)
        self.button.setAutoRaise(True)
        self.button.setIconSize(QSize(16, 16))
        self.slider.setPageStep(1)
        self.slider.setAccessibleName(_("Frame"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addWidget(self.slider, 1)
        row.addWidget(self._label)

    def _wire(self) -> None:
        self.button.clicked.connect(self._on_button_clicked)
        self.slider.valueChanged.connect(self._on_slider_moved)
        self.slider.sliderPressed.connect(self.pause)
        self._timer.timeout.connect(self._on_timeout)

    @property
    def frame(self) -> int:
        return self.slider.value()

    @property
    def plays(self) -> bool:
        """Whether frames follow one another now."""
        return self._timer.isActive()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._show_state()

    def set_frames(self, count: int) -> None:
        """So many frames; it begins with the first if that is another number."""
        if count == self._frames and self._label.text():
            return
        self._frames = count
        self.slider.setRange(0, count - 1)
        self.slider.setValue(0)
        self._label.setMinimumWidth(self._label.fontMetrics().horizontalAdvance(self._text(count)))
        self._label.setText(self._text(self.frame + 1))

    @Slot()
    def pause(self) -> None:
        """Stay at this frame."""
        self._plays = False
        self._show_state()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_state()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _show_state(self) -> None:
        text = _("Pause the clips") if self._plays else _("Play the clips")
        self.button.setIcon(icon("pause" if self._plays else "play", self._theme))
        self.button.setToolTip(text)
        self.button.setAccessibleName(text)
        if self._plays and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()

    def _text(self, frame: int) -> str:
        return _("frame {frame} of {count}").format(frame=frame, count=self._frames)

    @Slot()
    def _on_button_clicked(self) -> None:
        self._plays = not self._plays
        self._show_state()

    @Slot(int)
    def _on_slider_moved(self, frame: int) -> None:
        self._label.setText(self._text(frame + 1))
        self.turned.emit(frame)

    @Slot()
    def _on_timeout(self) -> None:
        if self.frame < self._frames - 1:
            self.slider.setValue(self.frame + 1)
        elif self._rested < _REST:
            self._rested += 1
        else:
            self._rested = 0
            self.slider.setValue(0)
