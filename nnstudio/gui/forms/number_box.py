"""A box for a number: any text may be typed, the arrows step by amounts that suit the number."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QWidget

from nnstudio.catalogue.params import Float, Int, ParamError
from nnstudio.catalogue.values import Value

_ROUND_STEPS = (1.0, 2.0, 5.0)
_SMALLEST = 1e-12
_SMALL_DEFAULT = 0.05


class NumberBox(QAbstractSpinBox):
    """stepped: the arrows, Page Up and Page Down, or the wheel asked for so many steps up."""

    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # The wheel scrolls the panel unless the box was chosen first.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Any text can stand here; what it means is for the editor to say in words."""
        return QValidator.State.Acceptable, text, position

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        both = QAbstractSpinBox.StepEnabledFlag
        return both.StepUpEnabled | both.StepDownEnabled

    def stepBy(self, steps: int) -> None:
        self.stepped.emit(steps)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def step_int(param: Int, value: int, steps: int) -> int:
    return max(param.min, min(param.max, value + steps))


def step_float(param: Float, value: float, steps: int) -> float:
    """Shares move evenly; numbers whose size is open, such as a learning rate, go 1, 2, 5, 10."""
    step = _step_round if _is_of_open_size(param) else _step_evenly
    for _count in range(abs(steps)):
        try:
            value = param.check(step(param, value, steps > 0))
        except ParamError:
            break
    return value


def _is_of_open_size(param: Float) -> bool:
    return param.open_min or param.max > 1 or 0 < param.default < _SMALL_DEFAULT


def _step_evenly(param: Float, value: float, up: bool) -> float:
    size = (param.max - param.min) / 20
    size = 0.05 if 0.04 < size <= 0.05 else size
    place = round(value / size, 9)
    moved = (math.floor(place) + 1 if up else math.ceil(place) - 1) * size
    return max(param.min, min(param.max, round(moved, 12)))


def _step_round(param: Float, value: float, up: bool) -> float:
    if value < 0:
        return -_step_round(param, -value, not up)
    if value < _SMALLEST:
        return (param.default or 0.001) if up else value
    power = math.floor(math.log10(value) + 1e-9)
    around = [base * 10.0**exponent for exponent in (power - 1, power, power + 1) for base in _ROUND_STEPS]
    margin = value * 1e-9
    found = (
        min(n for n in around if n > value + margin) if up else max(n for n in around if n < value - margin)
    )
    if found < _SMALLEST:
        return 0.0
    return max(param.min, min(param.max, float(f"{found:.6g}")))


STEPS: dict[type, Callable[..., Value]] = {Int: step_int, Float: step_float}
