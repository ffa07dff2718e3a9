"""Keeps what was prepared last, so that showing data and starting a run are quick."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from immutabledict import immutabledict

from nnstudio.data import describe, prepare, preview
from nnstudio.data.own.reading import Progress, silent
from nnstudio.data.prepared import Prepared, Preview
from nnstudio.data.sources import stamp_of
from nnstudio.design.check import check
from nnstudio.design.facts import DataFacts
from nnstudio.design.model import DataChoice, Design
from nnstudio.design.problems import Report
from nnstudio.design.what_is_built import what_is_built
from nnstudio.engine.assembly import Assembly
from nnstudio.engine.composition import Compositions
from nnstudio.engine.failures import is_not_for_xla
from nnstudio.engine.fit_network import FitNetwork
from nnstudio.engine.learning_rate import rate_of
from nnstudio.engine.network import Network
from nnstudio.engine.standing import Place, Standing
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
    compositions: the text that is being written, which goes on through the end of a run. reading: whom it
    tells how far the reading of own data is.
    """

    def __init__(
        self,
        own: Mapping[DataChoice, Prepared] = immutabledict(),
        reading: Callable[[DataChoice], Progress] = lambda choice: silent,
    ) -> None:
        self._own = own
        self._reading = reading
        self._data: dict[DataChoice, tuple[Prepared, Preview]] = {}
        self._stamps: dict[DataChoice, object] = {}  # of people's own files, when they were read
        self._built: tuple[Design, Engine, Network] | None = None
        self._begun: tuple[Design, Engine, Network] | None = None  # not compiled yet
        self.left: Standing | None = None
        self.compositions = Compositions()

    def data(self, choice: DataChoice) -> tuple[Prepared, Preview]:
        """Prepared data with its preview. Raises UserError, and Cancelled."""
        kept, stamp = self._data.pop(choice, None), stamp_of(choice)
        if kept is None or stamp != self._stamps.get(choice):
            self._stamps = {key: seen for key, seen in self._stamps.items() if key in self._data}
            prepared = self._own.get(choice) or prepare(choice, self._reading(choice))
            kept = prepared, preview(prepared)
            self._stamps[choice] = stamp
        self._data[choice] = kept  # the newest stands last
        while len(self._data) > _DATA_KEPT:
            del self._data[next(iter(self._data))]
        return kept

    def assemble(self, design: Design, engine: Engine = "auto") -> Network:
        """The design, built. Raises UserError if it cannot be or would not fit in memory.

        Where XLA was chosen by itself but cannot compile the design, TensorFlow's graph takes its place.
        What is not compiled yet is compiled when it is first called. The assembly may have been trained
        before: reset it.
        """
        for _stage in self.assembling(design, engine):
            pass
        assembly = self._at_hand(design, engine)
        assert assembly is not None
        return assembly

    def assembling(self, design: Design, engine: Engine = "auto") -> Iterator[str]:
        """What ``assemble`` does, stage by stage; whoever begins again goes on where it was left."""
        if self._at_hand(design, engine) is not None:
            return
        key = what_is_built(design)
        if self._begun is None or self._begun[:2] != (key, engine):
            self._built = self._begun = None
            self._begun = key, engine, self._made(design, engine)
        assembly = self._begun[2]
        yield "model"
        if engine == "auto" and isinstance(assembly, Assembly) and assembly.engine == "xla":
            is_taken = _takes(assembly.trace_training)
            yield "trace"
            if not (is_taken and _takes(assembly.compile_training)):
                assembly = self._made(design, "graph")
        self._built, self._begun = (key, engine, assembly), None

    def _made(self, design: Design, engine: Engine) -> Network:
        report, data = self.report(design), self.data(design.data)
        if engine == "keras":
            return FitNetwork(design, report, *data)
        return Assembly(design, report, *data, engine=engine)

    def _at_hand(self, design: Design, engine: Engine) -> Network | None:
        if self._built is not None and self._built[:2] == (what_is_built(design), engine):
            return self._built[2]
        if self.left is not None and _is_same(self.left, design, engine):
            return self.left.parts
        return None

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
            return replace(left, job=job, waited=None, plateau=None)
        parts = self.assemble(job.design, job.engine)
        parts.reset(rate_of(job.design.recipe.optimizer))
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
        self._built = self._begun = self.left = None

    def _facts(self, choice: DataChoice) -> DataFacts:
        own = self._own.get(choice)
        return describe(choice) if own is None else own.facts


def _takes(work: Callable[[], None]) -> bool:
    """Whether XLA takes all that the training needs."""
    try:
        work()
    except Exception as error:
        if not is_not_for_xla(error):
            raise
        _log.warning("XLA cannot compile this network; the graph is taken instead: %s", error)
        return False
    return True


def _is_same(left: Standing, design: Design, engine: Engine) -> bool:
    return left.job.engine == engine and what_is_built(left.job.design) == what_is_built(design)
