"""All layers, in the order of the palette."""

from nnstudio.catalogue.entries import Layer
from nnstudio.catalogue.layers.augmentation import AUGMENTATIONS
from nnstudio.catalogue.layers.convolution import CONV2D
from nnstudio.catalogue.layers.core import ACTIVATION, DENSE, EMBEDDING
from nnstudio.catalogue.layers.merging import (
    ADD,
    AVERAGE,
    CONCATENATE,
    MAXIMUM,
    MINIMUM,
    MULTIPLY,
    SUBTRACT,
)
from nnstudio.catalogue.layers.pooling import (
    AVERAGE_POOLING2D,
    GLOBAL_AVERAGE_POOLING1D,
    GLOBAL_AVERAGE_POOLING2D,
    GLOBAL_MAX_POOLING1D,
    MAX_POOLING2D,
)
from nnstudio.catalogue.layers.recurrent import GRU, LSTM, SIMPLE_RNN
from nnstudio.catalogue.layers.regularization import BATCH_NORMALIZATION, DROPOUT
from nnstudio.catalogue.layers.reshaping import FLATTEN, RESHAPE

_TABLE = (
    DENSE,
    EMBEDDING,
    CONV2D,
    MAX_POOLING2D,
    AVERAGE_POOLING2D,
    GLOBAL_AVERAGE_POOLING2D,
    GLOBAL_AVERAGE_POOLING1D,
    GLOBAL_MAX_POOLING1D,
    SIMPLE_RNN,
    LSTM,
    GRU,
    FLATTEN,
    RESHAPE,
    BATCH_NORMALIZATION,
    DROPOUT,
    ACTIVATION,
    ADD,
    CONCATENATE,
    AVERAGE,
    MULTIPLY,
    SUBTRACT,
    MAXIMUM,
    MINIMUM,
    *AUGMENTATIONS,
)

LAYERS: dict[str, Layer] = {entry.key: entry for entry in _TABLE}
