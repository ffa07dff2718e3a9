"""A folder of texts of one's own: how the texts of each class begin, and what is to be learned from them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from nnstudio.catalogue.params import Option
from nnstudio.data.own.text_folder import TextsFound, look_at_texts, own_texts
from nnstudio.design.own import OwnData
from nnstudio.gui.forms.option_box import OptionBox
from nnstudio.gui.own_data.choose_page import form_of, page_of
from nnstudio.gui.own_data.folder_look import (
    MOST_CLASSES,
    FolderLook,
    aside_text,
    classes_text,
    links_text,
    plain_label,
    unread_text,
)
from nnstudio.gui.own_data.reader import Work, handing_over
from nnstudio.gui.own_data.steps import Steps
from nnstudio.gui.own_data.text_steps import characters_text
from nnstudio.gui.own_data.told import balance_fact, parts_facts
from nnstudio.i18n import N_, _, grouped, ngettext

_APART: Final = Option("apart", N_("tell from which folder a text is"))
_ON: Final = Option("on", N_("write on, from all texts one after the other"))
_WIDTH = 380
_IN_A_LINE = 100  # characters


class TextFolderLook(FolderLook):
    """The classes with how their first texts begin, and the files that are left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Reading the texts…"), parent)

    def show_found(self, found: TextsFound) -> None:
        many = sum(found.counts.values())
        texts = ngettext("{count} text", "{count} texts", many).format(count=grouped(many))
        counted = (texts, classes_text(len(found.classes)), characters_text(found.characters))
        self.count.say(" · ".join(counted))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for row, (name, beginnings) in enumerate(list(found.beginnings.items())[:MOST_CLASSES]):
            lines = "\n".join(_in_a_line(text) for text in beginnings)
            for at, text in enumerate((name, grouped(found.counts[name]), lines)):
                grid.addWidget(plain_label(text), row, at, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(2, 1)
        self.show_page(grid, skipped_text(found), found.broken)


def _in_a_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _IN_A_LINE else line[: _IN_A_LINE - 1] + "…"


def skipped_text(found: TextsFound) -> str:
    """What is left out, in words; "" where all was read."""
    loose = ngettext(
        "{count} text outside of the folders is left out.",
        "{count} texts outside of the folders are left out.",
        found.listing.loose,
    ).format(count=grouped(found.listing.loose))
    told = (
        unread_text(len(found.broken)),
        links_text(found.listing.links),
        loose if found.listing.loose else "",
        aside_text(found.listing.aside),
    )
    return " ".join(filter(None, told))


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
        told = _(
            "Where the texts are in two folders or more, the name of a folder is the class of its texts. All"
            " of them together can be written on too, character by character."
        )
        return page_of(told, form_of({_("The network learns to"): self.task}, _WIDTH))

    def reading(self, path: Path) -> Work:
        return handing_over(lambda progress: look_at_texts(path, progress))

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
            known.append(balance_fact(self._found.counts.items()))
            known += parts_facts(self._found.parts)
        skipped = skipped_text(self._found)
        return [*known, (_("Left out"), skipped)] if skipped else known

    @Slot()
    def _on_task_activated(self) -> None:
        self.changed.emit()
