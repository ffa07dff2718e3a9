"""Building and compiling a design before anybody trains it, in stages that something may come between."""

from __future__ import annotations

from collections.abc import Iterator

from nnstudio.engine.failures import in_words
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.commands import Prepare


class Preparation:
    """What a stage has made stays in the workshop: a run of the same design goes on from there.

    Another preparation, or a run of another design, takes its place; then it is simply left where it stands.
    """

    def __init__(self, command: Prepare, workshop: Workshop) -> None:
        self.command = command
        self._workshop = workshop
        self._stages = self._all_stages()

    def go_on(self) -> bool:
        """Do the next stage; whether there was one. If it cannot be built, training will say so."""
        try:
            return next(self._stages, None) is not None
        except Exception as error:
            in_words(error)
            return False

    def finish(self) -> None:
        while self.go_on():
            pass

    def _all_stages(self) -> Iterator[str]:
        design, engine = self.command.design, self.command.engine
        self._workshop.checked_data(design)
        yield "data"
        yield from self._workshop.assembling(design, engine)
        for compile_one in self._workshop.assemble(design, engine).compilations:
            compile_one()
            yield "compiled"
