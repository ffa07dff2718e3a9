"""What the doctor looks at: a design, its data, and what is known of each row."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from nnstudio.catalogue import ACTIVATIONS
from nnstudio.catalogue.entries import Category, Layer
from nnstudio.catalogue.values import Params, Shape
from nnstudio.design.facts import DataFacts
from nnstudio.design.model import Design, LayerId, LayerRow
from nnstudio.design.problems import Report

_ARRANGING = (Category.RESHAPING, Category.REGULARIZATION)


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
    def activation(self) -> str | None:
        """The key of the function that its numbers pass through last, None where it has none."""
        activation = self.params.get("activation")
        return activation if isinstance(activation, str) and activation in ACTIVATIONS else None


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

    @cached_property
    def last_active(self) -> Site | None:
        """The row whose activation the network ends with, which may be none.

        Rows that only arrange or drop numbers are looked through.
        """
        for site in reversed(self.sites):
            if site.activation is not None or site.layer.category not in _ARRANGING:
                return site
        return self.sites[-1] if self.sites else None
