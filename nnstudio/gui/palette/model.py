"""What is offered, section by section, filtered by what is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from nnstudio.catalogue.entries import Category
from nnstudio.gui.mime import KIND_MIME, ROWS_MIME
from nnstudio.gui.painting import painting
from nnstudio.gui.palette.offers import Offer, matching, offers
from nnstudio.gui.palette.own import OwnGroups
from nnstudio.gui.theme import Theme
from nnstudio.gui.verbatim import in_role
from nnstudio.i18n import _

_CHIP = 12
_HEADING = 24
_OPEN, _FOLDED = "▾", "▸"
_NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Item:
    """A row: something that is offered, or the heading of a section (offer is None)."""

    section: str
    offer: Offer | None = None


class PaletteModel(QAbstractListModel):
    """Section by section while nothing is typed, the best match first after that."""

    def __init__(self, theme: Theme, parent: QObject | None = None, own: OwnGroups | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._own = own or OwnGroups(parent=self)
        self._text = ""
        self._folded: set[str] = set()  # sections of which only the heading is shown
        self._items: Sequence[Item] = self._found()
        self._chips: dict[Category | None, QIcon] = {}
        self._own.changed.connect(self._show_found)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._chips.clear()
        if self._items:
            self.dataChanged.emit(self.index(0), self.index(len(self._items) - 1))

    def filter(self, text: str) -> None:
        self._text = text
        self._show_found()

    def fold(self, row: int) -> None:
        """Hide or show what stands under a heading; nothing for another row."""
        if 0 <= row < len(self._items) and self._items[row].offer is None:
            self._folded ^= {self._items[row].section}
            self._show_found()

    @Slot()
    def _show_found(self) -> None:
        self.beginResetModel()
        self._items = self._found()
        self.endResetModel()

    def _found(self) -> Sequence[Item]:
        if self._text.strip():
            return [Item(offered.section, offered) for offered in matching(self._text, self._own.offers())]
        items: list[Item] = []
        for section, offered in groupby(offers(self._own.offers()), key=lambda each: each.section):
            items.append(Item(section))
            if section not in self._folded:
                items += (Item(section, each) for each in offered)
        return items

    def key(self, row: int) -> str:
        """Of what is offered in a row, "" for a heading."""
        offered = self._items[row].offer if 0 <= row < len(self._items) else None
        return offered.key if offered else ""

    def first_offer(self) -> QModelIndex:
        row = next((row for row, item in enumerate(self._items) if item.offer), -1)
        return self.index(row) if row >= 0 else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not self.checkIndex(index, QAbstractListModel.CheckIndexOption.IndexIsValid):
            return None
        item = self._items[index.row()]
        if item.offer is None:
            return self._heading(item, role)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return _(item.offer.title)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                tip = f"{_(item.offer.help)}\n{item.offer.tip}".strip()
                return in_role(tip, role)
            case Qt.ItemDataRole.DecorationRole:
                return self._chip(item.offer.category)
        return None

    def _heading(self, item: Item, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{_FOLDED if item.section in self._folded else _OPEN} {_(item.section)}"
            case Qt.ItemDataRole.AccessibleTextRole:
                form = _("{section}, folded") if item.section in self._folded else "{section}"
                return form.format(section=_(item.section))
            case Qt.ItemDataRole.ToolTipRole:
                return _("Click to hide or show what stands here.")
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(self._theme.muted)
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
            case Qt.ItemDataRole.SizeHintRole:
                return QSize(0, _HEADING)
        return None

    def _chip(self, category: Category | None) -> QIcon:
        if category not in self._chips:
            shade = self._theme.accent if category is None else self._theme.categories[category]
            self._chips[category] = chip(shade)
        return self._chips[category]

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._items[index.row()].offer is None:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def mimeTypes(self) -> list[str]:
        return [KIND_MIME, ROWS_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        offered = self._items[indexes[0].row()].offer
        assert offered is not None, "headings cannot be dragged"
        return offered.mime

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction


def chip(shade: str) -> QIcon:
    """A small rounded square in a category's colour."""
    picture = QPixmap(2 * _CHIP, 2 * _CHIP)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    with painting(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shade))
        painter.drawRoundedRect(1, 1, _CHIP - 2, _CHIP - 2, 3, 3)
    icon = QIcon()
    # The same when a row is selected: Qt would tint it otherwise.
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        icon.addPixmap(picture, mode)
    return icon
