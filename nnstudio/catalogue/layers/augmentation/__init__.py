"""Layers that change images at random in training, so that a network sees more of them than there are.

Outside training they pass images on as they are. Values are taken to lie between 0 and 1, as those of the
image sets do.
"""

from nnstudio.catalogue.entries import Layer
from nnstudio.catalogue.layers.augmentation.brightness import BRIGHTNESS
from nnstudio.catalogue.layers.augmentation.colour import COLOUR
from nnstudio.catalogue.layers.augmentation.entry import VALUES
from nnstudio.catalogue.layers.augmentation.geometry import GEOMETRY
from nnstudio.catalogue.layers.augmentation.mixture import MIXTURE

__all__ = ["AUGMENTATIONS", "VALUES"]

AUGMENTATIONS: tuple[Layer, ...] = (*GEOMETRY, *BRIGHTNESS, *COLOUR, *MIXTURE)
