"""The person's own groups: each a file of rows in a folder beside the settings."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from nnstudio.design.files import layers_from_text, load_text, save_layers
from nnstudio.design.model import Excerpt, Group
from nnstudio.design.normal import normal_group
from nnstudio.errors import UserError
from nnstudio.gui.palette.offers import Offer
from nnstudio.i18n import N_, Name, _, folded, ngettext

OWN: Final = N_("My groups")
_PREFIX = "own:"
_SUFFIX = ".json"


class OwnGroups(QObject):
    """Keeps groups from session to session. changed: one came, went or is called otherwise.

    folder: where the files are; made when the first is saved. None keeps nothing, and refuses to.
    """

    changed = Signal()

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._kept: dict[str, Excerpt] = {}

    def load(self) -> list[UserError]:
        """Read what is kept; what is wrong with files that cannot be read, which stay as they are."""
        errors = []
        self._kept = {}
        for path in self._paths():
            try:
                taken = layers_from_text(load_text(path))
                if taken.groups:
                    self._kept[path.stem] = taken
            except UserError as error:
                message = _("The saved group “{name}” cannot be read. {reason}")
                errors.append(UserError(message.format(name=path.name, reason=error.message), error.hint))
        self.changed.emit()
        return errors

    def offers(self) -> list[Offer]:
        """By name, for the palette."""
        found = [
            Offer(_PREFIX + key, _title(kept), _help(kept), OWN, rows=partial(self._kept.__getitem__, key))
            for key, kept in self._kept.items()
        ]
        return sorted(found, key=lambda offered: folded(offered.title))

    def holds(self, key: str) -> bool:
        """Whether an offer is one of these."""
        return key.removeprefix(_PREFIX) in self._kept and key.startswith(_PREFIX)

    def add(self, taken: Excerpt) -> None:
        """Keep a group; raises UserError where it cannot be written."""
        free = next(
            name
            for number in range(1, len(self._kept) + 10_000)
            if not self._is_used(name := f"group-{number}")
        )
        self._write(free, taken)

    def rename(self, key: str, title: str) -> None:
        """Call a group otherwise; raises UserError."""
        name = key.removeprefix(_PREFIX)
        kept = self._kept[name]
        group = normal_group(kept.groups[0].model_copy(update={"title": title.strip()}), "group")
        self._write(name, kept.model_copy(update={"groups": (group, *kept.groups[1:])}))

    def remove(self, key: str) -> Excerpt:
        """Forget a group; what it was, to be added again. Raises UserError where its file stays."""
        name = key.removeprefix(_PREFIX)
        try:
            self._path(name).unlink(missing_ok=True)
        except OSError as error:
            raise UserError(
                _("The group could not be removed: {reason}.").format(reason=error.strerror or error)
            ) from error
        taken = self._kept.pop(name)
        self.changed.emit()
        return taken

    def _write(self, name: str, taken: Excerpt) -> None:
        path = self._path(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(
                _("The group could not be saved: {reason}.").format(reason=error.strerror or error)
            ) from error
        save_layers(taken, path)
        self._kept[name] = taken
        self.changed.emit()

    def _path(self, name: str) -> Path:
        if self._folder is None:
            raise UserError(_("There is no folder to keep groups in."))
        return self._folder / (name + _SUFFIX)

    def _is_used(self, name: str) -> bool:
        return name in self._kept or self._path(name).exists()

    def _paths(self) -> list[Path]:
        try:
            return sorted(self._folder.glob(f"*{_SUFFIX}")) if self._folder is not None else []
        except OSError:
            return []


def _title(kept: Excerpt) -> str:
    group: Group = kept.groups[0]
    return Name(group.title or _("Group"))


def _help(kept: Excerpt) -> str:
    count = len(kept.layers)
    return ngettext("Your own group of {count} layer.", "Your own group of {count} layers.", count).format(
        count=count
    )
