"""What a design comes to: shapes, counts, memory, and what is wrong with it. No TensorFlow, instant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import prod

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.entries import Weights
from nnstudio.design.doctor import Case, examine
from nnstudio.design.facts import DataFacts
from nnstudio.design.fixes import SetBatchSize
from nnstudio.design.flat import flat_rows, flatten, listed
from nnstudio.design.listing import rows_of_list, told_once
from nnstudio.design.memory import (
    fitting_batch,
    input_memory,
    too_large,
    with_patches,
)
from nnstudio.design.model import Design, LayerId, LayerRow
from nnstudio.design.patches import in_all
from nnstudio.design.problems import Level, Place, Problem, Report
from nnstudio.design.walk import complete, walked
from nnstudio.i18n import _


def check(design: Design, facts: DataFacts, available_memory: int | None = None) -> Report:
    """Walk the rows with the data's shape; available_memory: bytes, or None not to compare."""
    flat = flatten(design)
    walk = walked(design, flat, facts)
    used = used_rows(flat.rows)
    problems = list(walk.problems)
    if not flat.rows:
        problems.append(Problem(Level.ERROR, Place.TARGET, _empty(design)))
    bare = [need for need in walk.needs if need.layer in used]
    needs = with_patches(bare, walk.batch)
    memory = input_memory(facts, walk.batch) + sum(need.memory for need in needs)
    if available_memory is not None and memory > available_memory and needs:
        most = max(needs, key=lambda need: need.memory)
        title = _(LAYERS[design.row(listed(most.layer)).kind].title)
        sentence = too_large(memory, available_memory, most, title, walk.batch)
        size = fitting_batch(needs, facts, walk.batch, memory, available_memory)
        fix = SetBatchSize(size) if 0 < size < walk.batch else None
        problems.append(Problem(Level.ERROR, Place.LAYER, sentence, layer=listed(most.layer), fix=fix))
    counted = [row for row in walk.rows if row.layer in used]
    report = Report(
        rows=rows_of_list(design, flat, walk),
        problems=tuple(problems),
        weights=Weights(
            sum(row.weights.trainable for row in counted), sum(row.weights.fixed for row in counted)
        ),
        cost=sum(row.cost for row in counted),
        memory=memory,
        patches=in_all(need.patches for need in bare),
        uncompiled=next((listed(row.id) for row in flat.rows if row.id in used and not _compiles(row)), None),
        built=tuple(walk.rows),
    )
    output = walk.shapes[flat.rows[-1].id] if flat.rows else None
    case = Case(design, facts, tuple(walk.sites), frozenset(used), output, report)
    return replace(report, problems=told_once(examine(case), case))


def narrow_layer(design: Design, report: Report) -> LayerId | None:
    """The middle of an autoencoder: what is built with the fewest outputs, not the last.

    None where nothing is narrower than what the network gives at its end.
    """
    sizes = [(prod(row.output), row.layer) for row in report.built if row.output is not None]
    if len(sizes) < 2 or len(sizes) != len(report.built):
        return None
    size, layer = min(sizes[:-1], key=lambda pair: pair[0])  # the first of equals
    return layer if size < sizes[-1][0] else None


def code_width(design: Design, report: Report) -> int:
    """How many numbers the narrow layer gives for an example; 0 where there is none."""
    narrow = narrow_layer(design, report)
    outputs = (row.output for row in report.built if row.layer == narrow and row.output is not None)
    return next(map(prod, outputs), 0)


def all_passes_through(design: Design, layer: LayerId) -> bool:
    """Whether what the network gives follows from the output of this layer alone, one that is built."""
    rows = flat_rows(design)
    used = used_rows(rows)
    known = {layer}
    for row in rows:
        if row.id in used and row.reads and known.issuperset(row.reads):
            known.add(row.id)
    return bool(rows) and rows[-1].id in known


def _compiles(row: LayerRow) -> bool:
    layer = LAYERS.get(row.kind)
    return layer is None or layer.compiles(complete(row))


def used_rows(rows: Sequence[LayerRow]) -> set[LayerId]:
    """Of the rows that are built, those that lead to the last one; others have no part in the network, nor
    in its memory."""
    used: set[LayerId] = set()
    wanted = {row.id for row in rows[-1:]}
    for row in reversed(rows):
        if row.id in wanted:
            used.add(row.id)
            wanted.update(row.reads or ())
    return used


def _empty(design: Design) -> str:
    if design.layers:
        return _("All layers are switched off. Switch one on, or add a layer.")
    return _("The network is empty. Add a layer to begin with.")
