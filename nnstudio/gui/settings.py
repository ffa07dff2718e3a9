"""What a person prefers, as a typed table; kept between sessions.

``NNSTUDIO_SETTINGS`` names another file to keep them in, for tests and for trying things out.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import get_args

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from nnstudio.catalogue.params import Bool, Choice, Int, Option, Param, ParamError
from nnstudio.catalogue.values import Value
from nnstudio.gui.tempos import TEMPO, TEMPOS
from nnstudio.i18n import LANGUAGES, N_, _
from nnstudio.protocol.commands import Engine, Tempo

FILE_VARIABLE = "NNSTUDIO_SETTINGS"

THEME = Choice(
    name="theme",
    title=N_("Theme"),
    help=N_("Colours of the window."),
    default="system",
    options=(
        Option("system", N_("as the system")),
        Option("light", N_("light")),
        Option("dark", N_("dark")),
    ),
)
SYSTEM = "system"
LANGUAGE = Choice(
    name="language",
    title=N_("Language"),
    help=N_("Of the window and of all that is said in it. A point stands before decimals in each of them."),
    default=SYSTEM,
    options=(Option(SYSTEM, N_("as the system")), *(Option(code, name) for code, name in LANGUAGES.items())),
)
TEXT_SIZE = Int(
    name="text_size",
    title=N_("Text size"),
    help=N_("Enlarges everything, for a projector."),
    default=100,
    min=70,
    max=250,
    unit="%",
)
GALLERY_AT_START = Bool(
    name="gallery_at_start",
    title=N_("Start with the gallery"),
    help=N_("Otherwise NN Studio starts with the file that was open last, or with an empty design."),
    default=True,
)

ENGINE = Choice(
    name="engine",
    title=N_("Train with"),
    help=N_(
        "Automatic takes what is faster for the design. Plain Keras fit is a yardstick: how long training"
        " takes without NN Studio's own loop, by the same batches. It counts from the next start on."
    ),
    default="auto",
    options=(
        Option("auto", N_("automatic")),
        Option("graph", N_("TensorFlow graph")),
        Option("xla", N_("XLA compiler")),
        Option("keras", N_("plain Keras fit")),
    ),
)

SETTINGS: tuple[Param, ...] = (THEME, LANGUAGE, TEXT_SIZE, GALLERY_AT_START, ENGINE, TEMPO)
_PARAMS = {param.name: param for param in SETTINGS}


class Settings(QObject):
    """Every value is checked when it is set and when it is read: a broken file gives defaults."""

    changed = Signal(str)

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        given = path or os.environ.get(FILE_VARIABLE)
        self._store = (
            QSettings(str(given), QSettings.Format.IniFormat)
            if given
            else QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "NN Studio", "nnstudio")
        )

    @property
    def folder(self) -> Path:
        """Where they are kept, and what else is the person's own."""
        return Path(self._store.fileName()).parent

    def value(self, name: str) -> Value:
        """A setting's value; raises KeyError for a name that is not in the table."""
        param = _PARAMS[name]
        try:
            return param.check(self.note(name))  # type: ignore[arg-type]
        except ParamError:
            return param.default

    def set_value(self, name: str, value: Value) -> None:
        """Keep a value; raises ParamError if the table refuses it."""
        checked = _PARAMS[name].check(value)
        if checked != self.value(name):
            self.set_note(name, checked)
            self.changed.emit(name)

    @property
    def theme(self) -> str:
        return str(self.value(THEME.name))

    @property
    def language(self) -> str:
        """A language's code, or "system"."""
        return str(self.value(LANGUAGE.name))

    @property
    def text_size(self) -> int:
        return TEXT_SIZE.check(self.value(TEXT_SIZE.name))

    @property
    def gallery_at_start(self) -> bool:
        return self.value(GALLERY_AT_START.name) is True

    @property
    def engine(self) -> Engine:
        """What is to train the next run."""
        wanted = self.value(ENGINE.name)
        return next(engine for engine in get_args(Engine) if engine == wanted)

    @property
    def tempo(self) -> Tempo:
        """How fast runs may go."""
        return TEMPOS[str(self.value(TEMPO.name))]

    def note(self, name: str) -> object:
        """Something the program remembers by itself; None if it does not or cannot."""
        try:
            return json.loads(str(self._store.value(name, "null")))
        except (ValueError, RecursionError):
            return None

    def set_note(self, name: str, value: object) -> None:
        self._store.setValue(name, json.dumps(value))

    def layout(self, name: str) -> QByteArray:
        """A window's kept geometry or state; empty if there is none."""
        kept = self.note(name)
        return QByteArray.fromBase64(kept.encode()) if isinstance(kept, str) else QByteArray()

    def set_layout(self, name: str, state: QByteArray) -> None:
        self.set_note(name, bytes(state.toBase64().data()).decode())

    def sync(self) -> None:
        self._store.sync()


def engine_text(engine: str) -> str:
    """What trains a run, in words."""
    return next(_(option.title) for option in ENGINE.options if option.key == engine)
