"""What the user builds: a frozen value.

A design made by ``design.files`` or changed by ``design.edits`` holds every parameter in its normal
form, so equal designs compare equal and a later change of a default changes no saved design.
Bounds stand in ``design.fields`` and the catalogue, which check every value and make the forms.
"""

from __future__ import annotations

from typing import Literal

from immutabledict import immutabledict

from nnstudio.catalogue.values import Frozen, Params, Part
from nnstudio.catalogue.wrappers import Merge, Wrapper
from nnstudio.design.own import OwnData

LayerId = str
GroupId = str
INPUT: LayerId = "input"  # no row has this id; a row that reads it reads the data itself

Goal = Literal["target", "inputs"]
Tokens = Literal["characters", "words"]
Scaling = Literal["none", "standard", "range"]
ClassWeights = Literal["none", "balanced"]
Batching = Literal["full", "single", "mini"]


class DataChoice(Frozen):
    """What the network learns from, and how it is prepared. Shares are of the whole set.

    own: the user's own data, exactly where the source is "own".
    """

    source: str
    params: Params = immutabledict()
    own: OwnData | None = None
    goal: Goal = "target"  # "inputs": learn to give the input back
    noise: float = 0.0  # "inputs": deviation of what is added to what the network reads
    unusual: str = ""  # "inputs": the class that training sees nothing of
    validation: float = 0.2
    test: float = 0.0
    scaling: Scaling = "none"
    one_hot: bool = False
    window: int = 30  # time series: values the network sees
    horizon: int = 10  # time series: values it forecasts
    tokens: Tokens = "characters"  # texts: what they are split into
    lower_case: bool = False  # texts: capital letters count as small ones
    vocabulary: int = 1_000  # texts: different tokens at most, padding and unknown among them
    length: int = 40  # texts: tokens the network sees
    seed: int = 0  # of the split

    def is_of_same(self, other: DataChoice) -> bool:
        """Whether both are of the same data, however these are split and prepared."""
        return (self.source, self.params, self.own) == (other.source, other.params, other.own)


class LayerRow(Frozen):
    """One row of the list. ``reads`` names the rows it reads from; None is the row above.

    merge: how the two directions are joined where ``wrapper`` is "bidirectional".
    power_iterations: how often a step refines the norm of the kernel where ``wrapper`` evens it out.
    trainable: false for a frozen row, which keeps its first weights. enabled: false for a row that is
    switched off, which passes on what it reads as if it were not there.
    """

    id: LayerId
    kind: str
    params: Params = immutabledict()
    reads: tuple[LayerId, ...] | None = None
    wrapper: Wrapper = "none"
    merge: Merge = "concat"
    power_iterations: int = 1
    trainable: bool = True
    enabled: bool = True
    group: GroupId | None = None


class Group(Frozen):
    """Rows that stand together under a heading, and are built ``repeat`` times one after the other.

    folded: only the heading shows in the list.
    """

    id: GroupId
    title: str = ""
    repeat: int = 1
    folded: bool = False


class Excerpt(Frozen):
    """Rows that are copied, pasted or kept, with the groups that they stand in."""

    layers: tuple[LayerRow, ...] = ()
    groups: tuple[Group, ...] = ()


class EarlyStopping(Frozen):
    """Stop when the validation loss has not improved by ``min_delta`` for ``patience`` validated epochs."""

    patience: int = 10
    min_delta: float = 0.0
    restore_best: bool = True


class Recipe(Frozen):
    """How it is trained."""

    loss: Part
    optimizer: Part
    schedule: Part = Part(kind="constant")  # of the learning rate
    metrics: tuple[str, ...] = ()  # shown beside the usual one, where they make sense
    batching: Batching = "mini"
    batch_size: int = 32
    epochs: int = 20
    validate_every: int = 0  # epochs; 0 for as often as takes little time
    regularizer: Part = Part(kind="none")  # for the kernels of all layers that name none themselves
    class_weights: ClassWeights = "none"
    early_stopping: EarlyStopping | None = None
    seed: int = 0  # of weights, shuffling and dropout


class Design(Frozen):
    """A whole network with its data and its training."""

    title: str = ""
    notes: str = ""  # what to look at: the card's sentence
    data: DataChoice
    layers: tuple[LayerRow, ...] = ()
    groups: tuple[Group, ...] = ()  # in the order in which they stand in the list
    recipe: Recipe

    def index(self, layer_id: LayerId) -> int:
        """Where a layer stands; raises KeyError if it is not there."""
        for at, row in enumerate(self.layers):
            if row.id == layer_id:
                return at
        raise KeyError(layer_id)

    def row(self, layer_id: LayerId) -> LayerRow:
        return self.layers[self.index(layer_id)]

    def group(self, group_id: GroupId) -> Group:
        """Raises KeyError if it is not there."""
        for group in self.groups:
            if group.id == group_id:
                return group
        raise KeyError(group_id)

    def rows_in(self, group_id: GroupId) -> tuple[LayerRow, ...]:
        return tuple(row for row in self.layers if row.group == group_id)
