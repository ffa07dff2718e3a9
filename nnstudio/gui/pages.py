"""Pages to read: the keys, and what this program is."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from nnstudio import __version__
from nnstudio.gui.actions import MENUS, Actions, plain
from nnstudio.gui.icons import pixmap
from nnstudio.gui.key_names import native
from nnstudio.gui.layer_list.actions import ROW_ACTIONS
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _

_LIBRARIES = ("PySide6-Essentials", "pyqtgraph", "numpy", "tensorflow", "keras", "scikit-learn")
_ICON_SIZE = 64


class ShortcutsPage(QDialog):
    """All keys, by menu."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard shortcuts"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        columns = (("file", "edit", "train"), ("view", "help", ""))
        for at, menus in enumerate(columns):
            row = 0
            for menu in menus:
                rows = _panel_rows() if not menu else _rows(actions, menu)
                title = _("In the network list") if not menu else plain(_(MENUS[menu]))
                row = _add_group(grid, row, 2 * at, title, rows)
        _finish(self, grid)


def _rows(actions: Actions, menu: str) -> list[tuple[str, str]]:
    return [
        (
            ", ".join(map(native, action.shortcuts())),
            plain(_(record.title)),
        )
        for record, action in actions.items()
        if record.menu == menu and action.shortcuts()
    ]


def _panel_rows() -> list[tuple[str, str]]:
    return [(native(spec.shortcut), plain(_(spec.title))) for spec in ROW_ACTIONS if spec is not None]


def _add_group(grid: QGridLayout, row: int, column: int, title: str, rows: list[tuple[str, str]]) -> int:
    """Put a heading and its keys into the grid; the next free row."""
    heading = QLabel(title)
    font = heading.font()
    font.setBold(True)
    heading.setFont(font)
    grid.addWidget(heading, row, column, 1, 2)
    for at, (keys, text) in enumerate(rows, start=row + 1):
        grid.addWidget(QLabel(keys), at, column)
        grid.addWidget(QLabel(text), at, column + 1)
    grid.setRowMinimumHeight(row + len(rows) + 1, 8)
    return row + len(rows) + 2


class AboutPage(QDialog):
    """What this is, its licence, and the versions that a report of a fault needs."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About NN Studio"))
        picture = QLabel()
        picture.setPixmap(pixmap("app", theme, _ICON_SIZE, self.devicePixelRatioF()))
        text = QLabel(
            _(
                "<b>NN Studio {version}</b><br>A sandbox for neural networks: stack layers, train, watch."
            ).format(version=__version__)
            + "<br><br>"
            + _("Free software under the MIT licence; it comes without any warranty.")
        )
        text.setTextFormat(Qt.TextFormat.RichText)
        text.setWordWrap(True)
        self._versions = QLabel("\n".join(versions()))
        self._versions.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._versions.setEnabled(True)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.addWidget(text)
        column.addSpacing(8)
        column.addWidget(self._versions)
        row.addLayout(column, 1)
        buttons = _finish(self, row)
        copy = buttons.addButton(_("Copy versions"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setAutoDefault(False)
        copy.clicked.connect(self._on_copy_clicked)

    @Slot()
    def _on_copy_clicked(self) -> None:
        QApplication.clipboard().setText(self._versions.text())


def versions() -> list[str]:
    """The program, the libraries it stands on, Python and the system; nothing heavy is imported."""
    lines = [f"NN Studio {__version__}", f"Python {platform.python_version()} ({sys.platform})"]
    for library in _LIBRARIES:
        try:
            lines.append(f"{library} {version(library)}")
        except PackageNotFoundError:
            continue
    return lines


def _finish(dialog: QDialog, content: QGridLayout | QHBoxLayout) -> QDialogButtonBox:
    """Lay a dialog out: its content, and Close."""
    buttons = QDialogButtonBox()
    buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(16, 16, 16, 12)
    column.addLayout(content)
    column.addSpacing(8)
    column.addWidget(buttons)
    return buttons
