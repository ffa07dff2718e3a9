"""Questions to the person: which file, and what to do with unsaved changes."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget

from nnstudio.design.files import SUFFIX
from nnstudio.i18n import _, grouped

MOST_MORE_EPOCHS = 100_000


class Answer(Enum):
    SAVE = "save"
    DISCARD = "discard"
    CANCEL = "cancel"


class Dialogs:
    """Asks in real dialogs; tests give one that answers by itself."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def ask_unsaved(self, name: str) -> Answer:
        box = QMessageBox(self._parent)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(_("Unsaved changes"))
        box.setTextFormat(Qt.TextFormat.PlainText)  # a file may be called anything
        box.setText(_("“{name}” has changes that are not saved.").format(name=name))
        box.setInformativeText(_("Save them first?"))
        save = box.addButton(_("Save"), QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton(_("Don't save"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.setEscapeButton(cancel)
        box.exec()
        answers = {save: Answer.SAVE, discard: Answer.DISCARD}
        return answers.get(box.clickedButton(), Answer.CANCEL)  # type: ignore[call-overload, no-any-return]

    def ask_open(self, folder: Path) -> Path | None:
        name, _used = QFileDialog.getOpenFileName(
            self._parent, _("Open a design"), str(folder), _filter(everything=True)
        )
        return Path(name) if name else None

    def ask_save(self, suggestion: Path) -> Path | None:
        name, _used = QFileDialog.getSaveFileName(
            self._parent, _("Save the design"), str(suggestion), _filter(everything=False)
        )
        if not name:
            return None
        path = Path(name)
        if path.suffix.lower() == SUFFIX:
            return path
        path = path.with_name(path.name + SUFFIX)
        return path if not path.exists() or self._may_replace(path) else None

    def _may_replace(self, path: Path) -> bool:
        """Asked here where the name that was typed is another than that of the file."""
        box = QMessageBox(self._parent)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(_("Save the design"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(_("“{name}” is there already.").format(name=path.name))
        box.setInformativeText(_("Replace it?"))
        replace = box.addButton(_("Replace"), QMessageBox.ButtonRole.AcceptRole)
        box.setEscapeButton(box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is replace

    def ask_folder(self, folder: Path) -> Path | None:
        """Where to put the folder with an exported program."""
        name = QFileDialog.getExistingDirectory(
            self._parent, _("Where to put the folder with the program"), str(folder)
        )
        return Path(name) if name else None

    def ask_replace(self, folder: Path, names: Sequence[str]) -> bool:
        """Whether these files of a folder may be replaced."""
        box = QMessageBox(self._parent)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(_("Export as a Keras program"))
        box.setText(
            _("In “{folder}” there is already: {names}.").format(folder=folder.name, names=", ".join(names))
        )
        box.setInformativeText(_("Replace what is there?"))
        replace = box.addButton(_("Replace"), QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        box.exec()
        return box.clickedButton() is replace

    def ask_more_epochs(self, done: int, suggestion: int) -> int | None:
        """How many epochs to train after the ``done`` that there are; None to leave it."""
        box = QInputDialog(self._parent)
        box.setInputMode(QInputDialog.InputMode.IntInput)
        box.setWindowTitle(_("Train more epochs"))
        box.setLabelText(_("How many more epochs, after epoch {epoch}?").format(epoch=grouped(done)))
        box.setIntRange(1, MOST_MORE_EPOCHS)
        box.setIntValue(suggestion)
        box.setOkButtonText(_("Train"))
        box.setCancelButtonText(_("Cancel"))
        return box.intValue() if box.exec() else None


def _filter(everything: bool) -> str:
    designs = _("NN Studio designs") + f" (*{SUFFIX})"
    return ";;".join([designs, _("All files") + " (*)"] if everything else [designs])
