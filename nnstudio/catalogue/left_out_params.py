"""Arguments of Keras' layers that no form asks for, each with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nnstudio.i18n import N_

_OF_ROW = N_("It follows from the row: its id, and whether it is frozen.")
_PRECISION = N_("All numbers are float32, as everywhere in a network here.")
_INNER = N_("It says how the class is made from a more general one.")
_RARE_COPY = N_("It serves to fine-tune or shrink a large network that was trained elsewhere.")

EVERYWHERE: Final[Mapping[str, str]] = {
    "name": _OF_ROW,
    "trainable": _OF_ROW,
    "dtype": _PRECISION,
    "autocast": _PRECISION,
    "seed": N_("It follows from the seed of the recipe, for each layer another one."),
    "data_format": N_("Channels come last in all images here."),
    "rank": _INNER,
    "pool_mode": _INNER,
    "pool_dimensions": _INNER,
    "cell": _INNER,
    "bounding_box_format": N_("It is for data with boxes drawn around things, and there is none."),
    "lora_rank": _RARE_COPY,
    "lora_alpha": _RARE_COPY,
    "quantization_config": _RARE_COPY,
    "gptq_unpacked_column_size": _RARE_COPY,
    "flash_attention": N_("It is another way to the same numbers, which processors do not have."),
    "use_cudnn": N_("It is another way to the same numbers, which processors do not have."),
    "unroll": N_("It is another way to the same numbers, and slow to compile."),
    "return_state": N_("The state would be a second output, and a row has one."),
    "stateful": N_("A memory from batch to batch would mix examples, for batches are shuffled."),
    "sparse": N_("The layers below read dense numbers."),
    "activity_regularizer": N_("An ActivityRegularization row below does the same."),
}
"""By name, wherever a layer has them."""

_AXIS = N_("It works on the last axis, where the features stand; a Permute row above it turns others there.")
_LAST_STATE = N_("Steps that are passed over repeat the state before; rows below pass over them as well.")
_INITIAL_AVERAGE = N_("What the averages begin with is forgotten after some hundred batches.")
_RENORM = N_("For small batches there are LayerNormalization and GroupNormalization, which need no batch.")
_FROM_DATA = N_("It would look at the data before training; the boundaries are given instead.")
_NO_FACTOR = N_("Keras hands it to all layers that change images; this one does nothing with it.")
_RECURRENT = ("SimpleRNN", "LSTM", "GRU", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D")


def _of(reason: str, name: str, *classes: str) -> dict[tuple[str, str], str]:
    return {(made, name): reason for made in classes}


OF_LAYERS: Final[Mapping[tuple[str, str], str]] = {
    **_of(
        _AXIS,
        "axis",
        *("BatchNormalization", "LayerNormalization", "GroupNormalization", "RMSNormalization"),
        *("UnitNormalization", "Softmax", "Normalization"),
    ),
    **_of(_LAST_STATE, "zero_output_for_mask", *_RECURRENT),
    **_of(_INITIAL_AVERAGE, "moving_mean_initializer", "BatchNormalization"),
    **_of(_INITIAL_AVERAGE, "moving_variance_initializer", "BatchNormalization"),
    **_of(_RENORM, "renorm", "BatchNormalization"),
    **_of(_RENORM, "renorm_clipping", "BatchNormalization"),
    **_of(_RENORM, "renorm_momentum", "BatchNormalization"),
    **_of(
        N_("There is one machine, so there is nothing to bring in step."),
        "synchronized",
        "BatchNormalization",
    ),
    **_of(_FROM_DATA, "num_bins", "Discretization"),
    **_of(_FROM_DATA, "epsilon", "Discretization"),
    **_of(
        N_("First weights are drawn, as the initializer says."),
        "weights",
        "Embedding",
    ),
    **_of(
        N_("SpatialDropout drops whole channels, which is what it is for."),
        "noise_shape",
        "Dropout",
        "AlphaDropout",
    ),
    **_of(
        N_("It reads sequences, which have one axis to attend along."), "attention_axes", "MultiHeadAttention"
    ),
    **_of(N_("It always compares by the sum."), "score_mode", "AdditiveAttention"),
    **_of(N_("Keras knows one way only, and its value can be set."), "fill_mode", "Resizing"),
    **_of(
        _NO_FACTOR,
        "factor",
        *("RandomFlip", "RandomZoom", "RandomTranslation", "RandomCrop", "RandomShear", "Solarization"),
        *("RandomColorJitter", "Resizing", "CenterCrop", "AutoContrast", "Equalization"),
    ),
}
"""By class and name."""
