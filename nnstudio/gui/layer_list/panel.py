"""The Network panel: the list of layers and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QKeySequence
from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton, QVBoxLayout, QWidget

from nnstudio.design import edits
from nnstudio.design.changes import Change
from nnstudio.design.excerpts import excerpt
from nnstudio.design.fields import REPEAT
from nnstudio.design.files import layers_to_text
from nnstudio.design.model import GroupId, LayerId
from nnstudio.design.problems import Problem
from nnstudio.design.wiring import most_reads
from nnstudio.errors import UserError
from nnstudio.gui.document import Document
from nnstudio.gui.icons import icon
from nnstudio.gui.layer_list.actions import ROW_ACTIONS, RowAction
from nnstudio.gui.layer_list.drops import paste_rows
from nnstudio.gui.layer_list.lines import INPUT_ROW, heading_key, layer_id, layers_of
from nnstudio.gui.layer_list.model import LayerListModel
from nnstudio.gui.layer_list.places import Spot, spot_after
from nnstudio.gui.layer_list.view import LayerListView
from nnstudio.gui.palette.offers import offer
from nnstudio.gui.palette.own import OwnGroups
from nnstudio.gui.palette.popup import QuickAdd
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _


class NetworkPanel(QWidget):
    """selected: the current layer's id, "" for none. row_selected: also INPUT_ROW and TARGET_ROW."""

    selected = Signal(str)
    row_selected = Signal(str)

    def __init__(
        self, document: Document, theme: Theme, parent: QWidget | None = None, own: OwnGroups | None = None
    ) -> None:
        super().__init__(parent)
        self._own = own or OwnGroups(parent=self)
        self._document = document
        self._theme = theme
        self._current = ""
        self._asked: GroupId = ""  # how often to build which group was asked
        self.model = LayerListModel(document, self)
        self.view = LayerListView(self.model, theme)
        self._quick_add = QuickAdd(theme, self, self._own)
        self._add = QToolButton()
        self._add.setText(_("add a layer"))
        self._add.setToolTip(_("Type a few letters of a layer's name; Enter adds it after the selection."))
        self._add.setAccessibleName(_("Add a layer"))
        self._add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._add.setAutoRaise(True)
        self.row_actions = {spec.key: self._make_action(spec) for spec in ROW_ACTIONS if spec is not None}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._add)
        layout.setAlignment(self._add, Qt.AlignmentFlag.AlignLeft)
        self.set_theme(theme)
        self._wire()
        self._refresh_actions()

    def _wire(self) -> None:
        self._add.clicked.connect(self.ask_for_layer)
        self._quick_add.chosen.connect(self.insert_after_selection)
        self.view.typed.connect(self._on_view_typed)
        self._document.changed.connect(self._on_document_changed)
        self.view.dropped.connect(self._on_view_dropped)
        self.view.fix_asked.connect(self._document.mend)
        self.view.fold_asked.connect(self._on_view_fold_asked)
        self.view.repeat_asked.connect(self.ask_for_repeat_of)
        self.view.customContextMenuRequested.connect(self._on_view_menu_requested)
        self.view.selectionModel().selectionChanged.connect(self._on_selection_changed)

    def _make_action(self, spec: RowAction) -> QAction:
        action = QAction(_(spec.title), self.view)
        action.setShortcut(QKeySequence(spec.shortcut))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(getattr(self, spec.slot))
        self.view.addAction(action)
        return action

    def sizeHint(self) -> QSize:
        return QSize(320, 360)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.view.set_theme(theme)
        self._quick_add.set_theme(theme)
        self._add.setIcon(icon("plus", theme, theme.accent))
        for spec in ROW_ACTIONS:
            if spec is not None:
                self.row_actions[spec.key].setIcon(icon(spec.icon, theme) if spec.icon else QIcon())

    # Selection

    def select(self, layer: LayerId) -> None:
        """Select a layer by id, or INPUT_ROW, TARGET_ROW; "" selects nothing."""
        self.view.select_keys([layer] if layer else [])

    def selected_layers(self) -> list[LayerId]:
        """The selected layers, in the order of the list; a heading stands for all of its group."""
        keys = {self.model.line(row).key for row in self.view.selected_rows()}
        return layers_of(self._document.design, keys)

    def selected_group(self) -> GroupId:
        """The group whose heading is selected, or in which all that is selected stands; "" for none."""
        groups = {self.model.line(row).group for row in self.view.selected_rows()}
        return groups.pop() if len(groups) == 1 else ""

    def insertion_spot(self) -> Spot:
        """Where a new layer goes: after the selection, or at the end."""
        rows = self.view.selected_rows()
        design = self._document.design
        return spot_after(design, self.model.lines, rows[-1]) if rows else (len(design.layers), None)

    @Slot()
    def _on_selection_changed(self) -> None:
        keys = [self.model.line(row).key for row in self.view.selected_rows()]
        current = keys[0] if len(keys) == 1 else next((key for key in keys if layer_id(key)), "")
        self._refresh_actions()
        if current != self._current:
            before, self._current = self._current, current
            self.row_selected.emit(current)
            if layer_id(before) != layer_id(current):
                self.selected.emit(layer_id(current))

    def _refresh_actions(self) -> None:
        here = {
            "": True,
            "layers": bool(self.selected_layers()),
            "group": bool(self.selected_group()),
            "fix": self._problem_to_mend() is not None,
        }
        done = {"freeze": self._all("trainable"), "off": self._all("enabled"), "fold": self._is_folded()}
        for spec in ROW_ACTIONS:
            if spec is not None:
                action = self.row_actions[spec.key]
                action.setEnabled(here[spec.needs])
                action.setText(_(spec.undone if done.get(spec.key) else spec.title))

    @Slot(object)
    def _on_document_changed(self, _change: Change) -> None:
        self._refresh_actions()

    def _problem_to_mend(self) -> Problem | None:
        """Of the first selected row that something mends; without a selection, of the first row."""
        rows = self.view.selected_rows() or range(self.model.rowCount())
        for problem in (self.model.line(row).problem for row in rows):
            if problem is not None and problem.fix is not None:
                return problem
        return None

    def _all(self, field: str) -> bool:
        """Whether this is false of all selected layers."""
        rows = [self._document.design.row(layer) for layer in self.selected_layers()]
        return bool(rows) and not any(getattr(row, field) for row in rows)

    def _is_folded(self) -> bool:
        group = self.selected_group()
        return bool(group) and self._document.design.group(group).folded

    # Edits

    @Slot()
    def ask_for_layer(self) -> None:
        """Open the quick search; what is chosen there is inserted after the selection."""
        self._on_view_typed("")

    @Slot(str)
    def insert_after_selection(self, key: str) -> None:
        """What the palette offers by this key, below the selection."""
        offered = offer(key, self._own.offers())
        taken = offered.excerpt if offered is not None else None
        if taken is None:
            self._insert_layer(key)
        else:
            at, into = self.insertion_spot()
            self._apply_and_select(edits.insert_rows, taken.layers, at, taken.groups, into)

    def _insert_layer(self, kind: str) -> None:
        """A layer that reads several rows reads those that are selected."""
        layers = self.selected_layers()
        at, into = self.insertion_spot()
        most = most_reads(kind)
        reads = layers if len(layers) > 1 and (most is None or len(layers) <= most) else None
        self._apply_and_select(edits.insert_layer, kind, at, reads=reads, into=into)

    @Slot()
    def delete_selected(self) -> None:
        layers = self.selected_layers()
        if not layers:
            return
        first = self.view.selected_rows()[0]
        if self._document.apply(edits.remove_layers, layers):
            # What stands there now, or the last layer, so that Del can be pressed again.
            row = min(first, self.model.rowCount() - 2)
            self.select(self.model.line(row).key if row > 0 else INPUT_ROW)

    @Slot()
    def mend_selected(self) -> None:
        problem = self._problem_to_mend()
        if problem is not None:
            self._document.mend(problem)

    @Slot()
    def duplicate_selected(self) -> None:
        layers = self.selected_layers()
        if len(layers) == 1:
            self._apply_and_select(edits.duplicate_layer, layers[0])
        elif layers:
            taken = excerpt(self._document.design, layers)
            at, into = self.insertion_spot()
            self._apply_and_select(edits.insert_rows, taken.layers, at, taken.groups, into)

    @Slot()
    def freeze_selected(self) -> None:
        """Or train again, where all are frozen."""
        self._document.apply(edits.freeze, self.selected_layers(), not self._all("trainable"))

    @Slot()
    def switch_selected(self) -> None:
        """Off, or on again where all are off."""
        self._document.apply(edits.switch_on, self.selected_layers(), self._all("enabled"))

    @Slot()
    def group_selected(self) -> None:
        before = {group.id for group in self._document.design.groups}
        if self._document.apply(edits.group_rows, self.selected_layers()):
            new = next(group.id for group in self._document.design.groups if group.id not in before)
            self.select(heading_key(new))

    @Slot()
    def ungroup_selected(self) -> None:
        layers = layers_of(self._document.design, {heading_key(self.selected_group())})
        if self._document.apply(edits.ungroup, self.selected_group()):
            self.view.select_keys(layers)

    @Slot()
    def keep_selected(self) -> None:
        """Put the group among the person's own in the palette."""
        design = self._document.design
        try:
            self._own.add(excerpt(design, layers_of(design, {heading_key(self.selected_group())})))
        except UserError as error:
            self._document.refused.emit(error)

    @Slot()
    def fold_selected(self) -> None:
        self._on_view_fold_asked(self.selected_group())

    @Slot()
    def rename_selected(self) -> None:
        self.view.rename(heading_key(self.selected_group()))

    @Slot()
    def ask_for_repeat(self) -> None:
        self.ask_for_repeat_of(self.selected_group())

    @Slot(str)
    def ask_for_repeat_of(self, group: GroupId) -> None:
        """How often to build a group, in a small dialog that the window goes on beside."""
        box = QInputDialog(self)
        box.setInputMode(QInputDialog.InputMode.IntInput)
        box.setWindowTitle(_("Repeat the group"))
        box.setLabelText(_(REPEAT.help))
        box.setIntRange(REPEAT.min, REPEAT.max)
        box.setIntValue(self._document.design.group(group).repeat)
        self._asked = group
        box.intValueSelected.connect(self._on_repeat_chosen)
        box.finished.connect(box.deleteLater)
        box.open()

    @Slot(int)
    def _on_repeat_chosen(self, times: int) -> None:
        self._document.apply(edits.repeat_group, self._asked, times)

    @Slot(str)
    def _on_view_fold_asked(self, group: GroupId) -> None:
        folded = self._document.design.group(group).folded
        keys = {self.model.line(row).key for row in self.view.selected_rows()}
        inside = keys.intersection(layers_of(self._document.design, {heading_key(group)}))
        self._document.apply(edits.fold_group, group, not folded)
        if inside and not folded:
            self.select(heading_key(group))

    @Slot()
    def move_selected_up(self) -> None:
        self._move(-1)

    @Slot()
    def move_selected_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        layers = self.selected_layers()
        if not layers:
            return
        keys = [self.model.line(row).key for row in self.view.selected_rows()]
        spot = self._step(layers, by)
        if spot is not None:
            self._document.apply(edits.move_rows, layers, *spot)
            self.view.select_keys(keys)

    def _step(self, layers: Sequence[LayerId], by: int) -> Spot | None:
        """One step up or down: over a row, or a group that is folded or that a group cannot go into."""
        design = self._document.design
        places = [design.index(layer) for layer in layers]
        at = places[0] - 1 if by < 0 else places[-1] + 1
        if not 0 <= at < len(design.layers):
            return None
        over = design.layers[at].group
        whole = {row.group for row in design.layers if row.id in layers} - {over} != {None}
        if over is not None and over != design.layers[places[0]].group:
            passed = design.group(over).folded or whole
            if passed:
                rows = design.rows_in(over)
                return (design.index(rows[0].id), None) if by < 0 else (design.index(rows[-1].id) + 1, None)
        return (at, None) if by < 0 else (at + 1, None)

    @Slot()
    def copy_selected(self) -> None:
        layers = self.selected_layers()
        if layers:
            QGuiApplication.clipboard().setText(layers_to_text(excerpt(self._document.design, layers)))

    @Slot()
    def cut_selected(self) -> None:
        self.copy_selected()
        self.delete_selected()

    @Slot()
    def paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if text:
            self._apply_and_select(paste_rows, text, *self.insertion_spot())

    def _apply_and_select(self, edit: object, *args: object, **kw: object) -> None:
        """Run an edit and select the layers it brought."""
        before = {row.id for row in self._document.design.layers}
        if self._document.apply(edit, *args, **kw):  # type: ignore[arg-type]
            self.view.select_keys([row.id for row in self._document.design.layers if row.id not in before])

    @Slot(str)
    def _on_view_typed(self, text: str) -> None:
        self._quick_add.ask(self._add.mapToGlobal(QPoint(4, 0)), text)

    @Slot(int)
    def _on_view_dropped(self, row: int) -> None:
        self.select(self.model.line(row).key)

    @Slot(QPoint)
    def _on_view_menu_requested(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for spec in ROW_ACTIONS:
            if spec is None:
                menu.addSeparator()
            else:
                menu.addAction(self.row_actions[spec.key])
        menu.popup(self.view.viewport().mapToGlobal(place))

    def actions_of_rows(self) -> Sequence[QAction]:
        """The actions on rows, for a window's Edit menu and its command palette."""
        return tuple(self.row_actions.values())
