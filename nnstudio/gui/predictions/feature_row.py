"""One number that goes into the network, to be set by a slider or typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLocale, QObject, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QLabel, QSlider

from nnstudio.data.prepared import Preview
from nnstudio.figures import figure
from nnstudio.gui.painting import painting
from nnstudio.gui.verbatim import as_tip
from nnstudio.i18n import _

Doubles = NDArray[np.float64]

_MOST_DECIMALS: Final = 6
_ROUNDING: Final = 2e-6  # of a number's size: what is lost where numbers are scaled and have 24 bits
_STEPS: Final = 1000  # of a slider, at most
_BEYOND: Final = 10  # ranges to both sides; there are no examples there, but one may try


@dataclass(frozen=True)
class Feature:
    """low, high: the range of the examples to learn from, in the feature's unit. decimals: that they have."""

    name: str
    low: float
    high: float
    decimals: int

    @property
    def span(self) -> float:
        return self.high - self.low

    @property
    def steps(self) -> int:
        """Of a slider from one end of the range to the other."""
        return max(1, min(_STEPS, round(self.span * 10.0**self.decimals)))

    @property
    def range_text(self) -> str:
        return _("{low} to {high} in the examples to learn from").format(
            low=figure(self.low), high=figure(self.high)
        )


def features_of(preview: Preview) -> tuple[Feature, ...]:
    """Of a table; () where the inputs of an example are no list of numbers with names."""
    names, shape = preview.facts.features, preview.facts.input_shape
    if len(shape) != 1 or len(names) != shape[0] or preview.facts.vocabulary or not len(preview.train):
        return ()
    columns = in_own_units(preview, preview.train.inputs)
    return tuple(_feature(_(name), column) for name, column in zip(names, columns.T, strict=True))


def in_own_units(preview: Preview, inputs: NDArray[np.floating]) -> Doubles:
    """Prepared inputs (n, k) as they came."""
    scale = preview.input_scale
    return inputs.astype(np.float64) * scale.factor + scale.offset


def _feature(name: str, column: Doubles) -> Feature:
    size = float(np.abs(column).max())
    decimals = next(
        (
            count
            for count in range(_MOST_DECIMALS)
            if np.abs(column - column.round(count)).max() <= _ROUNDING * max(size, 10.0**-count)
        ),
        _MOST_DECIMALS,
    )
    return Feature(name, round(float(column.min()), decimals), round(float(column.max()), decimals), decimals)


class _Name(QLabel):
    """Takes the room that its text needs, but does without; a text that is too long is cut with dots."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setToolTip(as_tip(text))
        self.setTextFormat(Qt.TextFormat.PlainText)

    def minimumSizeHint(self) -> QSize:
        return QSize(50, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        with painting(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)


class FeatureRow(QObject):
    """A name, a slider and a box, which stand in a row of a grid. changed: a person set another number."""

    changed = Signal()

    def __init__(self, feature: Feature, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._feature = feature
        self.name = _Name(feature.name)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, feature.steps)
        self.slider.setEnabled(feature.span > 0)
        self.slider.setMinimumWidth(60)
        self.box = QDoubleSpinBox()
        self.box.setLocale(QLocale.c())
        self.box.setDecimals(feature.decimals)
        beyond = _BEYOND * (feature.span or max(1.0, abs(feature.high)))
        self.box.setRange(feature.low - beyond, feature.high + beyond)
        self.box.setSingleStep(max(feature.span / 20, 10.0**-feature.decimals))
        self.box.setKeyboardTracking(False)
        for widget in (self.slider, self.box):
            widget.setAccessibleName(feature.name)
            widget.setToolTip(feature.range_text)
            widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.slider.valueChanged.connect(self._on_slider_value_changed)
        self.box.valueChanged.connect(self._on_box_value_changed)

    def stand_in(self, grid: QGridLayout, row: int) -> None:
        for column, widget in enumerate((self.name, self.slider, self.box)):
            grid.addWidget(widget, row, column)

    @property
    def value(self) -> float:
        return self.box.value()

    def show_value(self, value: float) -> None:
        with QSignalBlocker(self.box):
            self.box.setValue(value)
        self._show_on_slider()

    def _show_on_slider(self) -> None:
        feature = self._feature
        with QSignalBlocker(self.slider):
            share = (self.box.value() - feature.low) / (feature.span or 1.0)
            self.slider.setValue(round(min(max(share, 0.0), 1.0) * feature.steps))

    @Slot(int)
    def _on_slider_value_changed(self, place: int) -> None:
        feature = self._feature
        with QSignalBlocker(self.box):
            self.box.setValue(feature.low + feature.span * place / feature.steps)
        self.changed.emit()

    @Slot(float)
    def _on_box_value_changed(self, _value: float) -> None:
        self._show_on_slider()
        self.changed.emit()
