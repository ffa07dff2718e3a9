"""The layers of the catalogue by category, filtered by what is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.entries import Category, Layer
from nnstudio.gui.layer_list.drops import KIND_MIME, kind_mime
from nnstudio.gui.theme import Theme
from nnstudio.i18n import N_, _

CATEGORY_TITLES = {
    Category.CORE: N_("Core"),
    Category.CONVOLUTION: N_("Convolution"),
    Category.POOLING: N_("Pooling"),
    Category.RECURRENT: N_("Recurrent"),
    Category.ATTENTION: N_("Attention"),
    Category.NORMALIZATION: N_("Normalization"),
    Category.REGULARIZATION: N_("Regularization"),
    Category.RESHAPING: N_("Reshaping"),
    Category.MERGING: N_("Merging"),
    Category.ACTIVATION: N_("Activation"),
    Category.AUGMENTATION: N_("Augmentation"),
    Category.PREPROCESSING: N_("Preprocessing"),
}
_CHIP = 12
_HEADING = 24
_NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Item:
    """A row: a layer, or the heading of a category (entry is None)."""

    category: Category
    entry: Layer | None = None


def matching(text: str) -> list[Layer]:
    """Layers that have every word typed within their title or key, or at the beginning of a word of their
    category or help; the one with this very name first, then those whose name begins with it.
    """
    words = text.casefold().split()
    found = [layer for layer in LAYERS.values() if all(_has(layer, word) for word in words)]
    return sorted(found, key=lambda layer: _rank(layer, text.casefold().strip()))


def _has(layer: Layer, word: str) -> bool:
    names = f"{_(layer.title)} {layer.key}".casefold()
    about = f" {_(CATEGORY_TITLES[layer.category])} {_(layer.help)}".casefold()
    return word in names or f" {word}" in about


def _rank(layer: Layer, text: str) -> int:
    name = _(layer.title).casefold()
    names = (name, layer.key)
    if text in names:
        return 0
    if any(name.startswith(text) for name in names):
        return 1
    return 2 if any(text in name for name in names) else 3


class PaletteModel(QAbstractListModel):
    """Grouped by category while nothing is typed, the best match first after that."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._items: Sequence[Item] = _grouped()
        self._chips: dict[Category, QIcon] = {}

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._chips.clear()
        if self._items:
            self.dataChanged.emit(self.index(0), self.index(len(self._items) - 1))

    def filter(self, text: str) -> None:
        self.beginResetModel()
        self._items = (
            [Item(layer.category, layer) for layer in matching(text)] if text.strip() else _grouped()
        )
        self.endResetModel()

    def kind(self, row: int) -> str:
        """The key of the layer in a row, "" for a heading."""
        entry = self._items[row].entry if 0 <= row < len(self._items) else None
        return entry.key if entry else ""

    def first_layer(self) -> QModelIndex:
        row = next((row for row, item in enumerate(self._items) if item.entry), -1)
        return self.index(row) if row >= 0 else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not self.checkIndex(index, QAbstractListModel.CheckIndexOption.IndexIsValid):
            return None
        item = self._items[index.row()]
        if item.entry is None:
            return self._heading(item, role)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return _(item.entry.title)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return f"{_(item.entry.help)}\n{item.entry.formula}"
            case Qt.ItemDataRole.DecorationRole:
                return self._chip(item.category)
        return None

    def _heading(self, item: Item, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return _(CATEGORY_TITLES[item.category])
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(self._theme.muted)
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
            case Qt.ItemDataRole.SizeHintRole:
                return QSize(0, _HEADING)
        return None

    def _chip(self, category: Category) -> QIcon:
        if category not in self._chips:
            self._chips[category] = chip(self._theme.categories[category])
        return self._chips[category]

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self._items[index.row()].entry is None:
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def mimeTypes(self) -> list[str]:
        return [KIND_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return kind_mime(self.kind(indexes[0].row()))

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction


def _grouped() -> list[Item]:
    items = []
    for category in Category:
        layers = [layer for layer in LAYERS.values() if layer.category is category]
        if layers:
            items += [Item(category), *(Item(category, layer) for layer in layers)]
    return items


def chip(shade: str) -> QIcon:
    """A small rounded square in a category's colour."""
    picture = QPixmap(2 * _CHIP, 2 * _CHIP)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(shade))
    painter.drawRoundedRect(1, 1, _CHIP - 2, _CHIP - 2, 3, 3)
    painter.end()
    icon = QIcon()
    # The same when a row is selected: Qt would tint it otherwise.
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        icon.addPixmap(picture, mode)
    return icon
