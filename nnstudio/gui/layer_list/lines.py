"""What each row of the list shows, worked out from the design and its report."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from nnstudio.catalogue import LAYERS, shape_text, wrapped
from nnstudio.catalogue.entries import Category
from nnstudio.catalogue.values import Shape
from nnstudio.design.facts import DataFacts, Task
from nnstudio.design.model import Design, Group, GroupId, LayerId, LayerRow
from nnstudio.design.problems import Level, Place, Problem, Report, RowReport
from nnstudio.i18n import _, grouped, ngettext

_NO_LAYER = "@"
_HEADING = "@group:"
INPUT_ROW = "@input"
TARGET_ROW = "@target"
UNKNOWN = "–"
FIX_SHORTCUT = "Alt+Return"


@dataclass(frozen=True)
class Line:
    """One row. key: a layer's id, INPUT_ROW, TARGET_ROW, or what ``heading_key`` makes of a group's id.

    muted: below a problem, so without a shape. problem: whose sentence stands under the row. group: the one
    it is the heading of, or stands in. repeat, folded: of a heading. frozen, off: of a layer.
    """

    key: str
    title: str
    summary: str = ""
    shape: str = ""
    parameters: str = ""
    category: Category | None = None
    problem: Problem | None = None
    muted: bool = False
    tip: str = ""
    group: GroupId = ""
    repeat: int = 1
    folded: bool = False
    frozen: bool = False
    off: bool = False

    @property
    def is_layer(self) -> bool:
        return not self.key.startswith(_NO_LAYER)

    @property
    def is_heading(self) -> bool:
        return self.key.startswith(_HEADING)

    @property
    def badge(self) -> str:
        """How often a group is built: "×3"."""
        return _("×{count}").format(count=self.repeat) if self.repeat > 1 else ""

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        said = [self.title, self.summary]
        said += [_("frozen")] * self.frozen + [_("switched off")] * self.off
        if self.is_heading:
            said.append(_("group, folded") if self.folded else _("group"))
        if self.repeat > 1:
            said.append(_("built {count} times").format(count=self.repeat))
        if self.shape:
            is_output = self.is_layer or self.is_heading
            said.append(_("output {shape}").format(shape=self.shape) if is_output else self.shape)
        if self.problem is not None:
            said.append(self.problem.message)
            if self.problem.fix is not None:
                said.append(
                    _("{shortcut} to mend it: {fix}").format(
                        shortcut=FIX_SHORTCUT, fix=self.problem.fix.title
                    )
                )
        return ", ".join(part for part in (*said, self.parameters) if part)


def output_text(shape: Shape | None) -> str:
    """An output shape, or a dash where it cannot be worked out."""
    return UNKNOWN if shape is None else shape_text(shape)


def parameters_text(count: int) -> str:
    return ngettext("{count} param", "{count} params", count).format(count=grouped(count))


def target_text(facts: DataFacts) -> str:
    """What is asked of the network, in a few words."""
    return _TARGETS[facts.task](facts)


def _numbers(facts: DataFacts) -> str:
    count = facts.target_shape[-1] if facts.target_shape else 1
    return ngettext("{count} number", "{count} numbers", count).format(count=grouped(count))


def _classes(facts: DataFacts) -> str:
    count = len(facts.classes)
    return ngettext("{count} class", "{count} classes", count).format(count=grouped(count))


def _forecast(facts: DataFacts) -> str:
    count = facts.target_shape[0] if facts.target_shape else 1
    return ngettext("next value", "next {count} values", count).format(count=grouped(count))


def _inputs(facts: DataFacts) -> str:
    return _("the input, {shape}").format(shape=shape_text(facts.input_shape))


def _frame(facts: DataFacts) -> str:
    return _("the next frame, {shape}").format(shape=shape_text(facts.target_shape))


def _text(facts: DataFacts) -> str:
    count = facts.target_shape[0] if facts.target_shape else 1
    form = ngettext("{count} token of {answers}", "{count} tokens of {answers}", count)
    return form.format(count=grouped(count), answers=grouped(facts.answers))


_TARGETS: dict[Task, Callable[[DataFacts], str]] = {
    Task.CLASSIFICATION: _classes,
    Task.REGRESSION: _numbers,
    Task.FORECAST: _forecast,
    Task.RECONSTRUCTION: _inputs,
    Task.NEXT_FRAME: _frame,
    Task.TRANSLATION: _text,
    Task.GENERATION: _text,
}


class Summaries:
    """What rows say of their parameters, kept from edit to edit: most rows are the same value as before."""

    def __init__(self) -> None:
        self._kept: dict[LayerId, tuple[LayerRow, str]] = {}

    def of(self, row: LayerRow) -> str:
        kept = self._kept.get(row.id)
        if kept is None or kept[0] is not row:
            kept = (row, wrapped(LAYERS[row.kind], row.wrapper, row.merge).describe(row.params))
            self._kept[row.id] = kept
        return kept[1]


def lines_of(
    design: Design, facts: DataFacts | None, report: Report, summaries: Summaries | None = None
) -> tuple[Line, ...]:
    """The rows: input, the layers, target."""
    first = Line(
        INPUT_ROW,
        _("input"),
        shape=output_text(facts.input_shape if facts else None),
        muted=facts is None,
        tip=_("One example of the data, as the first layer meets it."),
        problem=_worst(_at(report, Place.DATA)),
    )
    last = Line(
        TARGET_ROW,
        _("target"),
        shape=target_text(facts) if facts else UNKNOWN,
        muted=facts is None,
        tip=_("What the network is asked to give."),
        problem=_worst(_at(report, Place.TARGET)),
    )
    return (first, *_list_lines(design, report, summaries or Summaries()), last)


def _list_lines(design: Design, report: Report, summaries: Summaries) -> Iterator[Line]:
    """Headings and layers; of a folded group the heading alone."""
    problems: dict[LayerId, list[Problem]] = {}
    for problem in report.problems:
        problems.setdefault(problem.layer, []).append(problem)
    pairs = zip(design.layers, report.rows, strict=True)
    for name, stretch in groupby(pairs, key=lambda pair: pair[0].group):
        rows = list(stretch)
        if name is not None:
            group = design.group(name)
            yield _heading_line(group, [known for _row, known in rows], problems)
            if group.folded:
                continue
        for row, known in rows:
            yield _layer_line(row, known, problems.get(row.id, ()), summaries.of(row))


def _heading_line(
    group: Group, rows: Sequence[RowReport], problems: Mapping[LayerId, Sequence[Problem]]
) -> Line:
    count = sum(known.weights.total for known in rows)
    inside = [problem for known in rows for problem in problems.get(known.layer, ())]
    return Line(
        heading_key(group.id),
        group.title or _("Group"),  # a file may leave it without a name
        summary=ngettext("{count} layer", "{count} layers", len(rows)).format(count=len(rows)),
        shape=output_text(rows[-1].output) if group.folded else "",
        parameters=parameters_text(count) if count else "",
        problem=_worst(inside) if group.folded else None,
        muted=group.folded and all(known.after_problem for known in rows),
        tip=_("A group of layers. Double-click to rename it."),
        group=group.id,
        repeat=group.repeat,
        folded=group.folded,
    )


def _layer_line(row: LayerRow, known: RowReport, problems: Sequence[Problem], summary: str) -> Line:
    entry = LAYERS[row.kind]
    count = known.weights.total
    return Line(
        row.id,
        _(entry.title),
        summary=summary,
        shape=output_text(known.output),
        parameters=parameters_text(count) if count else "",
        category=entry.category,
        muted=known.after_problem or not row.enabled,
        tip=_(entry.help),
        problem=_worst(problems),
        group=row.group or "",
        frozen=not row.trainable,
        off=not row.enabled,
    )


def _at(report: Report, place: Place) -> tuple[Problem, ...]:
    return tuple(problem for problem in report.problems if problem.place is place and not problem.layer)


def _worst(problems: Sequence[Problem]) -> Problem | None:
    """One sentence at a time is enough to mend a row: the first error, or else the first hint."""
    return min(problems, key=lambda problem: problem.level is not Level.ERROR, default=None)


def layer_id(key: str) -> LayerId:
    """The layer a row stands for, "" for input, target and headings."""
    return "" if key.startswith(_NO_LAYER) else key


def heading_key(group: GroupId) -> str:
    """The key of a group's heading."""
    return _HEADING + group


def group_id(key: str) -> GroupId:
    """The group whose heading a row is, "" for other rows."""
    return key.removeprefix(_HEADING) if key.startswith(_HEADING) else ""


def layers_of(design: Design, keys: Collection[str]) -> list[LayerId]:
    """The layers that rows of the list stand for, in order: a heading stands for all of its group."""
    groups = {group_id(key) for key in keys}
    return [row.id for row in design.layers if row.id in keys or (row.group or "-") in groups]
