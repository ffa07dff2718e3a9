"""Small networks that depend on every layer of the catalogue, several kinds in each.

What belongs together stands side by side, and is joined at the end: to compile a network takes seconds, and
deep ones enlarge what is only rounding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from nnstudio.catalogue import ACTIVATIONS, LAYERS
from nnstudio.catalogue.entries import Category
from nnstudio.catalogue.values import Shape
from nnstudio.design.model import INPUT, LayerId, LayerRow
from nnstudio.engine.choice import Compiled
from tests.engine.designs import part, row
from tests.engine.side_by_side import Trial, on_random_data

VECTOR: Shape = (7,)
SEQUENCE: Shape = (6, 3)
IMAGE: Shape = (9, 8, 2)
VOLUME: Shape = (4, 5, 4, 2)
COLOURS: Shape = (9, 8, 3)
WORDS: Shape = (6,)
VOCABULARY = 20
BELOW = row("dense", "below", units=4, activation="tanh")  # so that gradients have to go through the rest


@dataclass(frozen=True)
class Network:
    """is_random: some of its layers draw masks. engines: those that can train it.
    in_float64: TensorFlow has all of it in double precision."""

    shape: Shape
    rows: tuple[LayerRow, ...]
    vocabulary: int = 0
    is_random: bool = False
    in_float64: bool = True
    engines: tuple[Compiled, ...] = ("graph", "xla")

    @property
    def kinds(self) -> set[str]:
        return {one.kind for one in self.rows}

    def trial(self) -> Trial:
        return on_random_data(self.shape, self.rows, self.vocabulary, part("adam", learning_rate=0.01))


def reading(kind: str, layer_id: LayerId, *reads: LayerId, **params: Any) -> LayerRow:
    return row(kind, layer_id, **params).model_copy(update={"reads": reads})


def aside(kind: str, **params: Any) -> LayerRow:
    """A row named by its kind that reads ``BELOW``."""
    return reading(kind, kind, "below", **params)


def joined(*rows: LayerRow) -> tuple[LayerRow, ...]:
    """Rows that read ``BELOW``, each flat, side by side."""
    flat = [reading("flatten", f"flat_{one.id}", one.id) for one in rows]
    return (BELOW, *rows, *flat, reading("concatenate", "joined", *[one.id for one in flat]))


def side_by_side(*rows: LayerRow) -> tuple[LayerRow, ...]:
    """Rows that read the input, each flat, side by side; no gradient has to go through them."""
    reading_input = [one.model_copy(update={"reads": (INPUT,)}) for one in rows]
    return joined(*reading_input)[1:]


def _changing(*, compiles: bool) -> list[str]:
    """The layers of augmentation that XLA compiles, or those that it does not."""
    changing = [layer for layer in LAYERS.values() if layer.category is Category.AUGMENTATION]
    return [layer.key for layer in changing if layer.compiles(layer.defaults) == compiles]


_SIZE = {"random_crop": {"height": 7, "width": 6}}
_SMALL = part("l2", l2=0.01)


def _held(*names: str) -> dict[str, Any]:
    """Constraints, each on the weights of this name."""
    return {f"{name}_constraint": part("max_norm", max_value=0.7) for name in names}


_LIMITS: dict[str, Any] = {"activity_regularizer": _SMALL, **_held("kernel", "recurrent", "bias")}
_TANH = {"activation": "tanh"}  # relu is no function of finite differences where its sum is 0
_RECURRENT = {"units": 5, "return_sequences": True, "dropout": 0.2, "recurrent_dropout": 0.3}
_POOL = {"pool_size": (3, 2), "strides": (1, 2), "padding": "same"}

NETWORKS: Final[Mapping[str, Network]] = {
    "vectors": Network(
        VECTOR,
        (
            BELOW,
            row("dense", units=6, activation="relu"),
            row("dense", "unbiased", units=5, use_bias=False),
            row("reshape", target_shape=(1, -1)),
        ),
    ),
    "activations": Network(
        VECTOR,
        joined(*[reading("activation", key, "below", activation=key) for key in ACTIVATIONS]),
    ),
    "dropout": Network(
        VECTOR, (BELOW, row("dropout", rate=0.4), row("dropout", "again", rate=0.1)), is_random=True
    ),
    "words": Network(WORDS, (row("embedding", input_dim=VOCABULARY, output_dim=4),), VOCABULARY),
    "images": Network(
        IMAGE,
        (
            BELOW,
            row("conv2d", filters=3, kernel_size=(3, 3), activation="tanh"),
            row("conv2d", "wide", filters=4, kernel_size=(2, 4), strides=(2, 1), padding="same"),
            row("conv2d", "last", filters=2, kernel_size=(2, 2), strides=(1, 3), use_bias=False),
        ),
    ),
    "filters of sequences": Network(
        SEQUENCE,
        joined(
            aside(
                "conv1d",
                filters=6,
                kernel_size=2,
                padding="causal",
                dilation_rate=2,
                groups=2,
                activation="tanh",
            ),
            aside("separable_conv1d", filters=3, kernel_size=3, strides=2, activation="tanh"),
            aside("depthwise_conv1d", activation="tanh", kernel_size=2, depth_multiplier=2, padding="same"),
            aside("conv1d_transpose", filters=3, kernel_size=3, strides=2, activation="tanh"),
            reading(
                "conv1d_transpose",
                "of_other_size",
                "below",
                filters=2,
                kernel_size=3,
                strides=3,
                output_padding=1,
                padding="same",
                activation="tanh",
            ),
        ),
    ),
    "filters of images": Network(
        IMAGE,
        joined(
            aside("conv2d", activation="tanh", filters=4, kernel_size=(2, 3), dilation_rate=(2, 1), groups=2),
            aside("separable_conv2d", filters=3, kernel_size=(3, 2), padding="same", activation="tanh"),
            aside("depthwise_conv2d", kernel_size=(3, 3), strides=(2, 2), activation="tanh"),
            aside("conv2d_transpose", filters=2, kernel_size=(2, 3), strides=(1, 2), activation="tanh"),
            reading(
                "conv2d_transpose",
                "of_other_size",
                "below",
                filters=2,
                kernel_size=(3, 2),
                strides=(2, 2),
                output_padding=(0, 1),
                activation="tanh",  # what no filter reaches is the bias alone, where others have a corner
            ),
        ),
    ),
    "filters of volumes": Network(
        VOLUME,
        joined(
            aside("conv3d", filters=3, kernel_size=(2, 3, 2), activation="tanh"),
            aside(
                "conv3d_transpose",
                filters=2,
                kernel_size=(2, 1, 3),
                strides=(1, 2, 1),
                output_padding=(0, 1, 0),
                activation="tanh",
            ),
        ),
    ),
    "pools of sequences": Network(
        SEQUENCE,
        joined(
            *[aside(f"{kind}_pooling1d", pool_size=2, strides=1) for kind in ("max", "average")],
            *[aside(f"global_{kind}_pooling1d", keepdims=True) for kind in ("max", "average")],
            *[aside(f"adaptive_{kind}_pooling1d", output_size=4) for kind in ("max", "average")],
        ),
    ),
    "pools of images": Network(
        IMAGE,
        joined(
            aside("max_pooling2d", **_POOL),
            reading("max_pooling2d", "again", "max_pooling2d", pool_size=(2, 2)),
            aside("average_pooling2d", **_POOL),
            reading("average_pooling2d", "once_more", "average_pooling2d", pool_size=(2, 2)),
            *[aside(f"global_{kind}_pooling2d") for kind in ("max", "average")],
            *[aside(f"adaptive_{kind}_pooling2d", output_size=(4, 3)) for kind in ("max", "average")],
        ),
    ),
    "pools of volumes": Network(
        VOLUME,
        joined(
            *[aside(f"{kind}_pooling3d", pool_size=(2, 3, 2)) for kind in ("max", "average")],
            *[aside(f"global_{kind}_pooling3d") for kind in ("max", "average")],
            *[aside(f"adaptive_{kind}_pooling3d", output_size=(2, 3, 2)) for kind in ("max", "average")],
        ),
        in_float64=False,  # no largest of a block
    ),
    "edges": Network(
        (4, 4, 2),
        joined(
            aside("cropping2d", cropping=(1, 0, 2, 1)),
            reading("zero_padding2d", "zero_padding2d", "cropping2d", padding=(0, 2, 1, 0)),
            aside("up_sampling2d", size=(2, 1)),
            reading("permute", "permute", "below", dims=(2, 3, 1)),
            aside("identity"),
        ),
    ),
    "between pixels": Network(
        (3, 4, 2),
        (BELOW, row("up_sampling2d", size=(2, 1), interpolation="bilinear")),
        in_float64=False,  # TensorFlow enlarges images in float32
    ),
    "edges of sequences": Network(
        SEQUENCE,
        (
            BELOW,
            row("cropping1d", cropping=(1, 2)),
            row("zero_padding1d", padding=(2, 0)),
            row("up_sampling1d", size=2),
            row("masking", mask_value=0.0),
            row("lstm", units=5),
            row("repeat_vector", n=3),
            row("gru", "decoder", units=4, return_sequences=True),
        ),
    ),
    "edges of volumes": Network(
        VOLUME,
        (
            BELOW,
            row("cropping3d", cropping=(1, 0, 2, 1, 0, 1)),
            row("zero_padding3d", padding=(0, 1, 1, 0, 0, 0)),
            row("up_sampling3d", size=(1, 2, 2)),
        ),
    ),
    "equations": Network(
        SEQUENCE,
        (
            BELOW,
            row(
                "einsum_dense",
                equation="abc,cde->abde",
                output_shape=(6, 2, 3),
                bias_axes="de",
                activation="tanh",
                **_held("bias"),
            ),
            row("einsum_dense", "joining", equation="abde,dec->abc", output_shape=(6, 4)),
            row("einsum_dense", "mixing", equation="abc,bd->adc", output_shape=(5, 4)),
        ),
    ),
    "recurrent with limits": Network(
        SEQUENCE,
        joined(
            aside("simple_rnn", units=4, **_LIMITS),
            aside("lstm", units=4, unit_forget_bias=False, **_LIMITS),
            aside("gru", units=4, reset_after=False, **_LIMITS),
            reading("gru", "reset_after", "below", units=3, **_LIMITS),
        ),
    ),
    "recurrent": Network(
        SEQUENCE,
        joined(*[aside(kind, **_RECURRENT) for kind in ("simple_rnn", "lstm", "gru")]),
        is_random=True,
    ),
    # What the first of two would learn, the second takes out again: the gradient is 0 but for rounding,
    # which Adam enlarges to steps as long as any. So only the second learns.
    "normalization of features": Network(
        SEQUENCE,
        joined(
            aside("layer_normalization", epsilon=0.01, **_held("beta", "gamma")),
            aside("group_normalization", groups=2, center=False),
            aside("rms_normalization"),
            aside("unit_normalization"),
        ),
    ),
    "activations with parameters": Network(
        VECTOR,
        joined(
            aside("relu", max_value=0.5, negative_slope=0.1, threshold=0.2),
            aside("leaky_relu"),
            aside("prelu", alpha_initializer=part("random_normal")),
            reading(
                "prelu",
                "shared",
                "below",
                alpha_initializer=part("random_normal"),
                shared_axes=(1,),
                **_held("alpha"),
            ),
            aside("elu", alpha=0.7),
            aside("softmax"),
        ),
    ),
    "noise": Network(
        VECTOR,
        joined(
            aside("alpha_dropout", rate=0.3),
            aside("gaussian_dropout", rate=0.2),
            aside("gaussian_noise", stddev=0.3),
            aside("activity_regularization", l1=0.01, l2=0.02),
            aside("variational_code", units=3, weight=0.05, bias_initializer=part("ones")),
        ),
        is_random=True,
    ),
    "dropped channels": Network(
        IMAGE,
        joined(
            aside("spatial_dropout2d", rate=0.3),
            reading("reshape", "as_sequence", "below", target_shape=(-1, 4)),
            reading("spatial_dropout1d", "spatial_dropout1d", "as_sequence", rate=0.4),
            reading("reshape", "as_block", "below", target_shape=(3, 3, 8, 4)),
            reading("spatial_dropout3d", "spatial_dropout3d", "as_block", rate=0.4),
        ),
        is_random=True,
    ),
    "attention": Network(
        SEQUENCE,
        joined(
            aside("position_embedding"),
            reading("position_embedding", "waves", "below", mode="sinusoidal"),
            reading(
                "multi_head_attention",
                "heads",
                "position_embedding",
                use_bias=False,  # the gradient of the key's is 0 but for rounding
                num_heads=2,
                key_dim=3,
                value_dim=2,
                dropout=0.3,
                use_causal_mask=True,
            ),
            reading(
                "group_query_attention",
                "groups",
                "waves",
                "below",
                head_dim=3,
                sliding_window=3,
                use_bias=False,
            ),
            reading(
                "multi_head_attention",
                "limited",
                "below",
                num_heads=2,
                key_dim=3,
                use_bias=False,
                output_shape=5,
                activity_regularizer=_SMALL,
                **_held("kernel"),
            ),
            reading(
                "group_query_attention",
                "limited_groups",
                "below",
                head_dim=2,
                use_bias=False,
                activity_regularizer=_SMALL,
                **_held("kernel"),
            ),
            reading("attention", "attention", "below", "waves", use_scale=True, dropout=0.3),
            reading("additive_attention", "additive", "below", use_causal_mask=True, dropout=0.2),
        ),
        is_random=True,
    ),
    "recurrent images": Network(
        (3, 6, 4, 2),
        joined(
            aside("conv_lstm2d", filters=2, kernel_size=(2, 2), dropout=0.2, recurrent_dropout=0.2),
            reading("reshape", "as_rows", "below", target_shape=(3, 24, 4)),
            reading("conv_lstm1d", "conv_lstm1d", "as_rows", filters=2, kernel_size=(3,), strides=(2,)),
            reading(
                "conv_lstm2d",
                "limited",
                "below",
                filters=2,
                kernel_size=(2, 2),
                dilation_rate=(2, 1),
                unit_forget_bias=False,
                **_LIMITS,
            ),
        ),
        is_random=True,
    ),
    "recurrent volumes": Network(
        (2, 2, 3, 3, 2),
        (BELOW, row("conv_lstm3d", filters=2, kernel_size=(2, 2, 2), go_backwards=True)),
    ),
    "prepared images": Network(
        IMAGE,
        side_by_side(
            row("rescaling", scale=0.5, offset=-0.1),
            row("normalization", mean=(0.1, 0.2), variance=(0.5, 2.0)),
            row("resizing", height=5, width=4),
            row("resizing", "with_edges", height=9, width=9, pad_to_aspect_ratio=True, fill_value=0.5),
            row("center_crop", height=4, width=5),
            row("auto_contrast"),
            row("equalization"),
            row("equalization", "in_a_few_levels", bins=7),
        ),
        in_float64=False,
    ),
    "smoothed images": Network(
        IMAGE,
        side_by_side(
            row("resizing", height=5, width=4, antialias=True),
            row("resizing", "bicubic", height=5, width=4, interpolation="bicubic"),
        ),
        engines=("graph",),
        in_float64=False,
    ),
    "bins": Network(
        VECTOR,
        (
            row("discretization", bin_boundaries=(-0.5, 0.0, 1.0)),
            row("embedding", "of_bins", input_dim=4, output_dim=3),
        ),
    ),
    "encoded words": Network(
        WORDS,
        side_by_side(
            row("category_encoding", num_tokens=VOCABULARY),
            row("category_encoding", "one_hot", num_tokens=VOCABULARY, output_mode="one_hot"),
        ),
        VOCABULARY,
        engines=("graph",),
    ),
    "normalization": Network(
        SEQUENCE,
        (
            BELOW,
            row("batch_normalization", momentum=0.8, center=False, scale=False),
            row("batch_normalization", "again"),
        ),
    ),
    "merges": Network(
        VECTOR,
        (
            BELOW,
            reading("dense", "one", "below", units=3, activation="tanh"),
            reading("dense", "other", "below", units=3, activation="sigmoid"),
            reading("dense", "third", "below", units=1, activation="tanh"),
            *[
                reading(kind, kind, "one", "other", "third")
                for kind in ("add", "multiply", "average", "maximum", "minimum")
            ],
            reading("subtract", "subtract", "one", "other"),
            reading("dot", "dot", "one", "other"),
            reading("dot", "alike", "one", "other", normalize=True),
            reading(
                "concatenate",
                "joined",
                *("add", "multiply", "average", "maximum", "minimum", "subtract", "dot", "alike"),
            ),
        ),
    ),
    **{
        f"augmentation, every sixth from {first}": Network(
            COLOURS,
            side_by_side(*[row(kind, **_SIZE.get(kind, {})) for kind in _changing(compiles=True)[first::6]]),
            is_random=True,
            in_float64=False,  # Keras changes images in float32 only
        )
        for first in range(6)
    },
    "augmentation without XLA": Network(
        COLOURS,
        side_by_side(*[row(kind) for kind in _changing(compiles=False)]),
        engines=("graph",),
        is_random=True,
        in_float64=False,
    ),
}
