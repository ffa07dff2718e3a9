"""Files that were opened or saved lately."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from nnstudio.gui.settings import Settings

AT_MOST = 10
_NOTE = "recent_files"


class RecentFiles(QObject):
    """Newest first; files that are gone are left out, and forgotten when the list is next kept."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    @property
    def paths(self) -> tuple[Path, ...]:
        kept = self._settings.note(_NOTE)
        names = [name for name in kept if isinstance(name, str)] if isinstance(kept, list) else []
        return tuple(path for path in map(Path, names) if _is_there(path))[:AT_MOST]

    def add(self, path: Path) -> None:
        path = path.absolute()
        self._keep([path, *(other for other in self.paths if other != path)])

    def drop(self, path: Path) -> None:
        self._keep([other for other in self.paths if other != path.absolute()])

    def clear(self) -> None:
        self._keep([])

    def _keep(self, paths: list[Path]) -> None:
        self._settings.set_note(_NOTE, [str(path) for path in paths[:AT_MOST]])
        self.changed.emit()


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a drive that is gone, a name that no file can have
        return False
