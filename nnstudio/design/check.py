"""What a design comes to: shapes, counts, memory, and what is wrong with it. No TensorFlow, instant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from math import prod

from nnstudio.catalogue import LAYERS, wrapped
from nnstudio.catalogue.entries import Layer, ShapeError, Takes, Weights
from nnstudio.catalogue.params import unknown_name
from nnstudio.catalogue.values import Params, Shape
from nnstudio.design.doctor import Case, Site, examine
from nnstudio.design.facts import DataFacts
from nnstudio.design.fixes import SetBatchSize
from nnstudio.design.flat import Flat, copy_number, flat_rows, flatten, listed
from nnstudio.design.memory import (
    Need,
    batch_of,
    best_of,
    fitting_batch,
    input_memory,
    need_of,
    slots_of,
    too_large,
    with_patches,
)
from nnstudio.design.model import INPUT, Design, LayerId, LayerRow
from nnstudio.design.names import row_name
from nnstudio.design.patches import in_all
from nnstudio.design.problems import Level, Place, Problem, Report, RowReport
from nnstudio.errors import UserError
from nnstudio.i18n import _


def check(design: Design, facts: DataFacts, available_memory: int | None = None) -> Report:
    """Walk the rows with the data's shape; available_memory: bytes, or None not to compare."""
    flat = flatten(design)
    walk = _walked(design, flat, facts)
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
        rows=_of_the_list(design, flat, walk),
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
    return replace(report, problems=_told_once(examine(case), case))


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


def _walked(design: Design, flat: Flat, facts: DataFacts) -> _Walk:
    """What is known of each row that is built."""
    walk = _Walk(facts, batch_of(design.recipe, facts), slots_of(design.recipe), best_of(design.recipe))
    for row in flat.rows:
        walk.visit(row, design)
    return walk


@dataclass
class _Walk:
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
        params = _complete(row)
        inputs = [self.shapes.get(read) for read in reads]
        shapes = [shape for shape in inputs if shape is not None]
        try:
            layer = _known(row)
            self._check_reads(row, reads, design)
            if len(shapes) < len(inputs):
                self._leave(row, after_problem=True)
                return
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


def _compiles(row: LayerRow) -> bool:
    layer = LAYERS.get(row.kind)
    return layer is None or layer.compiles(_complete(row))


def _known(row: LayerRow) -> Layer:
    if row.kind not in LAYERS:
        raise ShapeError(unknown_name(row.kind, LAYERS))
    return wrapped(LAYERS[row.kind], row.wrapper, row.merge)


def _complete(row: LayerRow) -> Params:
    defaults = LAYERS[row.kind].defaults if row.kind in LAYERS else {}
    if len(row.params) == len(defaults):  # as in every design in its normal form
        return row.params
    return {**defaults, **row.params}


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


def _of_the_list(design: Design, flat: Flat, walk: _Walk) -> tuple[RowReport, ...]:
    """A report for each row of the list. What is off gives what it passes on."""
    copies: dict[LayerId, list[RowReport]] = {}
    for report in walk.rows:
        copies.setdefault(listed(report.layer), []).append(report)
    return tuple(
        _together(copies[row.id])
        if row.id in copies
        else RowReport(row.id, shape := walk.shapes.get(flat.gives[row.id]), after_problem=shape is None)
        for row in design.layers
    )


def _together(copies: Sequence[RowReport]) -> RowReport:
    """Copies of one row as one."""
    if len(copies) == 1:
        return copies[0]
    whole = all(copy.output is not None for copy in copies)
    return RowReport(
        layer=copies[0].layer,
        output=copies[-1].output if whole else None,
        weights=Weights(
            sum(copy.weights.trainable for copy in copies), sum(copy.weights.fixed for copy in copies)
        ),
        cost=sum(copy.cost for copy in copies),
        after_problem=not whole and all(copy.output is not None or copy.after_problem for copy in copies),
    )


def _told_once(problems: Iterable[Problem], case: Case) -> tuple[Problem, ...]:
    """Problems of rows of the list: what is wrong with several copies is said of the first."""
    told: dict[tuple[LayerId, str, str], Problem] = {}
    for problem in problems:
        layer, number = listed(problem.layer), copy_number(problem.layer)
        key = (layer, problem.field, problem.message)
        if number > 1:
            message = _("In repeat {number} of its group: {problem}")
            message = message.format(number=number, problem=problem.message)
            fix = problem.fix if _fits_all_copies(problem, case) else None
            problem = replace(problem, layer=layer, message=message, fix=fix)
        told.setdefault(key, problem)
    return tuple(told.values())


def _fits_all_copies(problem: Problem, case: Case) -> bool:
    """Whether what mends one copy of a row suits the others too, all of which it changes."""
    if problem.fix is None:
        return False
    try:
        mended, _change = problem.fix.edit(case.design)
    except UserError:  # it names a copy, which is no row of the list
        return False
    walk = _walked(mended, flatten(mended), case.facts)
    told = {(listed(each.layer), each.message) for each in case.report.problems}
    return all((listed(each.layer), each.message) in told for each in walk.problems) and not any(
        listed(each.layer) == listed(problem.layer) for each in walk.problems
    )
