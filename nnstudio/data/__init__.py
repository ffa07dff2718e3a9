"""What the network learns from: data sets, splits and preparation.

``describe`` tells what a choice gives without loading it; ``prepare`` loads and prepares it;
``preview`` takes the small part that a window shows.
"""

from nnstudio.data.description import describe
from nnstudio.data.preparation import prepare
from nnstudio.data.previews import preview
from nnstudio.data.sources import SOURCES, default_choice, source_of

__all__ = ["SOURCES", "default_choice", "describe", "prepare", "preview", "source_of"]
