"""What an autoencoder gives back, in the forms in which it is shown: images, rows of a table, errors."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.prepared import Preview
from nnstudio.data.source import Scale
from nnstudio.design.facts import Domain
from nnstudio.figures import figure
from nnstudio.gui.predictions.lens import Tile
from nnstudio.gui.predictions.pairs import MOST, NONE
from nnstudio.gui.predictions.pictures import Atlas, atlas, pixels
from nnstudio.gui.predictions.row_marks import Row, Shape
from nnstudio.gui.predictions.unusual import clean_targets, example_errors
from nnstudio.gui.theme import LIGHT, Theme
from nnstudio.i18n import _, grouped
from nnstudio.protocol.events import Floats, Sampled

Doubles = NDArray[np.float64]
Decoded = Floats | str | None  # (1, *output_shape), or why there is nothing


class GivenBack:
    """Holds a preview and the newest answers to it; atlases are made once for each of them."""

    def __init__(self) -> None:
        self._theme = LIGHT
        self._preview: Preview | None = None
        self._sampled: Sampled | None = None
        self.noisy: Atlas | None = None  # where noise was added to what the network reads
        self.reconstructions: Atlas | None = None
        self.errors: Doubles | None = None  # (n,) of each example
        self.by_feature: Doubles | None = None  # (k,) mean absolute errors
        self.error = 0.0

    def show_preview(self, preview: Preview, theme: Theme) -> None:
        self._preview, self._theme = preview, theme
        self.noisy = None
        if self.are_images:
            self.originals = self._atlas(clean_targets(preview)[:MOST])
            if self.is_noisy:
                self.noisy = self._atlas(preview.shown.inputs[:MOST])

    def show_samples(self, sampled: Sampled | None) -> None:
        self._sampled, self.reconstructions, self.errors, self.by_feature = sampled, None, None, None
        preview = self._preview
        if preview is None or sampled is None:
            return
        differences = (sampled.outputs - preview.shown.targets).astype(np.float64)
        self.error = float(np.mean(differences**2))
        self.errors = example_errors(preview, sampled)
        if self.are_images:
            self.reconstructions = self._atlas(sampled.outputs[:MOST])
        else:
            sizes = np.abs(differences)
            self.by_feature = np.asarray(sizes.reshape(-1, sizes.shape[-1]).mean(axis=0))

    @property
    def are_images(self) -> bool:
        return self._preview is not None and self._preview.facts.domain is Domain.IMAGES

    @property
    def has_rows(self) -> bool:
        """Whether an example is a row of numbers with names."""
        return self._preview is not None and not self.are_images and self._preview.shown.targets.ndim == 2

    @property
    def is_noisy(self) -> bool:
        return self._preview is not None and self._preview.shown.inputs is not self._preview.shown.targets

    @property
    def features(self) -> tuple[str, ...]:
        """The name of each number of an example."""
        assert self._preview is not None
        facts = self._preview.facts
        named = tuple(_(name) for name in facts.features)
        if len(named) == facts.target_shape[-1]:
            return named
        return tuple(_("feature {number}").format(number=at + 1) for at in range(facts.target_shape[-1]))

    @property
    def ends(self) -> Doubles:
        """(k, 2) the smallest and the largest value of each feature, in its own unit."""
        assert self._preview is not None
        known = np.concatenate([self._preview.train.targets, self._preview.shown.targets])
        flat = self._own(known.reshape(-1, known.shape[-1]), self._preview.target_scale)
        return np.column_stack([flat.min(axis=0), flat.max(axis=0)])

    def fits(self, outputs: Floats) -> bool:
        """Whether they can be of the data that are shown."""
        return self._preview is not None and outputs.shape[1:] == self._preview.facts.target_shape

    def name(self, number: int) -> str:
        """The class of an example, "" without classes."""
        if self._preview is None or self._preview.shown.labels is None:
            return ""
        return _(self._preview.facts.classes[int(self._preview.shown.labels[number])])

    def sentence(self, number: int) -> str:
        """What is known of an example: “7 · mean squared error 0.031”."""
        parts = [self.name(number)] if self.name(number) else []
        if self.errors is not None and number < len(self.errors):
            parts.append(_("mean squared error {error}").format(error=figure(float(self.errors[number]))))
        return " · ".join(parts) or _("example {number}").format(number=grouped(number + 1))

    def tiles(self, number: int, decoded: Decoded) -> list[Tile]:
        """Images to be seen side by side: what is decoded, then the chosen example before and after."""
        preview, sampled = self._preview, self._sampled
        if preview is None or not self.are_images:
            return []
        tiles = []
        if isinstance(decoded, np.ndarray):
            tiles.append(Tile(_("at the cross"), self._atlas(decoded), is_live=True))
        if number == NONE:
            return tiles
        one = slice(number, number + 1)
        if self.is_noisy:
            tiles.append(Tile(_("noisy"), self._atlas(preview.shown.inputs[one])))
        else:
            tiles.append(Tile(_("in"), self._atlas(clean_targets(preview)[one])))
        if sampled is not None:
            tiles.append(Tile(_("out"), self._atlas(sampled.outputs[one])))
        if self.is_noisy:
            tiles.append(Tile(_("clean"), self._atlas(clean_targets(preview)[one])))
        return tiles

    def rows(self, number: int, decoded: Decoded) -> list[Row]:
        """Rows of numbers to be seen on the same lines, in their own units."""
        preview, sampled = self._preview, self._sampled
        if preview is None or not self.has_rows:
            return []
        rows = []
        if number != NONE:
            if self.is_noisy:
                noisy = self._own(preview.shown.inputs[number], preview.input_scale)
                rows.append(Row(_("noisy"), Shape.CROSS, "muted", noisy))
            true = self._own(preview.shown.targets[number], preview.target_scale)
            rows.append(Row(_("clean") if self.is_noisy else _("in"), Shape.RING, "text", true))
            if sampled is not None:
                given = self._own(sampled.outputs[number], preview.target_scale)
                rows.append(Row(_("out"), Shape.DISC, "validation", given))
        if isinstance(decoded, np.ndarray):
            at_cross = self._own(decoded[0], preview.target_scale)
            rows.insert(0, Row(_("at the cross"), Shape.DIAMOND, "accent", at_cross))
        return rows

    def _own(self, prepared: NDArray[np.floating], scale: Scale) -> Doubles:
        return np.asarray(prepared.astype(np.float64) * scale.factor + scale.offset)

    def _atlas(self, images: Floats) -> Atlas:
        """On the paper, and in the range, of the clean images."""
        assert self._preview is not None
        like = clean_targets(self._preview)[:MOST]
        return atlas(pixels(images, self._preview.target_scale, self._theme, like=like))
