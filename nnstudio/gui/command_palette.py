"""Find a command by typing a few letters of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from nnstudio.gui.theme import Theme
from nnstudio.i18n import _, folded

_WIDTH = 460
_HEIGHT = 340
_KEYS_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Command:
    """Something that can be done: what it is called, its keys, what it does."""

    title: str
    keys: str
    do: Callable[[], object]


def matches(text: str, title: str) -> bool:
    """Whether every word that was typed begins, or stands inside, something of the title."""
    looked_in = folded(title)
    return all(word in looked_in for word in folded(text).split())


class CommandPalette(QDialog):
    """A field and a list; Enter does the chosen command and closes, Escape only closes."""

    chosen = Signal()

    def __init__(self, commands: Sequence[Command], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(_("Commands"))
        self._commands = tuple(commands)
        self._field = QLineEdit()
        self._field.setPlaceholderText(_("What do you want to do?"))
        self._field.setAccessibleName(_("Command to find"))
        self._field.setClearButtonEnabled(True)
        self._list = QListWidget()
        self._list.setAccessibleName(_("Commands found"))
        self._list.setUniformItemSizes(True)
        self._list.setItemDelegate(_CommandDelegate(theme, self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._field)
        column.addWidget(self._list)
        self.setObjectName("commands")  # a window without a frame needs an edge of its own
        self.setStyleSheet(f"#commands {{ border: 1px solid {theme.muted}; }}")
        self.resize(_WIDTH, _HEIGHT)
        self._field.installEventFilter(self)
        self._field.textChanged.connect(self._on_field_changed)
        self._field.returnPressed.connect(self._on_return_pressed)
        self._list.itemClicked.connect(self._on_item_clicked)
        self._on_field_changed("")

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of the commands found."""
        return tuple(self._list.item(row).text() for row in range(self._list.count()))

    def type_text(self, text: str) -> None:
        self._field.setText(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down move in the list while the field keeps the focus."""
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = moves.get(Qt.Key(event.key()))
            if by is not None and self._list.count():
                row = self._list.currentRow() + by
                self._list.setCurrentRow(max(0, min(self._list.count() - 1, row)))
                return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _on_field_changed(self, text: str) -> None:
        self._list.clear()
        for at, command in enumerate(self._commands):
            if matches(text, command.title):
                item = QListWidgetItem(command.title)
                item.setData(Qt.ItemDataRole.UserRole, at)
                item.setData(_KEYS_ROLE, command.keys)
                self._list.addItem(item)
        self._list.setCurrentRow(0)

    @Slot()
    def _on_return_pressed(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self._on_item_clicked(item)

    @Slot(QListWidgetItem)
    def _on_item_clicked(self, item: QListWidgetItem) -> None:
        command = self._commands[item.data(Qt.ItemDataRole.UserRole)]
        self.close()
        command.do()


class _CommandDelegate(QStyledItemDelegate):
    """A row: the title on the left, its keys on the right, quieter."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), size.height() + 8)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        selected = option.state & QStyle.StateFlag.State_Selected
        painter.save()
        painter.setPen(self._theme.color(self._theme.on_accent if selected else self._theme.muted))
        area = option.rect.adjusted(0, 0, -8, 0)
        painter.drawText(
            area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, index.data(_KEYS_ROLE)
        )
        painter.restore()
