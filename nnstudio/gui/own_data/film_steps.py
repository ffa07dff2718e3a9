"""A single video or animated image of one's own: what it shows, and how it is cut into examples."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QGridLayout, QSpinBox, QVBoxLayout, QWidget

from nnstudio.data.own.film import FilmFound, look_at_film, own_film, taken
from nnstudio.design.own import OwnData, OwnFilm
from nnstudio.gui.forms.count_box import CountBox
from nnstudio.gui.own_data.choose_page import form_of, page_of
from nnstudio.gui.own_data.image_look import label_of, row_of
from nnstudio.gui.own_data.reader import Work, handing_over
from nnstudio.gui.own_data.square_rows import SquareRows
from nnstudio.gui.own_data.steps import Steps
from nnstudio.gui.panels.parts import Text
from nnstudio.i18n import _, grouped, ngettext

_IN_A_ROW: Final = 12
_USUAL_FRAMES: Final = 4  # that the next one is drawn from
_MOST_FRAMES: Final = 64
_MANY: Final = 600  # frames of which each is a near copy of the one before
_WIDTH: Final = 280


class FilmLook(QWidget):
    """Step one: frames from its beginning to its end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = Text(_("Reading the film…"), strong=True)
        self._grid = QGridLayout()
        self._grid.setSpacing(4)
        self._grid.setColumnStretch(_IN_A_ROW, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.count)
        column.addWidget(
            Text(
                _(
                    "A film alone has no classes: the network learns to draw the frame that follows, or to"
                    " give single frames back. To tell films apart, put those of each class into a folder."
                ),
                muted=True,
            )
        )
        column.addLayout(self._grid)
        column.addStretch(1)

    def show_found(self, found: FilmFound) -> None:
        self.count.say(frames_text(found.length))
        for at, thumb in enumerate(found.thumbs):
            self._grid.addWidget(label_of(thumb), *divmod(at, _IN_A_ROW))


class FilmSteps(Steps):
    """before: own data of the same file, chosen again."""

    def __init__(self, before: OwnData | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = before.film if before is not None else None
        how = self._before or OwnFilm(frames=_USUAL_FRAMES)
        self._found: FilmFound | None = None
        self.look = self._look = FilmLook()
        self.squares = SquareRows(how)
        self.frames = QSpinBox()
        self.frames.setRange(1, _MOST_FRAMES)
        self.frames.setSpecialValueText(_("none: each frame is an image"))
        self.frames.setValue(how.frames)
        self.every = CountBox(_every)
        self.every.setRange(1, 1_000)
        self.every.setSpecialValueText(_("every frame"))
        self.every.setValue(how.every)
        self.told = Text()
        self.choose = self._choose_page()
        self.squares.changed.connect(self._on_changed)
        self.frames.valueChanged.connect(self._on_changed)
        self.every.valueChanged.connect(self._on_changed)

    def _choose_page(self) -> QWidget:
        form = form_of(
            {
                _("Frames that are seen"): self.frames,
                _("Of the film"): self.every,
                **self.squares.rows,
            },
            _WIDTH,
        )
        form.addRow(_("Examples"), self.told)
        told = _(
            "The network sees some frames that follow one another and draws the next one. Where little moves"
            " from frame to frame, take one of several: else the last frame is as good an answer."
        )
        seen = Text(_("What the network sees"), strong=True)
        return page_of(told, form, seen, row_of(self.squares.shown))

    @property
    def how(self) -> OwnFilm:
        return OwnFilm(**self.squares.fields, frames=self.frames.value(), every=self.every.value())

    def reading(self, path: Path) -> Work:
        return handing_over(lambda progress: look_at_film(path, progress))

    def take(self, found: object) -> None:
        if not isinstance(found, FilmFound):
            return
        self._found = found
        self._look.show_found(found)
        if self._before is None:
            self.every.setValue(max(1, found.length // _MANY))
            self.frames.setValue(min(_USUAL_FRAMES, max(1, found.length // 3)))
        self._on_changed()

    @property
    def is_complete(self) -> bool:
        return self._found is not None

    def own(self) -> OwnData:
        assert self._found is not None
        return own_film(self._found, self.how)

    def facts(self) -> list[tuple[str, str]]:
        return [(_("Parts"), _("in the order of time: the end of the film is held out"))]

    def _examples_text(self) -> str:
        """What comes of the film, also where that is too little."""
        if self._found is None:
            return ""
        how, frames = self.how, taken(self._found.length, self.how.every)
        count = frames if how.frames == 1 else max(0, frames - how.frames)
        told = ngettext("{count} example", "{count} examples", count).format(count=grouped(count))
        return _("{examples} of {frames}").format(examples=told, frames=frames_text(frames))

    @Slot()
    def _on_changed(self) -> None:
        self.told.say(self._examples_text())
        if self._found is not None:
            self.squares.show_samples(self._found.samples)
        self.changed.emit()


def frames_text(count: int) -> str:
    return ngettext("{count} frame", "{count} frames", count).format(count=grouped(count))


def _every(_count: int) -> str:
    return _("one of {count} frames")
