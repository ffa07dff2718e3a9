"""What a design comes to: shapes, counts, memory, and what is wrong with it. No TensorFlow, instant."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import prod

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.entries import Category, Layer, ShapeError, Weights
from nnstudio.catalogue.params import unknown_name
from nnstudio.catalogue.values import Params, Shape
from nnstudio.design.doctor import Case, Site, examine
from nnstudio.design.facts import DataFacts
from nnstudio.design.memory import (
    Need,
    batch_of,
    best_of,
    input_memory,
    need_of,
    slots_of,
    too_large,
    with_patches,
)
from nnstudio.design.model import INPUT, Design, LayerId, LayerRow
from nnstudio.design.problems import Level, Place, Problem, Report, RowReport
from nnstudio.i18n import _

_DEFAULTS = {key: {param.name: param.default for param in layer.params} for key, layer in LAYERS.items()}


def check(design: Design, facts: DataFacts, available_memory: int | None = None) -> Report:
    """Walk the rows with the data's shape; available_memory: bytes, or None not to compare."""
    walk = _Walk(facts, batch_of(design.recipe, facts), slots_of(design.recipe), best_of(design.recipe))
    above = INPUT
    for row in design.layers:
        walk.visit(row, above, design)
        above = row.id
    used = used_rows(design)
    problems = list(walk.problems)
    if not design.layers:
        problems.append(
            Problem(Level.ERROR, Place.TARGET, _("The network is empty. Add a layer to begin with."))
        )
    needs = with_patches([need for need in walk.needs if need.layer in used], walk.batch)
    memory = input_memory(facts, walk.batch) + sum(need.memory for need in needs)
    if available_memory is not None and memory > available_memory and needs:
        most = max(needs, key=lambda need: need.memory)
        title = _(LAYERS[design.row(most.layer).kind].title)
        sentence = too_large(memory, available_memory, most, title, walk.batch)
        problems.append(Problem(Level.ERROR, Place.LAYER, sentence, layer=most.layer))
    counted = [row for row in walk.rows if row.layer in used]
    report = Report(
        rows=tuple(walk.rows),
        problems=tuple(problems),
        weights=Weights(
            sum(row.weights.trainable for row in counted), sum(row.weights.fixed for row in counted)
        ),
        cost=sum(row.cost for row in counted),
        memory=memory,
    )
    output = walk.shapes[above] if design.layers else None
    case = Case(design, facts, tuple(walk.sites), frozenset(used), output, report)
    return replace(report, problems=examine(case))


def narrow_layer(design: Design, report: Report) -> LayerId | None:
    """The middle of an autoencoder: the row with the fewest outputs, not the last.

    None where no row is narrower than what the network gives at its end.
    """
    sizes = [(prod(row.output), row.layer) for row in report.rows if row.output is not None]
    if len(sizes) < 2 or len(sizes) != len(design.layers):
        return None
    size, layer = min(sizes[:-1], key=lambda pair: pair[0])  # the first of equals
    return layer if size < sizes[-1][0] else None


