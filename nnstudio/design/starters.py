"""A small network that suits any data: somewhere to begin, made by the shape of inputs and answers alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Final

from nnstudio.catalogue.entries import Target
from nnstudio.catalogue.values import Part, Value
from nnstudio.design.changes import Change, Changed
from nnstudio.design.facts import DataFacts, Domain, Task
from nnstudio.design.model import DataChoice, Design, LayerRow
from nnstudio.design.normal import normal_data, normal_design
from nnstudio.i18n import _

Rows = list[tuple[str, dict[str, Value]]]

_LOSSES: Final[Mapping[Target, str]] = {
    Target.INTEGERS: "sparse_categorical_crossentropy",
    Target.TOKENS: "sparse_categorical_crossentropy",
    Target.ONE_HOT: "categorical_crossentropy",
    Target.NUMBERS: "mean_squared_error",
    Target.INPUTS: "mean_squared_error",
}
_TASKS: Final = (
    Task.CLASSIFICATION,
    Task.REGRESSION,
    Task.FORECAST,
    Task.GENERATION,
    Task.TRANSLATION,
    Task.RECONSTRUCTION,
    Task.NEXT_FRAME,
)
_WIDEST_CODE: Final = 16  # numbers that an example is given back from
_MOST_STEPS: Final = 400  # batches of an epoch: a large set has larger ones
_ENOUGH_STEPS: Final = 3_000  # of training, for few examples
_FEWEST_EPOCHS: Final = 20
_MOST_EPOCHS: Final = 200
_FEWEST_FRAMES: Final = 4  # that two poolings leave something of
_SMALLEST_IMAGE: Final = 12  # pixels that two convolutions and poolings need


def begin_with(design: Design, choice: DataChoice, facts: DataFacts) -> tuple[Design, Change]:
    """Learn from this data, with a network that suits it. facts: of the choice."""
    rows = _WHOLE.get(facts.task, _answering)(facts)
    layers = tuple(
        LayerRow(id=f"l{number}", kind=kind, params=params)
        for number, (kind, params) in enumerate(rows, start=1)
    )
    size = _batch_size(facts.train)
    recipe = design.recipe.model_copy(
        update={
            "loss": Part(kind=_LOSSES[facts.target]),
            "optimizer": Part(kind="adam"),
            "batch_size": size,
            "epochs": _epochs(facts.train, size),
            "batching": "mini",
        }
    )
    begun = design.model_copy(
        update={"data": normal_data(choice), "layers": layers, "groups": (), "recipe": recipe}
    )
    return normal_design(begun), Change(Changed.ALL, _("Choose data"))


def suits(facts: DataFacts) -> bool:
    """Whether there is such a network for this task."""
    return facts.target in _LOSSES and facts.task in _TASKS


def _answering(facts: DataFacts) -> Rows:
    """What suits the inputs, and a layer with as many units as there are answers."""
    body = _BODIES.get(facts.domain, _dense)(facts)
    return [*body, ("dense", {"units": _answers(facts), "activation": _activation(facts)})]


def _autoencoder(facts: DataFacts) -> Rows:
    """Through few numbers and back to the shape of the inputs.

    The way in is linear, as that of principal components: of few examples a deeper one learns by heart.
    """
    size = math.prod(facts.input_shape)
    is_flat = len(facts.input_shape) == 1
    flat: Rows = [] if is_flat else [("flatten", {})]
    whole: Rows = [] if is_flat else [("reshape", {"target_shape": facts.input_shape})]
    return [
        *flat,
        ("dense", {"units": min(_WIDEST_CODE, max(1, size // 4)), "activation": "linear"}),
        ("dense", {"units": 128, "activation": "gelu"}),
        ("dense", {"units": size, "activation": "linear"}),
        *whole,
    ]


def _next_frame(facts: DataFacts) -> Rows:
    """The frames become channels of one image, from which the next is drawn."""
    frames, height, width, channels = facts.input_shape
    same: dict[str, Value] = {"kernel_size": (3, 3), "padding": "same"}
    return [
        ("permute", {"dims": (2, 3, 1, 4)}),
        ("reshape", {"target_shape": (height, width, frames * channels)}),
        ("conv2d", {"filters": 32, "activation": "relu", **same}),
        ("conv2d", {"filters": 32, "activation": "relu", **same}),
        ("conv2d", {"filters": channels, "activation": "linear", **same}),
    ]


def _dense(facts: DataFacts) -> Rows:
    rows: Rows = [("flatten", {})] if len(facts.input_shape) > 1 else []
    return [
        *rows,
        ("dense", {"units": 32, "activation": "relu"}),
        ("dense", {"units": 16, "activation": "relu"}),
    ]


def _images(facts: DataFacts) -> Rows:
    if len(facts.input_shape) != 3 or min(facts.input_shape[:2]) < _SMALLEST_IMAGE:
        return _dense(facts)
    return [
        ("conv2d", {"filters": 16, "kernel_size": (3, 3), "activation": "relu"}),
        ("max_pooling2d", {}),
        ("conv2d", {"filters": 32, "kernel_size": (3, 3), "activation": "relu"}),
        ("max_pooling2d", {}),
        ("flatten", {}),
        ("dense", {"units": 64, "activation": "relu"}),
    ]


def _video(facts: DataFacts) -> Rows:
    frames, *sides = facts.input_shape[:3]
    if frames < _FEWEST_FRAMES or min(sides) < _SMALLEST_IMAGE:
        return _dense(facts)
    return [
        ("conv3d", {"filters": 8, "kernel_size": (3, 3, 3), "padding": "same", "activation": "relu"}),
        ("max_pooling3d", {}),
        ("conv3d", {"filters": 16, "kernel_size": (3, 3, 3), "padding": "same", "activation": "relu"}),
        ("max_pooling3d", {}),
        ("flatten", {}),
        ("dense", {"units": 32, "activation": "relu"}),
    ]


def _series(_facts: DataFacts) -> Rows:
    return [("gru", {"units": 32})]


def _text(facts: DataFacts) -> Rows:
    if facts.task is Task.TRANSLATION:
        return [
            ("embedding", {"input_dim": facts.vocabulary, "output_dim": 64}),
            ("gru", {"units": 128}),
            ("repeat_vector", {"n": facts.target_shape[0]}),
            ("gru", {"units": 128, "return_sequences": True}),
        ]
    if facts.task is Task.GENERATION:
        return [
            ("embedding", {"input_dim": facts.vocabulary, "output_dim": 32}),
            ("gru", {"units": 128, "return_sequences": True}),
        ]
    return [
        ("embedding", {"input_dim": facts.vocabulary, "output_dim": 16}),
        ("global_average_pooling1d", {}),
        ("dense", {"units": 16, "activation": "relu"}),
    ]


_BODIES: Final[Mapping[Domain, Callable[[DataFacts], Rows]]] = {
    Domain.IMAGES: _images,
    Domain.SERIES: _series,
    Domain.TEXT: _text,
    Domain.VIDEO: _video,
}


# Networks whose answer is no row of numbers.
_WHOLE: Final[Mapping[Task, Callable[[DataFacts], Rows]]] = {
    Task.RECONSTRUCTION: _autoencoder,
    Task.NEXT_FRAME: _next_frame,
}


def _answers(facts: DataFacts) -> int:
    if facts.target is Target.TOKENS:
        return facts.answers
    return len(facts.classes) if facts.target is Target.INTEGERS else facts.target_shape[-1]


def _activation(facts: DataFacts) -> str:
    return "linear" if facts.target is Target.NUMBERS else "softmax"


def _batch_size(examples: int) -> int:
    size = 32
    while examples / size > _MOST_STEPS and size < 1_024:
        size *= 2
    return size


def _epochs(examples: int, batch_size: int) -> int:
    """Few examples are gone through more often, up to the same number of steps."""
    needed = _ENOUGH_STEPS * batch_size // max(1, examples)
    return min(_MOST_EPOCHS, max(_FEWEST_EPOCHS, needed))
