"""One row after the other: what each gives, weighs and costs, and where it does not fit."""

from __future__ import annotations

from dataclasses import dataclass, field

from nnstudio.catalogue import LAYERS, wrapped
from nnstudio.catalogue.entries import Layer, ShapeError, Takes, Weights
from nnstudio.catalogue.params import unknown_name
from nnstudio.catalogue.values import Params, Shape
from nnstudio.design.doctor import Site
from nnstudio.design.facts import DataFacts
from nnstudio.design.flat import Flat, listed
from nnstudio.design.memory import Need, batch_of, best_of, need_of, slots_of
from nnstudio.design.model import INPUT, Design, LayerId, LayerRow
from nnstudio.design.names import row_name
from nnstudio.design.problems import Level, Place, Problem, RowReport
from nnstudio.i18n import _


def walked(design: Design, flat: Flat, facts: DataFacts) -> Walk:
    """What is known of each row that is built."""
    walk = Walk(facts, batch_of(design.recipe, facts), slots_of(design.recipe), best_of(design.recipe))
    for row in flat.rows:
        walk.visit(row, design)
    return walk


@dataclass
class Walk:
    """What is known after some rows. shapes: of each row, None where it cannot be worked out.

    slots, best: numbers kept for each weight by the optimizer and by early stopping.
    whole: rows whose numbers are whole ones that stand for words or classes, and how many of these there are.
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
    whole: dict[LayerId, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.shapes[INPUT] = self.facts.input_shape
        if self.facts.vocabulary:
            self.whole[INPUT] = self.facts.vocabulary

    def visit(self, row: LayerRow, design: Design) -> None:
        """row: one that is built, which names all that it reads."""
        reads = row.reads or ()
        params = complete(row)
        inputs = [self.shapes.get(read) for read in reads]
        shapes = [shape for shape in inputs if shape is not None]
        try:
            layer = _known(row)
            self._check_reads(row, reads, design)
            if len(shapes) < len(inputs):
                self._leave(row, after_problem=True)
            else:
                self._check_whole_numbers(row, layer, reads, params)
                self._work_out(row, layer, shapes, params)
        except ShapeError as error:
            sentence = error.message
            if error.between is not None:  # then all rows that are read are there
                sentence = error.naming([row_name(design, read) for read in reads])
            self.problems.append(Problem(Level.ERROR, Place.LAYER, sentence, layer=row.id, field=error.param))
            self._leave(row, after_problem=False)
        if row.kind in LAYERS:
            shown = self.shapes[row.id]
            site = Site(row, LAYERS[row.kind], params, reads, tuple(inputs), shown)
            self.sites.append(site)

    def _leave(self, row: LayerRow, after_problem: bool) -> None:
        self.shapes[row.id] = None
        self.rows.append(RowReport(row.id, None, after_problem=after_problem))

    def _work_out(self, row: LayerRow, layer: Layer, inputs: list[Shape], params: Params) -> None:
        output = layer.shape(inputs, params)
        weights = layer.weights(inputs, params)
        if not row.trainable:
            weights = Weights(fixed=weights.total)
        self.shapes[row.id] = output
        self.rows.append(RowReport(row.id, output, weights, layer.cost(inputs, params)))
        self.needs.append(
            need_of(row, layer, inputs, output, params, weights, self.slots, self.best, self.batch)
        )

    def _check_reads(self, row: LayerRow, reads: tuple[LayerId, ...], design: Design) -> None:
        if not reads:
            raise ShapeError(_("This row reads nothing. Let it read the row above."))
        for read in reads:
            if read == row.id:
                raise ShapeError(_("This row reads itself. Let it read a row above it."))
            if read in self.shapes:
                continue
            if any(other.id == listed(read) for other in design.layers):
                raise ShapeError(
                    _("This row reads “{row}”, which stands below it. Move it below that row.").format(
                        row=row_name(design, read)
                    )
                )
            raise ShapeError(
                _("This row reads “{id}”, which is not there. Let it read the row above.").format(id=read)
            )

    def _check_whole_numbers(
        self, row: LayerRow, layer: Layer, reads: tuple[LayerId, ...], params: Params
    ) -> None:
        """Whole numbers that stand for something go to layers that know what to do with them."""
        different = max((self.whole[read] for read in reads if read in self.whole), default=0)
        if different and layer.takes is Takes.NUMBERS:
            raise ShapeError(
                _(
                    "The inputs are whole numbers that stand for something, such as words, so they cannot"
                    " be reckoned with as they are. Put an Embedding row above this one."
                )
            )
        if layer.takes is Takes.WHOLE:
            _check_known(layer, params, different)
        given = layer.gives(params) if layer.gives else different * (layer.takes is Takes.BOTH)
        if given:
            self.whole[row.id] = given


def _check_known(layer: Layer, params: Params, different: int) -> None:
    """different: how many whole numbers there are; 0 where what comes in are quantities."""
    if not different:
        raise ShapeError(
            _(
                "{layer} looks up whole numbers, such as numbers of words, but receives"
                " real numbers. Remove it, or choose data made of whole numbers."
            ).format(layer=_(layer.title))
        )
    known = params.get(layer.knows)
    if isinstance(known, int) and known < different:
        name = next(param.title for param in layer.params if param.name == layer.knows)
        raise ShapeError(
            _(
                "There are {count:,} different numbers, but {layer} knows only {known:,}."
                " Set “{param}” to {count:,}."
            ).format(count=different, layer=_(layer.title), known=known, param=_(name)),
            layer.knows,
        )


def _known(row: LayerRow) -> Layer:
    if row.kind not in LAYERS:
        raise ShapeError(unknown_name(row.kind, LAYERS))
    return wrapped(LAYERS[row.kind], row.wrapper, row.merge)


def complete(row: LayerRow) -> Params:
    """A row's parameters, with the defaults of those that it does not state."""
    defaults = LAYERS[row.kind].defaults if row.kind in LAYERS else {}
    if len(row.params) == len(defaults):  # as in every design in its normal form
        return row.params
    return {**defaults, **row.params}
