"""How much memory training takes, worked out from shapes alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

from nnstudio.catalogue import OPTIMIZERS
from nnstudio.catalogue.entries import Layer, Weights
from nnstudio.catalogue.values import Params, Shape
from nnstudio.design.facts import DataFacts
from nnstudio.design.model import LayerId, LayerRow, Recipe
from nnstudio.design.patches import have_room, in_all
from nnstudio.i18n import N_, _, grouped

_BYTES = 4  # of one number, float32
# Peak memory of a step against the bare numbers of the activations, measured with TensorFlow 2.21.
_ACTIVATIONS_FACTOR = 1.65
_STATES = 4  # of weights and optimizer
_COPIES = 2  # of the patches of a convolution; with the factor it is what XLA was measured to take
_UNITS = (N_("B"), N_("KB"), N_("MB"), N_("GB"), N_("TB"), N_("PB"))


@dataclass(frozen=True)
class Need:
    """Bytes that one row takes while training; parameters and activations say where they come from.

    patches: numbers that XLA copies of one example, if it does; None where there would be too many.
    """

    layer: LayerId
    weights: Weights
    held: int  # numbers for one example
    memory: int
    patches: int | None = 0


def batch_of(recipe: Recipe, facts: DataFacts) -> int:
    """How many examples are in memory at once."""
    sizes = {"full": facts.train, "single": 1, "mini": min(recipe.batch_size, facts.train)}
    return max(1, sizes[recipe.batching])


def need_of(
    row: LayerRow,
    layer: Layer,
    inputs: Sequence[Shape],
    output: Shape,
    params: Params,
    weights: Weights,
    slots: int,
    best: int,
    batch: int,
) -> Need:
    """A row's share: its weights, and what is kept of each example.

    Weights and the optimizer's slots are there four times: as they are, as they began, so that a run can be
    reset, and as they were before the last two chunks of steps, so that it can go back to finite numbers.
    Beside them stand the gradients and the changes worked out from them.
    best: copies of the weights that early stopping keeps.
    """
    held = max(prod(output), layer.held(inputs, params) if layer.held else 0)
    state = weights.total + weights.trainable * slots
    kept = _STATES * state + 2 * weights.trainable + best * weights.total
    memory = int((kept + _ACTIVATIONS_FACTOR * batch * held) * _BYTES)
    patches = layer.patches(inputs, params) if layer.patches else 0
    return Need(row.id, weights, held, memory, patches)


def with_patches(needs: Sequence[Need], batch: int) -> list[Need]:
    """The needs with the copies that XLA makes where it is taken: on the way there, and on the way back.

    What lies under a pool is compared where it stands.
    """
    if not have_room(in_all(need.patches for need in needs), batch):
        return list(needs)
    return [_with_copies(need, batch) for need in needs]


def _with_copies(need: Need, batch: int) -> Need:
    copied = _COPIES * (need.patches or 0) if need.weights.total else 0
    more = int(_ACTIVATIONS_FACTOR * batch * copied * _BYTES)
    return replace(need, held=need.held + copied, memory=need.memory + more)


def best_of(recipe: Recipe) -> int:
    """Copies of the best weights: one is kept, and one is made when it is better still."""
    return 2 if recipe.early_stopping is not None and recipe.early_stopping.restore_best else 0


def slots_of(recipe: Recipe) -> int:
    """Numbers that the optimizer keeps for each weight."""
    optimizer = OPTIMIZERS.get(recipe.optimizer.kind)
    return optimizer.slots(recipe.optimizer.params) if optimizer else 0


def input_memory(facts: DataFacts, batch: int) -> int:
    return int(prod(facts.input_shape) * batch * _ACTIVATIONS_FACTOR * _BYTES)


def too_large(total: int, available: int, most: Need, title: str, batch: int) -> str:
    """The sentence for a design that does not fit; most: the row that costs most, and its title."""
    parts: Mapping[bool, str] = {
        True: _("{parameters:,} parameters"),
        False: _("{held:,} numbers for each of {batch:,} examples in a batch"),
    }
    weights_first = most.weights.total >= most.held * batch
    why = parts[weights_first].format(parameters=most.weights.total, held=most.held, batch=batch)
    advice = (
        _("Make this layer smaller, or what it reads.")
        if weights_first
        else _("Make this layer smaller, or choose a smaller batch.")
    )
    return _(
        "Training would need {total}, but {available} of memory is free."
        " {layer} takes the most: {share} for {why}. {advice}"
    ).format(
        total=bytes_text(total),
        available=bytes_text(available),
        layer=title,
        share=bytes_text(most.memory),
        why=why,
        advice=advice,
    )


def fitting_batch(needs: Sequence[Need], facts: DataFacts, batch: int, total: int, available: int) -> int:
    """The largest power of two of examples that fit into memory, 0 where not even one does.

    total: bytes that are needed with this batch.
    """
    each = _ACTIVATIONS_FACTOR * _BYTES * (prod(facts.input_shape) + sum(need.held for need in needs))
    room = (available - (total - each * batch)) / each
    return 0 if room < 1 else 2 ** (int(room).bit_length() - 1)


def bytes_text(count: int) -> str:
    """A size for people: "41 MB", "3.2 GB"."""
    size, unit = float(count), 0
    while size >= 999.5 and unit < len(_UNITS) - 1:
        size, unit = size / 1_000, unit + 1
    number = f"{size:.1f}" if unit and size < 9.95 else grouped(size, ".0f")
    return f"{number} {_(_UNITS[unit])}"
