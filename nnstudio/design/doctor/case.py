"""What the doctor looks at: a design, its data, and what is known of each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from immutabledict import immutabledict

from nnstudio.catalogue import ACTIVATIONS, wrapped
from nnstudio.catalogue.entries import Category, Layer, ShapeError, Takes
from nnstudio.catalogue.values import Params, Shape
from nnstudio.catalogue.wrappers import AT_EACH_STEP
from nnstudio.design.facts import DataFacts
from nnstudio.design.fixes import Append, OneFix, RemoveRow, ReplaceKind, SetActivation, params_of
from nnstudio.design.flat import listed
from nnstudio.design.model import INPUT, Design, LayerId, LayerRow
from nnstudio.design.problems import Report
from nnstudio.i18n import _

USUAL_ACTIVATION = "relu"
_LINEAR, _SOFTMAX = "linear", "softmax"
_NOT_BENDING = (_LINEAR, _SOFTMAX)
_PLAIN = (Category.CORE, Category.CONVOLUTION)
_SIZES = ("units", "filters")
_ARRANGING = (Category.RESHAPING, Category.REGULARIZATION)
_PASSING = (*_ARRANGING, Category.POOLING)
_KEEPING = (*_ARRANGING, Category.ACTIVATION, Category.NORMALIZATION)


@dataclass(frozen=True)
class Site:
    """One row that is built, in its place. params: complete. inputs, output: None where they cannot be
    worked out.

    Copies of a row of the list have ids of their own, as ``design.flat`` makes them; what is found in
    several of them is told once.
    """

    row: LayerRow
    layer: Layer
    params: Params
    reads: tuple[LayerId, ...]
    inputs: tuple[Shape | None, ...]
    output: Shape | None

    @property
    def id(self) -> LayerId:
        return self.row.id

    @property
    def listed(self) -> LayerId:
        """The row of the list that it comes from, which is what a fix can change."""
        return listed(self.row.id)

    @property
    def name(self) -> str:
        """What a sentence calls it."""
        return _(self.layer.title)

    @property
    def passes_on(self) -> bool:
        """Whether no number that it gives is other than those it reads, but for those it drops."""
        if self.activation is not None:
            return self.activation == _LINEAR and self.layer.category is Category.ACTIVATION
        return self.layer.category in _PASSING or self.layer.takes is Takes.BOTH

    @property
    def has_kernel(self) -> bool:
        """Whether it weighs what it reads with weights that are learned."""
        return "kernel_initializer" in self.params

    @property
    def is_plain(self) -> bool:
        """Whether all that it does with its kernel is to weigh, add up, and pass through a function."""
        return self.has_kernel and self.layer.category in _PLAIN

    @property
    def read_by_layer(self) -> tuple[Shape, ...] | None:
        """What the layer itself is given, within its wrapper; None where not all of it is known."""
        shapes = tuple(shape for shape in self.inputs if shape)
        if self.output is None or len(shapes) < len(self.inputs):
            return None
        return tuple(shape[1:] for shape in shapes) if self.row.wrapper in AT_EACH_STEP else shapes

    @property
    def given(self) -> Shape:
        """The shape of its first input; () where that is not known."""
        return (self.inputs[0] if self.inputs else None) or ()

    def given_with(self, params: Params, inputs: Sequence[Shape | None] = ()) -> Shape | None:
        """What it would give with other parameters, or other inputs; None where it refuses them."""
        inputs = inputs or self.inputs
        shapes = [shape for shape in inputs if shape is not None]
        if not shapes or len(shapes) < len(inputs):
            return None
        try:
            layer = wrapped(self.layer, self.row.wrapper, self.row.merge)
            return layer.shape(shapes, {**self.params, **params} if params else self.params)
        except ShapeError:
            return None

    def takes(self, *inputs: Shape) -> bool:
        """Whether it would give anything, were it given these."""
        return self.given_with({}, inputs) is not None

    @property
    def size(self) -> str:
        """The parameter that says how many numbers it gives at each place: its units or filters."""
        return next((name for name in _SIZES if name in self.params), "")

    @property
    def activation(self) -> str | None:
        """The key of the function that its numbers pass through last, None where it has none."""
        function = self.layer.function
        activation = function(self.params) if function is not None else self.params.get("activation")
        return activation if isinstance(activation, str) and activation in ACTIVATIONS else None

    @property
    def activation_field(self) -> str:
        """The field in which its activation is chosen, "" where the row itself is the function."""
        return "activation" if "activation" in self.params else ""

    def with_activation(self, activation: str) -> SetActivation | ReplaceKind | RemoveRow:
        """What gives it another function; a row that is nothing but a function gives way to another one."""
        if self.activation_field:
            return SetActivation(self.listed, activation)
        if activation == _LINEAR:
            return RemoveRow(self.listed, self.row.kind)
        return ReplaceKind(self.listed, "activation", params_of(activation=activation))


@dataclass(frozen=True)
class Case:
    """A design with its data, checked but for the doctor's own problems.

    sites: what is built of the rows whose kind is known, in the order in which it is worked out; rows that
    are off are not there. used: the ids of those that lead to the last one. output: what the last row gives
    for one example, None where that cannot be worked out.
    """

    design: Design
    facts: DataFacts
    sites: tuple[Site, ...]
    used: frozenset[LayerId]
    output: Shape | None
    report: Report

    @cached_property
    def places(self) -> dict[LayerId, int]:
        """Where each site stands among the sites."""
        return {site.id: at for at, site in enumerate(self.sites)}

    def site(self, layer: LayerId) -> Site | None:
        at = self.places.get(layer)
        return None if at is None else self.sites[at]

    def above(self, site: Site) -> tuple[Site, ...]:
        return self.sites[: self.places[site.id]]

    def is_above(self, layer: LayerId, site: Site) -> bool:
        return self.places.get(layer, len(self.sites)) < self.places[site.id]

    def is_repeated(self, site: Site) -> bool:
        """Whether its row is built several times, so that whatever changes it changes them all."""
        return self.copies[site.listed] > 1

    def ending_in(self, site: Site, activation: str) -> OneFix | None:
        """What lets the network end with a function. site: the row that it ends with now.

        A new row where that one has no function, or is built several times: it is not the end each time. Also
        for shares of numbers that the network gives side by side and that row one below the other.
        """
        apart = activation == _SOFTMAX and (site.output or ())[-1:] != (self.output or ())[-1:]
        if site.activation is not None and not self.is_repeated(site) and not apart:
            return site.with_activation(activation)
        return None if activation == _LINEAR else Append("activation", params_of(activation=activation))

    @cached_property
    def copies(self) -> Counter[LayerId]:
        """How often each row of the list is built."""
        return Counter(site.listed for site in self.sites)

    def named_reads(self, site: Site) -> tuple[LayerId, ...]:
        """What its row of the list names for each of its reads: a row that is off, where it reads what that
        one passes on."""
        return self.design.row(site.listed).reads or tuple(map(listed, site.reads))

    def only_read(self, site: Site) -> Site | None:
        """The one row that it reads; None where it reads several, or the data."""
        return self.site(site.reads[0]) if len(site.reads) == 1 else None

    @cached_property
    def readers(self) -> dict[LayerId, list[Site]]:
        """The rows that read each row."""
        readers: dict[LayerId, list[Site]] = {}
        for site in self.sites:
            for read in site.reads:
                readers.setdefault(read, []).append(site)
        return readers

    def next(self, site: Site) -> Site | None:
        """The one row that reads it, where that reads nothing else."""
        readers = self.readers.get(site.id, ())
        return readers[0] if len(readers) == 1 and len(readers[0].reads) == 1 else None

    def next_layer(self, site: Site) -> Site | None:
        """The next row, looking through those that only arrange or drop numbers."""
        following = self.next(site)
        while following is not None and following.layer.category in _ARRANGING:
            following = self.next(following)
        return following

    def output_if(
        self, changed: Site, shape: Shape, also: Mapping[LayerId, Params] = immutabledict()
    ) -> Shape | None:
        """What the network would give if a row gave another shape. also: other parameters of rows below it.

        None where a row that fits now would refuse that, or where the row is built several times: each copy
        would change.
        """
        if self.is_repeated(changed):
            return None
        shapes = {INPUT: self.facts.input_shape} | {site.id: site.output for site in self.sites}
        shapes[changed.id] = shape
        for site in self.sites[self.places[changed.id] + 1 :]:
            params = also.get(site.id, immutabledict())
            shapes[site.id] = site.given_with(params, [shapes.get(read) for read in site.reads])
            if shapes[site.id] is None and site.output is not None:
                return None
        return shapes[self.sites[-1].id]

    @cached_property
    def last_sized(self) -> Site | None:
        """The lowest row that says how many numbers it gives, where those below keep to that."""
        for site in reversed(self.sites):
            if site.size:
                return site
            if site.layer.category not in _KEEPING:
                return None
        return None

    @cached_property
    def usual_activation(self) -> str:
        """What most hidden layers bend their numbers with, or else what most networks do."""
        inside = (site.activation for site in self.sites if site.is_plain and site is not self.last_active)
        bent = Counter(each for each in inside if each is not None and each not in _NOT_BENDING)
        return bent.most_common(1)[0][0] if bent else USUAL_ACTIVATION

    @cached_property
    def last_kernel(self) -> Site | None:
        """The lowest row with a kernel."""
        return next((site for site in reversed(self.sites) if site.has_kernel), None)

    @cached_property
    def last_active(self) -> Site | None:
        """The row whose activation the network ends with, which may be none.

        Rows that only pass numbers on, or arrange, drop or pool them, are looked through.
        """
        site = self.sites[-1] if self.sites else None
        while site is not None and site.passes_on:
            above = self.only_read(site)
            if above is None:
                break
            site = above
        return site
