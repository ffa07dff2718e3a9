"""What the hand over the plane holds: points of a class, or the eraser."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QToolButton, QWidget

from nnstudio.design.placing import ERASER
from nnstudio.gui.painting import painting
from nnstudio.gui.predictions.surface_colors import class_color
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

_DOT = 12  # pixels


class BrushBar(QWidget):
    """chosen: a class or ERASER. cleared: all points are to go."""

    chosen = Signal(int)
    cleared = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._group = QButtonGroup(self)
        self._names: tuple[str, ...] = ()
        self.classes: list[QToolButton] = []
        self.eraser = _button(_("Erase"), _("Click or drag over points to erase them."))
        self.eraser.setCheckable(True)
        self._group.addButton(self.eraser, ERASER + 100)
        self.clear = _button(_("Clear"), _("Take all points away; undo brings them back."))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addWidget(self.eraser)
        self._row.addStretch(1)
        self._row.addWidget(self.clear)
        self._group.idClicked.connect(self._on_group_id_clicked)
        self.clear.clicked.connect(self.cleared)

    @property
    def brush(self) -> int:
        return self._group.checkedId() - 100

    def show_classes(self, names: Sequence[str]) -> None:
        if tuple(names) == self._names:
            return
        self._names = tuple(names)
        chosen = self.brush
        for old in self.classes:
            self._group.removeButton(old)
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.classes = [self._class_button(at, name) for at, name in enumerate(names)]
        self.choose(chosen if ERASER <= chosen < len(names) else 0)
        self.set_theme(self._theme)

    def show_count(self, count: int) -> None:
        self.clear.setEnabled(count > 0)
        self.eraser.setEnabled(count > 0 or self.brush == ERASER)

    def choose(self, brush: int) -> None:
        """Take a class or the eraser; one that is not there changes nothing."""
        button: QAbstractButton | None = self._group.button(brush + 100)
        if button is not None:
            button.setChecked(True)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for at, button in enumerate(self.classes):
            button.setIcon(_dot(class_color(at, theme)))

    def _class_button(self, at: int, name: str) -> QToolButton:
        button = _button(
            name,
            _(
                "Click to place a point of this class, drag to spray. Shift or the right button places the"
                " next class."
            ),
        )
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(_DOT, _DOT))
        button.setCheckable(True)
        self._group.addButton(button, at + 100)
        self._row.insertWidget(at, button)
        return button

    @Slot(int)
    def _on_group_id_clicked(self, number: int) -> None:
        self.chosen.emit(number - 100)


def _button(text: str, help: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(help)
    button.setAccessibleName(text)
    button.setAccessibleDescription(help)
    button.setAutoRaise(True)
    return button


def _dot(color: QColor) -> QIcon:
    drawn = QPixmap(2 * _DOT, 2 * _DOT)
    drawn.fill(Qt.GlobalColor.transparent)
    with painting(drawn) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(QRectF(2, 2, 2 * _DOT - 4, 2 * _DOT - 4))
    return QIcon(drawn)
