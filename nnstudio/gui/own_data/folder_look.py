"""Step one of a folder of any files: how many there are, the first of each class, what is left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from nnstudio.data.own.folders import BadFile
from nnstudio.gui.panels.parts import ScrollPanel, Text
from nnstudio.i18n import _, grouped, ngettext, quoted

MOST_CLASSES = 50  # that are shown
_MOST_TOLD = 100
_BAD_HEIGHT = 84


class LeftOutBox(QPlainTextEdit):
    """What cannot be used, a line each; it is there only where there is something."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setMaximumHeight(_BAD_HEIGHT)
        self.setAccessibleName(name)
        self.hide()

    def show_lines(self, lines: Sequence[str]) -> None:
        self.setPlainText("\n".join(lines))
        self.setVisible(bool(lines))


class FolderLook(QWidget):
    """title: while it is read. where: which folders the classes are, where that is to be said."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = Text(title, strong=True)
        self.where = Text(muted=True)
        self.classes = ScrollPanel()
        self.skipped = Text(muted=True)
        self.bad = LeftOutBox(_("Files that are left out"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.count, self.where, self.classes, self.skipped, self.bad):
            column.addWidget(widget, 1 if widget is self.classes else 0)

    def show_page(self, grid: QGridLayout, skipped: str, broken: Sequence[BadFile]) -> None:
        """grid: what is to be seen. skipped: what is left out, in words."""
        page = QWidget()
        page.setLayout(grid)
        self.classes.column.addWidget(page)
        self.skipped.say(skipped)
        self.bad.show_lines([f"{each.name}: {each.reason}" for each in broken[:_MOST_TOLD]])


def plain_label(text: str) -> QLabel:
    """For names of folders and lines of files, which may look like markup."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def classes_text(count: int) -> str:
    if not count:
        return _("no classes")
    return ngettext("{count} class", "{count} classes", count).format(count=grouped(count))


def unread_text(count: int) -> str:
    """Of files; "" for none, like the following."""
    told = ngettext(
        "{count} file cannot be read and is left out.",
        "{count} files cannot be read and are left out.",
        count,
    )
    return told.format(count=grouped(count)) if count else ""


def aside_text(aside: Sequence[tuple[str, int]]) -> str:
    """Parts of a set without classes, each with how many files it has."""
    count = sum(many for _name, many in aside)
    told = ngettext(
        "{count} file of {names} is in no folder of a class and is left out: its answer is not known.",
        "{count} files of {names} are in no folder of a class and are left out: their answers are not known.",
        count,
    )
    names = quoted(name for name, _many in aside)
    return told.format(count=grouped(count), names=names) if count else ""


def links_text(count: int) -> str:
    told = ngettext(
        "{count} link to another place is not followed.",
        "{count} links to other places are not followed.",
        count,
    )
    return told.format(count=grouped(count)) if count else ""
