"""What each row of the list shows, worked out from the design and its report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nnstudio.catalogue import LAYERS, shape_text, wrapped
from nnstudio.catalogue.entries import Category
from nnstudio.catalogue.values import Shape
from nnstudio.design.facts import DataFacts, Task
from nnstudio.design.model import Design, LayerId
from nnstudio.design.problems import Level, Place, Problem, Report
from nnstudio.i18n import _, ngettext

INPUT_ROW = "@input"
TARGET_ROW = "@target"
UNKNOWN = "–"
FIX_SHORTCUT = "Ctrl+."


@dataclass(frozen=True)
class Line:
    """One row. key: a layer's id, INPUT_ROW or TARGET_ROW. muted: below a problem, so without a shape.

    problem: whose sentence stands under the row.
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

    @property
    def is_layer(self) -> bool:
        return self.key not in (INPUT_ROW, TARGET_ROW)

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        said = [self.title, self.summary]
        if self.shape:
            said.append(_("output {shape}").format(shape=self.shape) if self.is_layer else self.shape)
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
    return ngettext("{count} param", "{count} params", count).format(count=f"{count:,}")


def target_text(facts: DataFacts) -> str:
    """What is asked of the network, in a few words."""
    return _TARGETS[facts.task](facts)


def _numbers(facts: DataFacts) -> str:
    count = facts.target_shape[-1] if facts.target_shape else 1
    return ngettext("{count} number", "{count} numbers", count).format(count=f"{count:,}")


def _classes(facts: DataFacts) -> str:
    count = len(facts.classes)
    return ngettext("{count} class", "{count} classes", count).format(count=f"{count:,}")


def _forecast(facts: DataFacts) -> str:
    count = facts.target_shape[0] if facts.target_shape else 1
    return ngettext("next value", "next {count} values", count).format(count=f"{count:,}")


def _inputs(facts: DataFacts) -> str:
    return _("the input, {shape}").format(shape=shape_text(facts.input_shape))


_TARGETS: dict[Task, Callable[[DataFacts], str]] = {
    Task.CLASSIFICATION: _classes,
    Task.REGRESSION: _numbers,
    Task.FORECAST: _forecast,
    Task.RECONSTRUCTION: _inputs,
}


def lines_of(design: Design, facts: DataFacts | None, report: Report) -> tuple[Line, ...]:
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
    return (first, *(_layer_line(design, report, at) for at in range(len(design.layers))), last)


def _layer_line(design: Design, report: Report, at: int) -> Line:
    row, known = design.layers[at], report.rows[at]
    entry = LAYERS[row.kind]
    count = known.weights.total
    return Line(
        row.id,
        _(entry.title),
        summary=wrapped(entry, row.wrapper, row.merge).describe(row.params),
        shape=output_text(known.output),
        parameters=parameters_text(count) if count else "",
        category=entry.category,
        muted=known.after_problem,
        tip=_(entry.help),
        problem=_worst(report.of(row.id)),
    )


def _at(report: Report, place: Place) -> tuple[Problem, ...]:
    return tuple(problem for problem in report.problems if problem.place is place and not problem.layer)


def _worst(problems: Sequence[Problem]) -> Problem | None:
    """One sentence at a time is enough to mend a row: the first error, or else the first hint."""
    return min(problems, key=lambda problem: problem.level is not Level.ERROR, default=None)


def layer_id(key: str) -> LayerId:
    """The layer a row stands for, "" for input and target."""
    return "" if key in (INPUT_ROW, TARGET_ROW) else key
