"""A text file of one's own: what was read, in which encoding, and how much of it is learned from."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from nnstudio.catalogue.params import Option
from nnstudio.data.own.encodings import ENCODINGS
from nnstudio.data.own.texts import TextFound, look_at_text, own_text
from nnstudio.design.own import MOST_CHARACTERS, OwnData
from nnstudio.gui.forms.count_box import CountBox
from nnstudio.gui.forms.option_box import OptionBox
from nnstudio.gui.own_data.choose_page import form_of, page_of
from nnstudio.gui.own_data.reader import Work, handing_over
from nnstudio.gui.own_data.steps import Steps
from nnstudio.gui.panels.parts import Text
from nnstudio.i18n import _, grouped, ngettext

_WIDTH: Final = 280
_FEWEST: Final = 100  # characters
_MOST_SIGNS: Final = 120  # that are shown


class TextLook(QWidget):
    """Step one: the beginning of the text. corrected: the encoding that a person wants instead."""

    corrected = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.encoding = OptionBox(tuple(Option(key, title) for key, title in ENCODINGS.items()))
        self.encoding.setAccessibleName(_("Encoding"))
        self.encoding.setMinimumContentsLength(8)
        self.encoding.setEnabled(False)
        self.count = Text(_("Reading the text…"), strong=True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("The beginning of the text"))
        label = QLabel(_("Encoding"))
        label.setBuddy(self.encoding)
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.encoding)
        row.addStretch(1)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.text, 1)
        column.addWidget(self.count)
        self.encoding.activated.connect(self._on_encoding_activated)

    def show_found(self, found: TextFound) -> None:
        if self.encoding.findData(found.encoding) < 0:
            self.encoding.add_option(Option(found.encoding, found.encoding.upper()))
        self.encoding.show_key(found.encoding)
        self.encoding.setEnabled(True)
        self.text.setPlainText(found.beginning)
        lines = len(found.text.splitlines())
        self.count.say(
            " · ".join(
                (
                    characters_text(found.length),
                    ngettext("{count} line", "{count} lines", lines).format(count=grouped(lines)),
                )
            )
        )

    @Slot()
    def _on_encoding_activated(self) -> None:
        self.corrected.emit(str(self.encoding.currentData()))


class TextSteps(Steps):
    """before: own data of the same file, chosen again."""

    def __init__(self, before: OwnData | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = before
        self._found: TextFound | None = None
        self.look = self._look = TextLook()
        self.characters = CountBox(lambda count: ngettext("{count} character", "{count} characters", count))
        self.characters.setRange(_FEWEST, MOST_CHARACTERS)
        self.characters.setSingleStep(10_000)
        self.characters.setGroupSeparatorShown(True)
        self.signs = Text()
        self.choose = self._choose_page()
        self._look.corrected.connect(self._on_look_corrected)
        self.characters.valueChanged.connect(self._on_characters_changed)

    def _choose_page(self) -> QWidget:
        form = form_of({_("Learn from the first"): self.characters}, _WIDTH)
        form.addRow(_("Its characters"), self.signs)
        told = _(
            "The network reads some characters and says the next one, again and again: so it learns to write"
            " like this text. The end of the text is kept apart, to see how well it foretells what it has not"
            " read."
        )
        return page_of(told, form)

    def reading(self, path: Path) -> Work:
        encoding = self._before.text.encoding if self._before is not None and self._before.text else ""
        return _reading(path, encoding)

    def take(self, found: object) -> None:
        if not isinstance(found, TextFound):
            return
        self._found = found
        self._look.show_found(found)
        most = len(found.text)
        wanted = self._before.count if self._before is not None else most
        self.characters.setRange(min(_FEWEST, most), most)
        self.characters.setValue(min(wanted, most))
        self._show_signs()

    @property
    def is_complete(self) -> bool:
        return self._found is not None

    def own(self) -> OwnData:
        assert self._found is not None
        return own_text(self._found, self.characters.value())

    def facts(self) -> list[tuple[str, str]]:
        used = characters_text(self.characters.value())
        if self._found is not None and self._found.length > self.characters.value():
            used = _("{used} of {all}").format(
                used=grouped(self.characters.value()), all=characters_text(self._found.length)
            )
        return [(_("Text"), used)]

    def _show_signs(self) -> None:
        assert self._found is not None
        signs = sorted(set(self._found.text[: self.characters.value()]) - {"\n", "\t", " "})
        more = "…" if len(signs) > _MOST_SIGNS else ""
        self.signs.say(f"{grouped(len(signs))}: {' '.join(signs[:_MOST_SIGNS])}{more}")

    @Slot(str)
    def _on_look_corrected(self, encoding: str) -> None:
        if self._found is not None and encoding != self._found.encoding:
            self.wanted.emit(_reading(self._found.path, encoding))

    @Slot()
    def _on_characters_changed(self) -> None:
        if self._found is not None:
            self._show_signs()
            self.changed.emit()


def characters_text(count: int) -> str:
    return ngettext("{count} character", "{count} characters", count).format(count=grouped(count))


def _reading(path: Path, encoding: str) -> Work:
    return handing_over(lambda progress: look_at_text(path, encoding, progress))
