"""Fixes that put rows into the list, take them out of it, or move them: what reads them follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from immutabledict import immutabledict

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.values import Params, Value, frozen_mapping
from nnstudio.design import edits
from nnstudio.design.changes import Change, Changed
from nnstudio.design.edits.standing import arranged
from nnstudio.design.model import INPUT, Design, LayerId, LayerRow
from nnstudio.design.names import kind_title as title
from nnstudio.design.normal import normal_row
from nnstudio.errors import UserError
from nnstudio.i18n import _

Reads = tuple[LayerId, ...] | None


@dataclass(frozen=True)
class InsertAbove:
    """A new row between a row and what it reads. of: that one, where it reads several; "" for all."""

    layer: LayerId
    kind: str
    params: Params = immutabledict()
    of: LayerId = ""

    @property
    def title(self) -> str:
        return _("Put {layer} above it").format(layer=_described(self.kind, self.params))

    def edit(self, design: Design) -> tuple[Design, Change]:
        at = _place(design, self.layer)
        reads, group = design.layers[at].reads, design.layers[at].group
        inserted, change = edits.insert_layer(design, self.kind, at, self.params, into=group)
        if reads is None:
            return inserted, change
        taken = tuple(read for read in reads if read == self.of) or reads
        left: list[LayerId] = []
        for read in reads:
            new = change.layer if read in taken else read
            if new not in left:
                left.append(new)
        wired = {change.layer: taken, self.layer: tuple(left)}
        return _with_reads(inserted, lambda row: wired.get(row.id, row.reads)), _said(self.title)


@dataclass(frozen=True)
class InsertBelow:
    """A new row that reads a row, and is read by all that read it."""

    layer: LayerId
    kind: str
    params: Params = immutabledict()

    @property
    def title(self) -> str:
        return _("Put {layer} below it").format(layer=_described(self.kind, self.params))

    def edit(self, design: Design) -> tuple[Design, Change]:
        at = _place(design, self.layer) + 1
        group = design.layers[at - 1].group
        inserted, change = edits.insert_layer(design, self.kind, at, self.params, into=group)
        ids = {self.layer: change.layer}

        def reads(row: LayerRow) -> Reads:
            return row.reads and tuple(ids.get(read, read) for read in row.reads)

        wired = _with_reads(inserted, reads)
        return wired, change if wired == inserted else _said(self.title)


@dataclass(frozen=True)
class Append:
    """A new row at the end of the list."""

    kind: str
    params: Params = immutabledict()

    @property
    def title(self) -> str:
        return _("Add {layer}").format(layer=_described(self.kind, self.params))

    def edit(self, design: Design) -> tuple[Design, Change]:
        return edits.insert_layer(design, self.kind, params=self.params)


@dataclass(frozen=True)
class RemoveRow:
    """What reads the row reads what it read. kind: named in the title, where it is not the row at fault."""

    layer: LayerId
    kind: str = ""

    @property
    def title(self) -> str:
        if self.kind in LAYERS:
            return _("Remove {layer}").format(layer=_(LAYERS[self.kind].title))
        return _("Remove this row")

    def edit(self, design: Design) -> tuple[Design, Change]:
        at = _place(design, self.layer)
        before = _reads_of(design, at)
        removed, change = edits.remove_layers(_bypassed(design, at, before), [self.layer])
        return removed, change


@dataclass(frozen=True)
class MoveAbove:
    """The row stands above another one, and reads what that one read. kind: of the other, for the title."""

    layer: LayerId
    other: LayerId
    kind: str

    @property
    def title(self) -> str:
        return _("Move it above {layer}").format(layer=_(LAYERS[self.kind].title))

    def edit(self, design: Design) -> tuple[Design, Change]:
        row = design.layers[_place(design, self.layer)]
        removed, _change = RemoveRow(self.layer).edit(design)
        at = _place(removed, self.other)
        rows = [*removed.layers[:at], _reading(row, None), *removed.layers[at:]]
        moved = arranged(removed, rows, (row.id,))
        reads = removed.layers[at].reads
        if reads is not None:
            wired = {row.id: reads, self.other: (row.id,)}
            moved = _with_reads(moved, lambda each: wired.get(each.id, each.reads))
        return moved, _said(_("Move {layer}").format(layer=title(row)))


@dataclass(frozen=True)
class ReadAbove:
    """The row reads the one above it and nothing else."""

    layer: LayerId

    @property
    def title(self) -> str:
        return _("Let it read the row above")

    def edit(self, design: Design) -> tuple[Design, Change]:
        _place(design, self.layer)
        changed = _with_reads(design, lambda row: None if row.id == self.layer else row.reads)
        return changed, _said(self.title)


@dataclass(frozen=True)
class ReadAlso:
    """A row that merges reads the row above it and another one. name: the title of that one."""

    layer: LayerId
    other: LayerId
    name: str

    @property
    def title(self) -> str:
        return _("Let it read {layer} too").format(layer=self.name)

    def edit(self, design: Design) -> tuple[Design, Change]:
        reads = (*_reads_of(design, _place(design, self.layer)), self.other)
        wired = tuple(dict.fromkeys(reads))
        return _with_reads(design, lambda row: wired if row.id == self.layer else row.reads), _said(
            self.title
        )


@dataclass(frozen=True)
class ReplaceKind:
    """Another kind of layer in the row's place, with those of its parameters that it takes too."""

    layer: LayerId
    kind: str
    params: Params = immutabledict()

    @property
    def title(self) -> str:
        return _("Make it {layer}").format(layer=_described(self.kind, self.params))

    def edit(self, design: Design) -> tuple[Design, Change]:
        at = _place(design, self.layer)
        changes = {"kind": self.kind, "params": self.params, "wrapper": "none"}
        row = design.layers[at].model_copy(update=changes)
        layers = (*design.layers[:at], normal_row(row, ""), *design.layers[at + 1 :])
        return design.model_copy(update={"layers": layers}), _said(self.title)


