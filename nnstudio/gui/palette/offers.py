"""What the palette offers to put into the list: single layers, and rows that belong together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QMimeData

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.entries import Category
from nnstudio.design.blocks import BLOCKS
from nnstudio.design.model import Excerpt
from nnstudio.gui.mime import kind_mime, rows_mime
from nnstudio.i18n import N_, _, folded

CATEGORY_TITLES = {
    Category.CORE: N_("Core"),
    Category.CONVOLUTION: N_("Convolution"),
    Category.POOLING: N_("Pooling"),
    Category.RECURRENT: N_("Recurrent"),
    Category.ATTENTION: N_("Attention"),
    Category.NORMALIZATION: N_("Normalization"),
    Category.REGULARIZATION: N_("Regularization"),
    Category.RESHAPING: N_("Reshaping"),
    Category.MERGING: N_("Merging"),
    Category.ACTIVATION: N_("Activation"),
    Category.AUGMENTATION: N_("Augmentation"),
    Category.PREPROCESSING: N_("Preprocessing"),
}
NETWORKS: Final = N_("Networks")


@dataclass(frozen=True)
class Offer:
    """key: of a kind of layer, or one of its own for rows. section: the heading under which it stands.

    title, help, section: marked with ``N_``. tip: said beside the help. category: whose colour it has;
    None for rows. rows: gives them, None for a layer; they are read only when somebody takes them.
    """

    key: str
    title: str
    help: str
    section: str
    tip: str = ""
    category: Category | None = None
    rows: Callable[[], Excerpt] | None = field(default=None, compare=False)

    @property
    def excerpt(self) -> Excerpt | None:
        return None if self.rows is None else self.rows()

    @property
    def mime(self) -> QMimeData:
        """What is dragged."""
        taken = self.excerpt
        return kind_mime(self.key) if taken is None else rows_mime(taken)


def offers(own: Sequence[Offer] = ()) -> Sequence[Offer]:
    """All there is, section by section; the person's own come first."""
    return (*own, *_layers(), *_networks())


def offer(key: str, own: Sequence[Offer] = ()) -> Offer | None:
    return next((offered for offered in offers(own) if offered.key == key), None)


def matching(text: str, own: Sequence[Offer] = ()) -> list[Offer]:
    """Offers that have every word typed within their title or key, or at the beginning of a word of their
    section or help, in the language of now or in English; the one with this very name first, then those
    whose name begins with it.
    """
    words = folded(text).split()
    found = [offered for offered in offers(own) if all(_has(offered, word) for word in words)]
    return sorted(found, key=lambda offered: _rank(offered, folded(text).strip()))


def _has(offered: Offer, word: str) -> bool:
    names = folded(f"{_(offered.title)} {offered.title} {offered.key}")
    about = folded(f" {_(offered.section)} {_(offered.help)} {offered.section} {offered.help}")
    return word in names or f" {word}" in about


def _rank(offered: Offer, text: str) -> int:
    name = folded(_(offered.title))
    names = (name, offered.key)
    if text in names:
        return 0
    if any(name.startswith(text) for name in names):
        return 1
    return 2 if any(text in name for name in names) else 3


def _layers() -> Sequence[Offer]:
    return [
        Offer(layer.key, layer.title, layer.help, CATEGORY_TITLES[category], _(layer.formula), category)
        for category in Category
        for layer in LAYERS.values()
        if layer.category is category
    ]


def _networks() -> Sequence[Offer]:
    return [
        Offer(f"block:{block.key}", block.title, block.help, NETWORKS, rows=block.excerpt) for block in BLOCKS
    ]
