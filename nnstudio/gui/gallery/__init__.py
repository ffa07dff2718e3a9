"""The page that the program opens on."""

from nnstudio.gui.gallery.cards import Card, shipped_cards
from nnstudio.gui.gallery.page import GalleryPage

__all__ = ["Card", "GalleryPage", "shipped_cards"]