def params_of(**params: Value) -> Params:
    return frozen_mapping(params)


def _described(kind: str, params: Params) -> str:
    """A layer with the parameters that a row shows: "Dense 10 · softmax"."""
    layer = LAYERS.get(kind)
    if layer is None:
        return kind
    return f"{_(layer.title)} {layer.describe(params)}".strip()


def _place(design: Design, layer_id: LayerId) -> int:
    try:
        return design.index(layer_id)
    except KeyError:
        raise UserError(_("This layer is not in the list any more.")) from None


def _reads_of(design: Design, at: int) -> tuple[LayerId, ...]:
    reads = design.layers[at].reads
    if reads is not None:
        return reads
    return (design.layers[at - 1].id,) if at else (INPUT,)


def _bypassed(design: Design, at: int, before: tuple[LayerId, ...]) -> Design:
    """Nothing reads the row at this place: what did reads what stands before it."""
    gone, plain = design.layers[at], design.layers[at].reads is None
    below = design.layers[at + 1].id if at + 1 < len(design.layers) else ""

    def reads(row: LayerRow) -> Reads:
        if row.reads is None:
            return before if row.id == below and not plain else None
        if gone.id not in row.reads:
            return row.reads
        put = [each for read in row.reads for each in (before if read == gone.id else (read,))]
        return tuple(dict.fromkeys(put))

    return _with_reads(design, reads)


def _with_reads(design: Design, reads: Callable[[LayerRow], Reads]) -> Design:
    layers = tuple(_reading(row, reads(row)) for row in design.layers)
    return design if layers == design.layers else design.model_copy(update={"layers": layers})


def _reading(row: LayerRow, reads: Reads) -> LayerRow:
    return row if reads == row.reads else row.model_copy(update={"reads": reads})


def _said(text: str) -> Change:
    return Change(Changed.ALL, text)
