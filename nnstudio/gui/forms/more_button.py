"""“More”: unfolds the parameters that are rarely needed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPolygonF
from PySide6.QtWidgets import QToolButton, QWidget

from nnstudio.gui.painting import painting
from nnstudio.i18n import _

_ARROW = 8
_GAP = 4
_SHUT = ((1.0, 0.0), (6.0, 4.0), (1.0, 8.0))
_OPEN = ((0.0, 2.0), (8.0, 2.0), (4.0, 7.0))


class MoreButton(QToolButton):
    """Flat and in line with the labels of a form; underlined while it has the focus.

    Drawn from the palette, so that it follows a change of theme at once.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(_("More"))
        self.setAccessibleName(_("More parameters"))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(_ARROW + _GAP + metrics.horizontalAdvance(self.text()) + 4, metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            lively = self.underMouse() or self.hasFocus()
            role = QPalette.ColorRole.WindowText if lively else QPalette.ColorRole.PlaceholderText
            ink = self.palette().color(role)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            top = (self.height() - _ARROW) / 2
            corners = _OPEN if self.isChecked() else _SHUT
            painter.drawPolygon(QPolygonF([QPointF(x, top + y) for x, y in corners]))
            font = self.font()
            font.setUnderline(self.hasFocus())
            painter.setFont(font)
            painter.setPen(ink)
            room = QRect(_ARROW + _GAP, 0, self.width() - _ARROW - _GAP, self.height())
            painter.drawText(
                room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self.text()
            )
