"""What a person asks the network: inputs of their own, and the newest answer."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from nnstudio.gui.training_thread import TrainingThread
from nnstudio.i18n import _
from nnstudio.protocol.commands import Predict
from nnstudio.protocol.events import Predicted, PredictFailed

Floats = NDArray[np.float32]


class Questions(QObject):
    """At most one question is on its way; of those asked meanwhile only the newest is sent after it.

    run: the number of the run whose network stands for the data that are shown; None if there is none.
    ``answered`` carries a Predicted or a PredictFailed to the question that was asked last, never to an
    older one.
    """

    answered = Signal(object)

    def __init__(
        self, thread: TrainingThread, run: Callable[[], int | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._thread = thread
        self._run = run
        self._number = 0  # of the newest question that was sent
        self._is_awaited = False
        self._waiting: Floats | None = None

    def ask(self, inputs: Floats) -> None:
        """What does the network answer to inputs (n, *input_shape), in the prepared scale?"""
        if self._run() is None:
            self._waiting = None
            self.answered.emit(_nobody(self._number))
        elif self._is_awaited:
            self._waiting = inputs
        else:
            self._send(inputs)

    def hear(self, event: Predicted | PredictFailed) -> None:
        """Take in an answer; one that is no longer wanted is passed over."""
        if not self._is_awaited or event.number != self._number:
            return
        self._is_awaited = False
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self.ask(waiting)
        elif isinstance(event, Predicted) and event.run != self._run():
            self.answered.emit(_nobody(event.number))
        else:
            self.answered.emit(event)

    def lost(self) -> None:
        """The worker is gone with the network, and with the question that it had."""
        if self._is_awaited:
            self.forget()
            self.answered.emit(_nobody(self._number))

    @Slot()
    def forget(self) -> None:
        """Other data are shown, or a fresh run began: what was asked is not wanted any more."""
        self._is_awaited, self._waiting = False, None

    def _send(self, inputs: Floats) -> None:
        self._number += 1
        self._is_awaited = True
        self._thread.send(Predict(self._number, inputs))


def _nobody(number: int) -> PredictFailed:
    return PredictFailed(
        number,
        _("Nothing is trained yet that could answer."),
        _("Press Train: it answers while it learns."),
    )
