"""Autoencoders: what comes back of each example, and where it lies in the narrow layer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QWidget

from nnstudio.data.prepared import Preview
from nnstudio.design.facts import Domain
from nnstudio.gui.plots.figures import figure
from nnstudio.gui.predictions.captioned import CaptionedView, counted
from nnstudio.gui.predictions.feature_errors import FeatureErrors
from nnstudio.gui.predictions.latent_plane import LatentPlane
from nnstudio.gui.predictions.pairs import MOST, Pairs
from nnstudio.gui.predictions.pictures import atlas, pixels
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _
from nnstudio.protocol.events import Floats, Sampled

_UNBOUNDED = 16_777_215  # Qt's own QWIDGETSIZE_MAX


class AutoencoderView(CaptionedView):
    """Images as pairs, tables as an error for each feature; under them the plane of codes."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.pairs = Pairs(theme)
        self.features = FeatureErrors(theme)
        self.feature_scroll = QScrollArea()
        self.feature_scroll.setWidget(self.features)
        self.feature_scroll.setWidgetResizable(True)
        self.feature_scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.feature_scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.plane = LatentPlane(theme)
        self.no_plane = QLabel(
            _("No plane of codes: no layer is narrower than the input and the output on both its sides.")
        )
        self.no_plane.setWordWrap(True)
        self.feature_scroll.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.feature_scroll.setMinimumHeight(80)
        self.column.addWidget(self.pairs, 4)
        self.column.addWidget(self.feature_scroll, 4)
        self.column.addWidget(self.plane, 5)
        self.column.addWidget(self.no_plane)
        self.setAccessibleName(_("Reconstructions"))

    def draw_data(self, preview: Preview) -> None:
        are_images = preview.facts.domain is Domain.IMAGES
        self.pairs.setVisible(are_images)
        self.feature_scroll.setVisible(not are_images)
        names = tuple(_(name) for name in preview.facts.classes)
        labels = preview.shown.labels
        self.plane.show_classes(names, labels, self.theme)
        if are_images:
            first = preview.shown.inputs[:MOST]
            classes = [""] * len(first) if labels is None else [names[label] for label in labels[:MOST]]
            self.pairs.show_originals(
                atlas(pixels(first, preview.input_scale, self.theme)), classes, self.theme
            )
        else:
            self.features.show_features(_features(preview), _naive(preview), self.theme)

    def draw_answers(self, preview: Preview, sampled: Sampled | None) -> str:
        codes = None if sampled is None else sampled.codes
        self.plane.setVisible(codes is not None)
        self.no_plane.setVisible(sampled is not None and codes is None)
        self.feature_scroll.setMaximumHeight(
            _UNBOUNDED if codes is None else self.features.comfortable_height()
        )
        if codes is not None:
            self.plane.show_codes(codes)
        if sampled is None:
            self.pairs.show_reconstructions(None, None)
            self.features.show_errors(None)
            return _("Press Train to see what the network gives back of {examples}.").format(
                examples=counted(preview)
            )
        differences = (sampled.outputs - preview.shown.targets).astype(np.float64)
        if preview.facts.domain is Domain.IMAGES:
            self._show_images(preview, sampled.outputs[:MOST], differences[:MOST])
        else:
            self.features.show_errors(_by_feature(np.abs(differences)))
        return _("mean squared error {error} over {examples}").format(
            error=figure(float(np.mean(differences**2))), examples=counted(preview)
        )

    def _show_images(self, preview: Preview, outputs: Floats, differences: NDArray[np.float64]) -> None:
        originals = preview.shown.inputs[:MOST]
        images = pixels(outputs, preview.target_scale, self.theme, like=originals)
        errors: NDArray[np.float64] = np.mean(differences.reshape(len(outputs), -1) ** 2, axis=1)
        self.pairs.show_reconstructions(atlas(images), errors)


def _features(preview: Preview) -> tuple[str, ...]:
    """The name of each number of an example."""
    count = preview.facts.target_shape[-1]
    named = tuple(_(name) for name in preview.facts.features)
    if len(named) == count:
        return named
    return tuple(_("feature {number}").format(number=at + 1) for at in range(count))


def _naive(preview: Preview) -> NDArray[np.float64]:
    """(k,) the error of always answering the mean of the training examples."""
    means = preview.train.targets.mean(axis=0)
    return _by_feature(np.abs(preview.shown.targets - means).astype(np.float64))


def _by_feature(sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    means: NDArray[np.float64] = sizes.reshape(-1, sizes.shape[-1]).mean(axis=0)
    return means