@dataclass
class _Walk:
    """What is known after some rows. shapes: of each row, None where it cannot be worked out.

    slots, best: numbers kept for each weight by the optimizer and by early stopping.
    whole: rows whose numbers are whole ones that stand for words or classes.
    """

    facts: DataFacts
    batch: int
    slots: int
    best: int
    rows: list[RowReport] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    shapes: dict[LayerId, Shape | None] = field(default_factory=dict)
    whole: set[LayerId] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.shapes[INPUT] = self.facts.input_shape
        if self.facts.vocabulary:
            self.whole.add(INPUT)

    def visit(self, row: LayerRow, above: LayerId, design: Design) -> None:
        reads = (above,) if row.reads is None else row.reads
        inputs = [self.shapes.get(read) for read in reads]
        shapes = [shape for shape in inputs if shape is not None]
        try:
            layer = _known(row)
            self._check_reads(row, reads, design)
            if len(shapes) < len(inputs):
                self._leave(row, after_problem=True)
                return
            self._check_whole_numbers(row, layer, reads)
            self._work_out(row, layer, shapes, _complete(row))
        except ShapeError as error:
            self.problems.append(
                Problem(Level.ERROR, Place.LAYER, error.message, layer=row.id, field=error.param)
            )
            self._leave(row, after_problem=False)
        if row.kind in LAYERS:
            shown = self.shapes[row.id]
            site = Site(row, LAYERS[row.kind], _complete(row), reads, tuple(inputs), shown)
            self.sites.append(site)

    def _leave(self, row: LayerRow, after_problem: bool) -> None:
        self.shapes[row.id] = None
        self.rows.append(RowReport(row.id, None, after_problem=after_problem))

    def _work_out(self, row: LayerRow, layer: Layer, inputs: list[Shape], params: Params) -> None:
        output = layer.shape(inputs, params)
        weights = layer.weights(inputs, params)
        self.shapes[row.id] = output
        self.rows.append(RowReport(row.id, output, weights, layer.cost(inputs, params)))
        self.needs.append(
            need_of(row.id, layer, inputs, output, params, weights, self.slots, self.best, self.batch)
        )

    def _check_reads(self, row: LayerRow, reads: tuple[LayerId, ...], design: Design) -> None:
        if not reads:
            raise ShapeError(_("This row reads nothing. Let it read the row above."))
        for read in reads:
            if read == row.id:
                raise ShapeError(_("This row reads itself. Let it read a row above it."))
            if read in self.shapes:
                continue
            if any(other.id == read for other in design.layers):
                raise ShapeError(
                    _("This row reads “{id}”, which stands below it. Move it below that row.").format(id=read)
                )
            raise ShapeError(
                _("This row reads “{id}”, which is not there. Let it read the row above.").format(id=read)
            )

    def _check_whole_numbers(self, row: LayerRow, layer: Layer, reads: tuple[LayerId, ...]) -> None:
        """Whole numbers that stand for something go through Embedding first; nothing else does."""
        whole = any(read in self.whole for read in reads)
        if row.kind == "embedding":
            known = row.params.get("input_dim", _DEFAULTS["embedding"]["input_dim"])
            if not whole:
                raise ShapeError(
                    _(
                        "Embedding looks up whole numbers, such as numbers of words, but receives"
                        " real numbers. Remove it, or choose data made of whole numbers."
                    )
                )
            if isinstance(known, int) and known < self.facts.vocabulary:
                raise ShapeError(
                    _(
                        "The data has {count:,} different numbers, but Embedding knows only {known:,}."
                        " Set its vocabulary to {count:,}."
                    ).format(count=self.facts.vocabulary, known=known),
                    "input_dim",
                )
        elif whole and layer.category is Category.RESHAPING:
            self.whole.add(row.id)
        elif whole:
            raise ShapeError(
                _(
                    "The inputs are whole numbers that stand for something, such as words, so they cannot"
                    " be reckoned with as they are. Put an Embedding row above this one."
                )
            )


def _known(row: LayerRow) -> Layer:
    if row.kind not in LAYERS:
        raise ShapeError(unknown_name(row.kind, LAYERS))
    return LAYERS[row.kind]


def _complete(row: LayerRow) -> Params:
    return {**_DEFAULTS[row.kind], **row.params}


def used_rows(design: Design) -> set[LayerId]:
    """The rows that lead to the last one; others have no part in the network, nor in its memory."""
    used: set[LayerId] = set()
    wanted = {row.id for row in design.layers[-1:]}
    for at in range(len(design.layers) - 1, -1, -1):
        row = design.layers[at]
        if row.id not in wanted:
            continue
        used.add(row.id)
        if row.reads is not None:
            wanted.update(row.reads)
        elif at:
            wanted.add(design.layers[at - 1].id)
    return used
