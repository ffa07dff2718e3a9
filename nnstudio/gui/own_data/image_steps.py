"""A folder of images of one's own: what lies there by class, and what each image becomes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QSpinBox, QWidget

from nnstudio.data.own.images import ImagesFound, look_at_images, own_images
from nnstudio.design.own import OwnData, OwnImages
from nnstudio.gui.own_data.choose_page import form_of, page_of
from nnstudio.gui.own_data.image_look import ImageLook, row_of, skipped_text
from nnstudio.gui.own_data.reader import Work, handing_over
from nnstudio.gui.own_data.square_rows import SquareRows
from nnstudio.gui.own_data.steps import Steps
from nnstudio.gui.own_data.told import balance_fact, parts_facts
from nnstudio.gui.panels.parts import Text
from nnstudio.i18n import _

_USUAL_FRAMES = 8  # of clips
_WIDTH = 280


class ImageSteps(Steps):
    """before: own data of the same folder, chosen again."""

    def __init__(self, before: OwnData | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        how = before.images if before is not None and before.images is not None else OwnImages()
        self._found: ImagesFound | None = None
        self._is_new = before is None
        self.look = self._look = ImageLook()
        self.squares = SquareRows(how)
        self.frames = QSpinBox()
        self.frames.setRange(1, 64)
        self.frames.setSpecialValueText(_("the first alone, as an image"))
        self.frames.setValue(how.frames)
        self.choose = self._choose_page()
        self.squares.changed.connect(self._on_changed)
        self.frames.valueChanged.connect(self._on_changed)

    def _choose_page(self) -> QWidget:
        self._form = form_of({**self.squares.rows, _("Frames of a clip"): self.frames}, _WIDTH)
        self._form.setRowVisible(self.frames, False)
        told = _(
            "The network is given squares of one size. Small ones are learned faster; choose them as"
            " large as one needs to see the answer."
        )
        seen = Text(_("What the network sees"), strong=True)
        return page_of(told, self._form, seen, row_of(self.squares.shown))

    @property
    def how(self) -> OwnImages:
        return OwnImages(
            **self.squares.fields,
            frames=self.frames.value() if self._found is not None and self._found.moving else 1,
        )

    def reading(self, path: Path) -> Work:
        return handing_over(lambda progress: look_at_images(path, progress))

    def take(self, found: object) -> None:
        if isinstance(found, ImagesFound):
            self._found = found
            self._look.show_found(found)
            self._form.setRowVisible(self.frames, bool(found.moving))
            if self._is_new and found.moving == found.count:
                self.frames.setValue(_USUAL_FRAMES)
            self._show_samples()

    @property
    def is_complete(self) -> bool:
        return self._found is not None

    def own(self) -> OwnData:
        assert self._found is not None
        return own_images(self._found, self.how)

    def facts(self) -> list[tuple[str, str]]:
        if self._found is None:
            return []
        known = [balance_fact(self._found.counts.items())] if self._found.classes else []
        known += parts_facts(self._found.parts)
        skipped = skipped_text(self._found)
        return [*known, (_("Left out"), skipped)] if skipped else known

    def _show_samples(self) -> None:
        """The first images as they become."""
        if self._found is not None:
            is_clip = self.how.frames > 1
            self.squares.show_samples(
                [sample.middle if is_clip else sample.first for sample in self._found.samples]
            )

    @Slot()
    def _on_changed(self) -> None:
        self._show_samples()
        self.changed.emit()
