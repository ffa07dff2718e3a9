"""Layers to choose from: the palette, and the quick search at the list."""

from nnstudio.gui.palette.finder import LayerFinder
from nnstudio.gui.palette.panel import PalettePanel
from nnstudio.gui.palette.popup import QuickAdd

__all__ = ["LayerFinder", "PalettePanel", "QuickAdd"]
