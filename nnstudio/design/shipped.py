"""The designs that travel with the program, in the sections of the gallery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from nnstudio.catalogue.params import unknown_name
from nnstudio.design.files import SUFFIX, load
from nnstudio.design.model import Design
from nnstudio.design.shipped_words import translated
from nnstudio.errors import UserError
from nnstudio.i18n import N_
from nnstudio.resources import resource


@dataclass(frozen=True)
class Section:
    """Designs for one kind of task, in the order of a lesson: the simplest first."""

    key: str
    title: str
    names: tuple[str, ...]

    @property
    def shown(self) -> tuple[str, ...]:
        """The first designs that are of this kind too, then its own."""
        return (*_FIRST_OF.get(self.key, ()), *self.names)


FIRST: Final = ("digits-cnn", "spiral", "digits-dense", "iris", "sunspots", "autoencoder")
_FIRST_OF: Final = {
    "images": ("digits-dense", "digits-cnn"),
    "series": ("sunspots",),
    "tables": ("iris",),
    "unlabelled": ("autoencoder",),
    "points": ("spiral",),
}

SECTIONS: Final = (
    Section("first", N_("Begin here"), FIRST),
    Section(
        "images",
        N_("Images"),
        ("digits-augmented", "digits-residual", "letters-cnn", "letters-cyrillic", "patches-cnn"),
    ),
    Section("video", N_("Video"), ("clips-conv3d", "clips-convlstm", "clips-cnn-lstm", "clips-next")),
    Section(
        "text",
        N_("Text"),
        ("language-pool", "language-cnn", "language-bilstm", "language-transformer", "country-names"),
    ),
    Section(
        "translation",
        N_("Translation"),
        ("numbers-repeat", "numbers-attention", "dates-attention", "phrases-en-ru"),
    ),
    Section("generation", N_("Generation"), ("names-gru", "source-gru", "source-transformer")),
    Section(
        "series",
        N_("Time series"),
        ("nile-dense", "sines-rnn", "co2-lstm", "elnino-cnn", "lorenz-gru"),
    ),
    Section(
        "tables",
        N_("Tables"),
        ("wine", "breast-cancer", "diabetes", "diabetes-overfit", "diabetes-regularized"),
    ),
    Section(
        "unlabelled",
        N_("Without labels"),
        (
            "autoencoder-denoising",
            "autoencoder-variational",
            "autoencoder-sparse",
            "wine-autoencoder",
            "digits-anomaly",
            "letters-autoencoder",
            "patches-autoencoder",
        ),
    ),
    Section(
        "points",
        N_("Points"),
        ("one-neuron", "xor-hidden", "circle-small", "moons-deep", "plane-regression", "own-points"),
    ),
)


def shipped_names() -> tuple[str, ...]:
    """The names of all shipped designs, in the order of the gallery."""
    return tuple(name for section in SECTIONS for name in section.names)


def load_shipped(name: str) -> Design:
    """A copy of a shipped design, its words in the language of now; raises UserError with the near names
    for one that is not."""
    names = shipped_names()
    if name not in names:
        raise UserError(unknown_name(name, names))
    return translated(load(resource("designs", f"{name}{SUFFIX}")))
