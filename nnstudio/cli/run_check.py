"""``nnstudio check``: the layer table of a design, or what is wrong with it."""

from __future__ import annotations

from argparse import Namespace

from rich.text import Text

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.values import Shape
from nnstudio.cli.find_design import find_design
from nnstudio.cli.output import out, plain_table, print_table
from nnstudio.data import describe
from nnstudio.design.check import check
from nnstudio.design.facts import DataFacts
from nnstudio.design.memory import bytes_text
from nnstudio.design.model import Design
from nnstudio.design.problems import Level, Problem, Report
from nnstudio.i18n import _, grouped, ngettext
from nnstudio.machine import available_memory


def run_check(options: Namespace) -> int:
    """0 and the layers if it can be trained; 1 and the problems if it cannot."""
    design = find_design(options.design).load()
    facts = describe(design.data)
    report = check(design, facts, available_memory())
    if not report.errors:
        _print_layers(design, facts, report)
    for problem in report.problems:
        _print_problem(design, problem)
    return 1 if report.errors else 0


def _print_layers(design: Design, facts: DataFacts, report: Report) -> None:
    table = plain_table(_("Layer"), _("Settings"), _("Output"), _("Parameters"))
    table.columns[3].justify = "right"
    table.add_row(_("input"), Text(design.data.source), _shape(facts.input_shape), "")
    for row, known in zip(design.layers, report.rows, strict=True):
        layer = LAYERS[row.kind]
        texts = {param.name: param.text(row.params.get(param.name, param.default)) for param in layer.params}
        settings = layer.summary.format_map(texts) if layer.summary else ""
        output = _shape(known.output) if known.output is not None else "?"
        table.add_row(Text(_(layer.title)), Text(settings), output, grouped(known.weights.total))
    table.add_row(_("target"), "", _shape(facts.target_shape), "")
    print_table(table)
    total = report.weights.total
    parameters = ngettext("{count} parameter", "{count} parameters", total).format(count=grouped(total))
    memory = _("about {size} to train").format(size=bytes_text(report.memory))
    out().print(f"{parameters}, {memory}")


def _print_problem(design: Design, problem: Problem) -> None:
    word = _("problem") if problem.level is Level.ERROR else _("hint")
    style = "red" if problem.level is Level.ERROR else "yellow"
    out().print(Text.assemble((f"{word}: ", style), _where(design, problem), problem.message))
    if problem.fix is not None:
        out().print(Text(_("  mended by: {fix}").format(fix=problem.fix.title)))


def _where(design: Design, problem: Problem) -> str:
    """The place as files name it: "layers[2].kernel_size: "."""
    if not problem.layer:
        return f"{problem.field}: " if problem.field else ""
    path = f"layers[{design.index(problem.layer)}]"
    return f"{path}.{problem.field}: " if problem.field else f"{path}: "


def _shape(shape: Shape) -> str:
    return "×".join(grouped(size) for size in shape)
