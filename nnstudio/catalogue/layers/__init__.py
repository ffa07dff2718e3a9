"""All layers, in the order of the palette."""

from nnstudio.catalogue.entries import Layer
from nnstudio.catalogue.layers.activation_layers import ACTIVATION_LAYERS
from nnstudio.catalogue.layers.attention import ATTENTION_LAYERS
from nnstudio.catalogue.layers.augmentation import AUGMENTATIONS
from nnstudio.catalogue.layers.conv_lstm import CONV_LSTM_LAYERS
from nnstudio.catalogue.layers.convolution import CONVOLUTIONS
from nnstudio.catalogue.layers.core import ACTIVATION, DENSE, EMBEDDING
from nnstudio.catalogue.layers.edges import EDGES
from nnstudio.catalogue.layers.einsum import EINSUM_DENSE
from nnstudio.catalogue.layers.merging import MERGES
from nnstudio.catalogue.layers.normalization import NORMALIZATION_LAYERS
from nnstudio.catalogue.layers.passing import IDENTITY, MASKING
from nnstudio.catalogue.layers.pooling import POOLINGS
from nnstudio.catalogue.layers.position import POSITION_EMBEDDING
from nnstudio.catalogue.layers.preprocessing import PREPROCESSING_LAYERS
from nnstudio.catalogue.layers.recurrent import GRU, LSTM, SIMPLE_RNN
from nnstudio.catalogue.layers.regularization import REGULARIZATION_LAYERS
from nnstudio.catalogue.layers.reshaping import FLATTEN, PERMUTE, REPEAT_VECTOR, RESHAPE
from nnstudio.catalogue.layers.separable import SEPARABLE_CONVOLUTIONS
from nnstudio.catalogue.layers.transposed import TRANSPOSED_CONVOLUTIONS
from nnstudio.catalogue.layers.variational import VARIATIONAL_CODE

_TABLE = (
    DENSE,
    EINSUM_DENSE,
    EMBEDDING,
    VARIATIONAL_CODE,
    IDENTITY,
    MASKING,
    *CONVOLUTIONS,
    *TRANSPOSED_CONVOLUTIONS,
    *SEPARABLE_CONVOLUTIONS,
    *POOLINGS,
    SIMPLE_RNN,
    LSTM,
    GRU,
    *CONV_LSTM_LAYERS,
    *ATTENTION_LAYERS,
    POSITION_EMBEDDING,
    FLATTEN,
    RESHAPE,
    PERMUTE,
    REPEAT_VECTOR,
    *EDGES,
    *NORMALIZATION_LAYERS,
    *REGULARIZATION_LAYERS,
    ACTIVATION,
    *ACTIVATION_LAYERS,
    *MERGES,
    *AUGMENTATIONS,
    *PREPROCESSING_LAYERS,
)

LAYERS: dict[str, Layer] = {entry.key: entry for entry in _TABLE}
