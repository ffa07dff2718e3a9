"""Keeps what was prepared last, so that showing data and starting a run are quick."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from immutabledict import immutabledict

from nnstudio.data import describe, prepare, preview
from nnstudio.data.prepared import Prepared, Preview
from nnstudio.design.check import check
from nnstudio.design.facts import DataFacts
from nnstudio.design.model import DataChoice, Design
from nnstudio.design.problems import Report
from nnstudio.engine.assembly import Assembly, learning_rate
from nnstudio.engine.failures import is_not_for_xla
from nnstudio.engine.standing import Place, Standing
from nnstudio.engine.what_is_built import what_is_built
from nnstudio.errors import UserError
from nnstudio.i18n import _
from nnstudio.machine import available_memory
from nnstudio.protocol.commands import Engine, Job

_log = logging.getLogger(__name__)

_DATA_KEPT: Final = 3  # choices of data; a run's own and a few looked at meanwhile


class Workshop:
    """The data and the assembly that were asked for last; the same wish again costs nothing.

    own: data that the data room does not have, by the choices that stand for it. left: the network of the
    run that was last, and where its training stands; it is kept, as it is, until another run begins.
    """

    def __init__(self, own: Mapping[DataChoice, Prepared] = immutabledict()) -> None:
        self._own = own
        self._data: dict[DataChoice, tuple[Prepared, Preview]] = {}
        self._built: tuple[Design, Engine, Assembly] | None = None
        self.left: Standing | None = None

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
        key = what_is_built(design)
        if self._built is not None and self._built[:2] == (key, engine):
            return self._built[2]
        if self.left is not None and _is_same(self.left, design, engine):
            return self.left.parts
        self._built = None
        report = self.report(design)
        assembly = Assembly(design, report, *self.data(design.data), engine=engine)
        if engine == "auto" and not _can_be_compiled(assembly):
            assembly = Assembly(design, report, *self.data(design.data), engine="graph")
        self._built = key, engine, assembly
        return assembly

    def begin(self, job: Job) -> Standing:
        """The network of a run that begins, with its initial weights or as the run before left it.

        What another run left is let go. Raises UserError, as ``assemble`` does, and where nothing was left
        to go on from.
        """
        left, self.left = self.left, None
        same = left is not None and _is_same(left, job.design, job.engine)
        if left is not None and same:
            self._built = what_is_built(job.design), job.engine, left.parts
        if job.after is not None:
            if left is None or not same or left.job.run != job.after:
                raise UserError(
                    _("What this run had learnt is no longer there to go on from."),
                    hint=_("Train from the beginning."),
                )
            return replace(left, job=job, waited=None)
        parts = self.assemble(job.design, job.engine)
        parts.reset(learning_rate(job.design.recipe.optimizer))
        return Standing(job, parts, Place())

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
        self._built = self.left = None

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


def _is_same(left: Standing, design: Design, engine: Engine) -> bool:
    return left.job.engine == engine and what_is_built(left.job.design) == what_is_built(design)
