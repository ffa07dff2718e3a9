"""Keeps what was prepared last, so that showing data and starting a run are quick."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Final

from immutabledict import immutabledict

from nnstudio.catalogue.values import Part
from nnstudio.data import describe, prepare, preview
from nnstudio.data.prepared import Prepared, Preview
from nnstudio.design.check import check
from nnstudio.design.facts import DataFacts
from nnstudio.design.model import DataChoice, Design
from nnstudio.design.problems import Report
from nnstudio.engine.assembly import Assembly
from nnstudio.engine.failures import is_not_for_xla
from nnstudio.errors import UserError
from nnstudio.machine import available_memory
from nnstudio.protocol.commands import Engine

_log = logging.getLogger(__name__)

_DATA_KEPT: Final = 3  # choices of data; a run's own and a few looked at meanwhile


class Workshop:
    """The data and the assembly that were asked for last; the same wish again costs nothing.

    own: data that the data room does not have, by the choices that stand for it.
    """

    def __init__(self, own: Mapping[DataChoice, Prepared] = immutabledict()) -> None:
        self._own = own
        self._data: dict[DataChoice, tuple[Prepared, Preview]] = {}
        self._built: tuple[Design, Engine, Assembly] | None = None

    def data(self, choice: DataChoice) -> tuple[Prepared, Preview]:
        """Prepared data with its preview. Raises UserError."""
        kept = self._data.pop(choice, None)
        if kept is None:
            prepared = self._own.get(choice) or prepare(choice)
            kept = prepared, preview(prepared)
        self._data[choice] = kept  # the newest stands last
        while len(self._data) > _DATA_KEPT:
            del self._data[next(iter(self._data))]
        return kept

    def assemble(self, design: Design, engine: Engine = "auto") -> Assembly:
        """The design, built. Raises UserError if it cannot be or would not fit in memory.

        Where XLA was chosen by itself but cannot compile the design, TensorFlow's graph takes its place.
        What is not compiled yet is compiled when it is first called. The assembly may have been trained
        before: reset it.
        """
        key = _what_is_built(design)
        if self._built is not None and self._built[:2] == (key, engine):
            return self._built[2]
        self._built = None
        report = self.report(design)
        assembly = Assembly(design, report, *self.data(design.data), engine=engine)
        if engine == "auto" and not _can_be_compiled(assembly):
            assembly = Assembly(design, report, *self.data(design.data), engine="graph")
        self._built = key, engine, assembly
        return assembly

    def checked_data(self, design: Design) -> Prepared:
        """The data of a design that can be trained. Raises UserError if it cannot be."""
        self.report(design)
        return self.data(design.data)[0]

    def report(self, design: Design) -> Report:
        """What a design that can be trained comes to. Raises UserError if it cannot be."""
        report = check(design, self._facts(design.data), available_memory())
        for problem in report.errors:
            raise UserError(problem.message, where=problem.layer)
        return report

    def forget(self) -> None:
        """Let everything go, to give memory back."""
        self._data.clear()
        self._built = None

    def _facts(self, choice: DataChoice) -> DataFacts:
        own = self._own.get(choice)
        return describe(choice) if own is None else own.facts


def _can_be_compiled(assembly: Assembly) -> bool:
    """Whether XLA takes all that the training needs; a graph is never asked."""
    if assembly.engine == "graph":
        return True
    try:
        assembly.compile_training()
    except Exception as error:
        if not is_not_for_xla(error):
            raise
        _log.warning("XLA cannot compile this network; the graph is taken instead: %s", error)
        return False
    return True


def _what_is_built(design: Design) -> Design:
    """The design without what a built run does not depend on."""
    optimizer = design.recipe.optimizer
    kept = {name: value for name, value in optimizer.params.items() if name != "learning_rate"}
    recipe = design.recipe.model_copy(
        update={
            "epochs": 1,
            "early_stopping": None,
            "optimizer": Part(kind=optimizer.kind, params=immutabledict(kept)),
        }
    )
    return design.model_copy(update={"title": "", "notes": "", "recipe": recipe})
