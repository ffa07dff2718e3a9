"""How a program feeds its network: the batches of every epoch in the order that NN Studio has them."""

from __future__ import annotations

from typing import Final

from nnstudio.export.prepared import Preparation

_SHUFFLED: Final = '''def shuffled_batches({given}):
    """Batches without an end, in another order in every epoch, which follows from the seed."""
    count = len(inputs)
    together = max(1, 16_384 // count)  # epochs, the orders of which are drawn together
    for group in itertools.count():
        orders = np.tile(np.arange(count, dtype=np.int32), (together, 1))
        for order in np.random.default_rng((SEED, group)).permuted(orders, axis=1):
            for start in range(0, count, BATCH_SIZE):
                rows = order[start : start + BATCH_SIZE]
                yield {inputs}, {targets}{weights}'''
_IN_ORDER: Final = '''class Batches(keras.utils.PyDataset):
    """A part of the data batch by batch, so that never all of its bytes are numbers at once."""

    def __init__(self, inputs, targets, scale):
        super().__init__()
        self.inputs, self.targets, self.scale = inputs, targets, scale

    def __len__(self):
        return math.ceil(len(self.inputs) / BATCH_SIZE)

    def __getitem__(self, number):
        rows = slice(number * BATCH_SIZE, (number + 1) * BATCH_SIZE)
        return {inputs}, {targets}'''


def feeding(prepared: Preparation, weighted: bool) -> tuple[str, ...]:
    """What makes the batches to train with, and those to evaluate with where it has to be done in parts."""
    packed = any(prepared.packed)
    given = ["inputs", "targets", *(["scale"] if packed else []), *(["weights"] if weighted else [])]
    inputs, targets = _read(prepared, "")
    shuffled = _SHUFFLED.format(
        given=", ".join(given),
        inputs=inputs,
        targets=targets,
        weights=", weights[rows]" if weighted else "",
    )
    if not packed:
        return (shuffled,)
    inputs, targets = _read(prepared, "self.")
    return shuffled, _IN_ORDER.format(inputs=inputs, targets=targets)


def _read(prepared: Preparation, owner: str) -> list[str]:
    """The expressions that read inputs and targets of some rows."""
    return [
        f"from_bytes({owner}{name}[rows], {owner}scale)" if is_packed else f"{owner}{name}[rows]"
        for name, is_packed in zip(("inputs", "targets"), prepared.packed, strict=True)
    ]
