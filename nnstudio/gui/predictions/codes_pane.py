"""The plane of codes with what is asked about it: other axes, clusters, and what a code becomes."""

from __future__ import annotations

import string
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnstudio.data.source import Integers
from nnstudio.gui.predictions.axes_bar import AxesBar
from nnstudio.gui.predictions.code_axes import Cut, code_cut
from nnstudio.gui.predictions.color_bar import ColorBar
from nnstudio.gui.predictions.latent_plane import LatentPlane
from nnstudio.gui.questions import Answered
from nnstudio.gui.theme import Theme
from nnstudio.i18n import _
from nnstudio.protocol.commands import Cluster, Decode
from nnstudio.protocol.events import Clustered, Floats, Predicted, PredictFailed, Sampled

_EVERY = 700  # milliseconds between two searches for clusters, at least, while a network learns


class CodesPane(QWidget):
    """asked: a Decode or a Cluster. decoded: (1, *output_shape) at the cross. refused: why there is nothing.

    chosen: an example was chosen in the plane, or NONE.
    """

    asked = Signal(object)
    decoded = Signal(object)
    refused = Signal(str)
    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self._labels: Integers | None = None
        self._clusters: Integers | None = None
        self._sampled: Sampled | None = None
        self._cut: Cut | None = None
        self._describe: Callable[[int], str] = lambda number: ""
        self._is_decoding = self._is_clustering = False  # asked, and not answered yet
        self._wants_clusters = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_EVERY)
        self.colors = ColorBar()
        self.axes = AxesBar()
        self.plane = LatentPlane(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.colors)
        column.addWidget(self.axes)
        column.addWidget(self.plane, 1)
        self._wire()

    def _wire(self) -> None:
        self._pause.timeout.connect(self._on_pause_timeout)
        self.colors.changed.connect(self._on_colors_changed)
        self.axes.changed.connect(self._on_axes_changed)
        self.plane.pointed.connect(self._on_plane_pointed)
        self.plane.chosen.connect(self.chosen)

    def show_classes(
        self,
        names: tuple[str, ...],
        labels: Integers | None,
        theme: Theme,
        describe: Callable[[int], str],
    ) -> None:
        """labels: (n,) the class of each example; None without classes. describe: an example, in words."""
        is_new = labels is not self._labels or names != self._names
        self._names, self._labels, self._theme, self._describe = names, labels, theme, describe
        if is_new:
            self._clusters = None
            self.colors.show_classes(0 if labels is None else len(names))
            self.plane.forget()
        self._show_groups()

    def show_samples(self, sampled: Sampled | None) -> None:
        """What the network gives now; what was asked about it before is asked anew."""
        self._sampled = sampled
        if sampled is None:
            self._clusters = None
            self._is_decoding = self._is_clustering = self._wants_clusters = False
            self._pause.stop()
            self.colors.purity.clear()
            self.plane.forget()
            return
        self._show_cut()
        self._ask_decoding()
        if self.colors.clusters:
            self._ask_clusters()

    def show_answer(self, answer: Answered) -> None:
        if isinstance(answer, PredictFailed):
            self._show_refusal(f"{answer.message} {answer.hint}".strip())
        elif isinstance(answer, Clustered):
            self._show_clusters(answer)
        elif isinstance(answer, Predicted) and self._cut is not None:
            self._is_decoding = False
            self.decoded.emit(answer.outputs)

    @property
    def decodes(self) -> bool:
        """Whether a code alone tells what the network gives."""
        return self._cut is not None and self._cut.plane is not None

    def _show_refusal(self, text: str) -> None:
        if self._is_decoding:
            self._is_decoding = False
            self.refused.emit(text)
        if self._is_clustering:
            self._is_clustering = False
            self.colors.show_refusal(text)

    def _show_clusters(self, answer: Clustered) -> None:
        self._is_clustering = False
        shown = self._sampled
        if shown is None or not self.colors.clusters or len(answer.clusters) != len(shown.outputs):
            return
        self._clusters = answer.clusters
        self.colors.show_purity(answer.purity)
        self._show_groups()

    def _show_cut(self) -> None:
        assert self._sampled is not None
        units = self._sampled.units
        self.axes.setVisible(units is not None)
        if units is not None:
            self.axes.show_units(units)
        self._cut = code_cut(self._sampled, self.axes.pair if units is not None else None)
        if self._cut is not None:
            self.plane.show_codes(self._cut.points, self._cut.names)

    def _show_groups(self) -> None:
        """True classes also until the first clusters are found."""
        if self.colors.clusters and self._clusters is not None:
            names = cluster_names(self._clusters, self._labels, self._names)
            self.plane.show_groups(names, self._clusters, self._theme, self._tip)
        else:
            self.plane.show_groups(self._names, self._labels, self._theme, self._describe)

    def _tip(self, number: int) -> str:
        if self._clusters is None or number >= len(self._clusters):
            return self._describe(number)
        letter = letters(self._clusters)[int(self._clusters[number])]
        return _("cluster {letter} · {example}").format(letter=letter, example=self._describe(number))

    def _ask_decoding(self) -> None:
        place = self.plane.place
        if place is None or self._cut is None:
            return
        if self._cut.plane is None:
            self.refused.emit(_("Something leads past the narrow layer: a code alone decodes to nothing."))
            return
        self._is_decoding = True
        self.asked.emit(Decode(0, self._cut.plane.codes(place)))

    def _ask_clusters(self) -> None:
        if self._pause.isActive():
            self._wants_clusters = True
            return
        self._wants_clusters, self._is_clustering = False, True
        self._pause.start()
        self.asked.emit(Cluster(0, self.colors.clusters))

    @Slot()
    def _on_pause_timeout(self) -> None:
        if self._wants_clusters and self._sampled is not None and self.colors.clusters:
            self._ask_clusters()

    @Slot()
    def _on_colors_changed(self) -> None:
        if self.colors.clusters and self._sampled is not None:
            self._pause.stop()
            self._ask_clusters()
        else:
            self._show_groups()

    @Slot()
    def _on_axes_changed(self) -> None:
        if self._sampled is not None:
            self._show_cut()
            self._ask_decoding()

    @Slot(object)
    def _on_plane_pointed(self, _place: Floats) -> None:
        self._ask_decoding()


def cluster_names(clusters: Integers, labels: Integers | None, classes: tuple[str, ...]) -> tuple[str, ...]:
    """A letter for each cluster, and the class that it has most of, if that is known: “A: mostly 3”.

    A number without examples has no name: clusters are numbered by the classes that they hold.
    """
    names = [""] * (int(clusters.max(initial=-1)) + 1)
    for at, letter in letters(clusters).items():
        if labels is None:
            names[at] = letter
        else:
            most = classes[int(np.bincount(labels[clusters == at]).argmax())]
            names[at] = _("{letter}: mostly {name}").format(letter=letter, name=most)
    return tuple(names)


def letters(clusters: Integers) -> dict[int, str]:
    """A letter for the number of each cluster that there is: A to Z, then AA, BB and so on."""
    named = [letter * times for times in (1, 2) for letter in string.ascii_uppercase]
    return dict(zip(np.unique(clusters).tolist(), named, strict=False))
