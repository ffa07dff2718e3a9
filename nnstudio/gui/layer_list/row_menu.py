"""The actions on rows: made from their table, kept true to what is selected, and shown as a menu."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from nnstudio.gui.icons import icon
from nnstudio.gui.layer_list.actions import ROW_ACTIONS, Needs, RowAction
from nnstudio.gui.layer_list.selection import Selection
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

if TYPE_CHECKING:
    from nnstudio.gui.layer_list.panel import NetworkPanel

_RECORDS = tuple(spec for spec in ROW_ACTIONS if spec is not None)


class RowMenu(QObject):
    """Owns the actions, which belong to the list: their keys work where it has the focus."""

    def __init__(self, panel: NetworkPanel, view: QWidget) -> None:
        super().__init__(panel)
        self._panel = panel
        self.actions = {spec.key: self._make(spec, view) for spec in _RECORDS}

    def _make(self, spec: RowAction, view: QWidget) -> QAction:
        action = QAction(_(spec.title), view)
        action.setShortcut(QKeySequence(spec.shortcut))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(partial(self._run, spec))
        view.addAction(action)
        return action

    def _run(self, spec: RowAction, _checked: bool = False) -> None:
        spec.run(self._panel)

    def set_theme(self, theme: Theme) -> None:
        for spec in _RECORDS:
            self.actions[spec.key].setIcon(icon(spec.icon, theme) if spec.icon else QIcon())

    def follow(self, selection: Selection) -> None:
        """Enable what can be done, and name it for what it would do."""
        here = {
            Needs.NOTHING: True,
            Needs.LAYERS: bool(selection.layers()),
            Needs.SEVERAL: bool(selection.ends_of_skips()[1]),
            Needs.GROUP: bool(selection.group()),
            Needs.FIX: selection.problem_to_mend() is not None,
        }
        for spec in _RECORDS:
            action = self.actions[spec.key]
            action.setEnabled(here[spec.needs])
            action.setText(_(spec.undone if spec.is_done(selection) else spec.title))

    def popup(self, place: QPoint) -> None:
        """place: on the screen."""
        menu = QMenu(self._panel)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for spec in ROW_ACTIONS:
            if spec is None:
                menu.addSeparator()
            else:
                menu.addAction(self.actions[spec.key])
        menu.popup(place)

    def all(self) -> Sequence[QAction]:
        return tuple(self.actions.values())
