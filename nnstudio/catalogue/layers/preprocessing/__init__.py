"""Layers that prepare numbers: nothing is learnt, and nothing is random."""

from __future__ import annotations

from nnstudio.catalogue.entries import Layer
from nnstudio.catalogue.layers.preprocessing.encoding import CATEGORY_ENCODING, DISCRETIZATION
from nnstudio.catalogue.layers.preprocessing.levels import AUTO_CONTRAST, EQUALIZATION
from nnstudio.catalogue.layers.preprocessing.scaling import NORMALIZATION, RESCALING
from nnstudio.catalogue.layers.preprocessing.sizes import CENTER_CROP, RESIZING

PREPROCESSING_LAYERS: tuple[Layer, ...] = (
    RESCALING,
    NORMALIZATION,
    RESIZING,
    CENTER_CROP,
    CATEGORY_ENCODING,
    DISCRETIZATION,
    AUTO_CONTRAST,
    EQUALIZATION,
)
