"""The network as lines of a program: one statement for each layer that is built."""

from __future__ import annotations

import keyword
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from nnstudio.catalogue import INITIALIZERS, LAYERS
from nnstudio.catalogue.entries import Reads
from nnstudio.catalogue.params import check_params
from nnstudio.design.check import used_rows
from nnstudio.design.facts import DataFacts
from nnstudio.design.flat import flat_rows
from nnstudio.design.model import INPUT, Design, LayerId, LayerRow
from nnstudio.export.calls import WIDTH, Call, Code, in_line, laid_out, names_in
from nnstudio.export.layers import draws, layer_call
from nnstudio.export.own_code import OWN_CODE

_INDENT: Final = 4
_LONGEST_READ: Final = 60  # characters of what a layer reads, to stand on its line
_CHAIN: Final = "x"  # what is read by the next row alone
_TAKEN: Final = frozenset(
    (
        *("x", "inputs", "keras", "np", "tf", "layers", "frozen", "apart"),
        *(entry.keras for entry in INITIALIZERS.values()),
        *OWN_CODE,
        *keyword.kwlist,
    )
)
_QUERY_AND_VALUE: Final = ("MultiHeadAttention", "GroupQueryAttention")  # which take them apart


@dataclass(frozen=True)
class Network:
    """lines: of the function's body. names: all that they call. draws: whether random numbers are drawn
    while it trains."""

    lines: tuple[str, ...]
    names: frozenset[str]
    draws: bool


def network(design: Design, facts: DataFacts) -> Network:
    """The function's body that builds it, with Keras' functional API."""
    rows = _built(design)
    writer = _Writer(design, _variables(rows))
    writer.state("inputs", Call("keras.Input", (facts.input_shape,)))
    for row in rows:
        writer.add(row)
    last = writer.variables[rows[-1].id] if rows else "inputs"
    lines = (*writer.lines, f"    return keras.Model(inputs, {last})")
    return Network(lines, frozenset(writer.names), any(map(draws, rows)))


def _built(design: Design) -> tuple[LayerRow, ...]:
    rows = flat_rows(design)
    used = used_rows(rows)
    return tuple(row for row in rows if row.id in used)


def _variables(rows: Sequence[LayerRow]) -> dict[LayerId, str]:
    """``x`` for what only the next row reads; all else is called as the row is."""
    names = {INPUT: "inputs"}
    for at, row in enumerate(rows):
        readers = [below for below, other in enumerate(rows) if row.id in (other.reads or ())]
        names[row.id] = _CHAIN if readers in ([at + 1], []) else _identifier(row.id, names.values())
    return names


def _identifier(layer_id: LayerId, others: Collection[str]) -> str:
    name = re.sub(r"\W", "_", layer_id)
    name = name if name.isidentifier() and name not in _TAKEN else f"row_{name}"
    while name in others:
        name += "_"
    return name


@dataclass
class _Writer:
    design: Design
    variables: Mapping[LayerId, str]
    lines: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def add(self, row: LayerRow) -> None:
        layer: Call = layer_call(row, self.design.recipe.regularizer, self.design.recipe.seed)
        layer = layer if row.trainable else Call("frozen", (layer,))
        self.state(self.variables[row.id], layer, self._called(row))

    def state(self, variable: str, call: Call, called: Call | None = None) -> None:
        """called: what the result of the call is called with."""
        self.names.update(names_in(call))
        start = f"{' ' * _INDENT}{variable} = "
        reads = "" if called is None else in_line(called)
        if len(reads) > _LONGEST_READ:
            reads = laid_out(called, _INDENT, WIDTH)
        taken = len(start) - _INDENT + len(reads.partition("\n")[0])
        self.lines.append(f"{start}{laid_out(call, _INDENT, taken)}{reads}")

    def _called(self, row: LayerRow) -> Call:
        """What stands between the parentheses: the inputs as Keras takes them."""
        entry = LAYERS[row.kind]
        params = check_params(entry.params, row.params)
        more = {name: params[name] for name in entry.called_with if params[name]}
        read = [Code(self.variables[name]) for name in row.reads or ()]
        if entry.reads is Reads.QUERY:
            read = read if len(read) > 1 else read * 2
            return Call("", tuple(read) if entry.keras in _QUERY_AND_VALUE else (read,), more)
        return Call("", (read if entry.reads is Reads.MANY else read[0],), more)


def helpers_of(names: Collection[str]) -> Iterator[Code]:
    """The short functions that a network of such calls needs."""
    yield from (_HELPERS[name] for name in _HELPERS if name in names)


_HELPERS: Final[Mapping[str, Code]] = {
    "frozen": Code(
        '''def frozen(layer):
    """The layer, which keeps its first weights."""
    layer.trainable = False
    return layer'''
    ),
    "apart": Code(
        '''def apart(kind, *seeds, **settings):
    """An initializer that Keras copies for query, key, value and output: each begins otherwise."""
    left = list(seeds)

    class Apart(kind):
        @classmethod
        def from_config(cls, config):
            return kind(**{**config, "seed": left.pop(0)})

    return Apart(seed=seeds[0], **settings)'''
    ),
}
