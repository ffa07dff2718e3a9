"""The rows of a form that say what an image becomes, and a few images as they become."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QLabel, QWidget

from nnstudio.catalogue.params import Option
from nnstudio.data.own.pictures import BadImage, decoded
from nnstudio.design.own import OwnSquares
from nnstudio.gui.forms.count_box import CountBox
from nnstudio.gui.forms.option_box import OptionBox
from nnstudio.gui.own_data.image_look import pixmap_of
from nnstudio.i18n import N_, _, ngettext

_COLORS: Final = (Option("color", N_("in colour")), Option("gray", N_("in grey")))
_FITS: Final = (
    Option("crop", N_("cut to the square from its middle")),
    Option("whole", N_("whole, on black")),
)
_PREVIEW: Final = 96  # pixels on the screen
_SHOWN: Final = 8


class SquareRows(QObject):
    """changed: a row has another value. shown: labels for the images as they become."""

    changed = Signal()

    def __init__(self, how: OwnSquares, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.side = CountBox(lambda side: ngettext("{count} pixel", "{count} pixels", side))
        self.side.setRange(4, 512)
        self.side.setValue(how.side)
        self.color, self.fit = OptionBox(_COLORS), OptionBox(_FITS)
        self.color.show_key("color" if how.color else "gray")
        self.fit.show_key(how.fit)
        self.shown = [QLabel() for _at in range(_SHOWN)]
        self.side.valueChanged.connect(self._on_edited)
        for box in (self.color, self.fit):
            box.activated.connect(self._on_edited)

    @property
    def rows(self) -> Mapping[str, QWidget]:
        """The editors by their names."""
        return {
            _("Side of the square"): self.side,
            _("Colour"): self.color,
            _("An oblong image is"): self.fit,
        }

    @property
    def fields(self) -> dict[str, Any]:
        """Of an OwnSquares."""
        return {
            "side": self.side.value(),
            "color": self.color.currentData() == "color",
            "fit": self.fit.currentData(),
        }

    def show_samples(self, samples: Sequence[bytes]) -> None:
        """samples: image files."""
        how = OwnSquares(**self.fields)
        for label in self.shown:
            label.clear()
        for label, content in zip(self.shown, samples, strict=False):
            try:
                seen = pixmap_of(decoded(content, how))
            except BadImage:  # pragma: no cover - it was decoded before
                continue
            label.setPixmap(seen.scaled(_PREVIEW, _PREVIEW))

    @Slot()
    def _on_edited(self) -> None:
        self.changed.emit()
