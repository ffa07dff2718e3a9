"""A folder of texts of one's own: how the texts of each class begin, and what is to be learned from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFormLayout, QGridLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from nnstudio.catalogue.params import Option
from nnstudio.data.own.reading import Progress
from nnstudio.data.own.text_folder import TextsFound, look_at_texts, own_texts
from nnstudio.design.own import OwnData
from nnstudio.gui.forms.option_box import OptionBox
from nnstudio.gui.own_data.reader import Work
from nnstudio.gui.own_data.steps import Steps
from nnstudio.gui.own_data.text_steps import characters_text
from nnstudio.gui.panels.parts import ScrollPanel, Text
from nnstudio.i18n import N_, _, ngettext

_APART: Final = Option("apart", N_("tell from which folder a text is"))
_ON: Final = Option("on", N_("write on, from all texts one after the other"))
_WIDTH = 380
_MOST_CLASSES = 50  # that are shown
_MOST_SHARES = 8
_MOST_TOLD = 100
_BAD_HEIGHT = 84
_IN_A_LINE = 100  # characters


class TextFolderLook(QWidget):
    """Step one: the classes with how their first texts begin, and the files that are left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = Text(_("Reading the texts…"), strong=True)
        self.classes = ScrollPanel()
        self.skipped = Text(muted=True)
        self.bad = QPlainTextEdit()
        self.bad.setReadOnly(True)
        self.bad.setMaximumHeight(_BAD_HEIGHT)
        self.bad.setAccessibleName(_("Files that are left out"))
        self.bad.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.count, self.classes, self.skipped, self.bad):
            column.addWidget(widget, 1 if widget is self.classes else 0)

    def show_found(self, found: TextsFound) -> None:
        many, classes = sum(found.counts.values()), len(found.classes)
        texts = ngettext("{count} text", "{count} texts", many).format(count=f"{many:,}")
        told = ngettext("{count} class", "{count} classes", classes).format(count=f"{classes:,}")
        self.count.say(
            " · ".join((texts, told if classes else _("no classes"), characters_text(found.characters)))
        )
        page, grid = QWidget(), QGridLayout()
        grid.setHorizontalSpacing(16)
        for row, (name, beginnings) in enumerate(list(found.beginnings.items())[:_MOST_CLASSES]):
            lines = "\n".join(_in_a_line(text) for text in beginnings)
            for at, text in enumerate((name, f"{found.counts[name]:,}", lines)):
                label = QLabel(text)
                label.setTextFormat(Qt.TextFormat.PlainText)  # a folder may have any name
                grid.addWidget(label, row, at, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(2, 1)
        page.setLayout(grid)
        self.classes.column.addWidget(page)
        self.skipped.say(skipped_text(found))
        self.bad.setPlainText("\n".join(f"{each.name}: {each.reason}" for each in found.broken[:_MOST_TOLD]))
        self.bad.setVisible(bool(found.broken))


def _in_a_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _IN_A_LINE else line[: _IN_A_LINE - 1] + "…"


def skipped_text(found: TextsFound) -> str:
    """What is left out, in words; "" where all was read."""
    broken, links, loose = len(found.broken), found.listing.links, found.listing.loose
    told = {
        ngettext(
            "{count} file cannot be read and is left out.",
            "{count} files cannot be read and are left out.",
            broken,
        ): broken,
        ngettext(
            "{count} link to another place is not followed.",
            "{count} links to other places are not followed.",
            links,
        ): links,
        ngettext(
            "{count} text outside of the folders is left out.",
            "{count} texts outside of the folders are left out.",
            loose,
        ): loose,
    }
    return " ".join(text.format(count=f"{many:,}") for text, many in told.items() if many)


class TextFolderSteps(Steps):
    """before: own data of the same folder, chosen again."""

    def __init__(self, before: OwnData | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: TextsFound | None = None
        how = before.texts if before is not None else None
        self._writes_on = how is not None and not how.classes
        self.look = self._look = TextFolderLook()
        self.task = OptionBox(())
        self.choose = self._choose_page()
        self.task.activated.connect(self._on_task_activated)

    def _choose_page(self) -> QWidget:
        page, form = QWidget(), QFormLayout()
        name = _("The network learns to")
        self.task.setAccessibleName(name)
        self.task.setFixedWidth(_WIDTH)
        form.addRow(name, self.task)
        told = _(
            "Where the texts are in two folders or more, the name of a folder is the class of its texts. All"
            " of them together can be written on too, character by character."
        )
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Text(told, muted=True))
        column.addLayout(form)
        column.addStretch(1)
        return page

    def reading(self, path: Path) -> Work:
        def work(progress: Progress, tell: Callable[[object], None]) -> None:
            tell(look_at_texts(path, progress))

        return work

    def take(self, found: object) -> None:
        if not isinstance(found, TextsFound):
            return
        self._found = found
        self._look.show_found(found)
        self.task.set_options((_APART, _ON) if found.classes else (_ON,))
        self.task.show_key(_ON.key if self._writes_on or not found.classes else _APART.key)

    @property
    def is_complete(self) -> bool:
        return self._found is not None

    @property
    def _tells_apart(self) -> bool:
        return bool(self.task.currentData() == _APART.key)

    def own(self) -> OwnData:
        assert self._found is not None
        return own_texts(self._found, tells_apart=self._tells_apart)

    def facts(self) -> list[tuple[str, str]]:
        if self._found is None:
            return []
        known = []
        if self._tells_apart:
            pairs = list(self._found.counts.items())
            shares = " · ".join(f"{name} {count:,}" for name, count in pairs[:_MOST_SHARES])
            known.append((_("Class balance"), shares + (" …" if len(pairs) > _MOST_SHARES else "")))
            if many := self._found.repeated:
                told = ngettext(
                    "{count} text repeats an earlier one and may be in two parts",
                    "{count} texts repeat earlier ones and may be in two parts",
                    many,
                )
                known.append((_("Repeated"), told.format(count=f"{many:,}")))
        skipped = skipped_text(self._found)
        return [*known, (_("Left out"), skipped)] if skipped else known

    @Slot()
    def _on_task_activated(self) -> None:
        self.changed.emit()
