"""What a person asks the network: inputs of their own, points of its codes, and the newest answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from nnstudio.gui.training_thread import TrainingThread
from nnstudio.i18n import _
from nnstudio.protocol.commands import Cluster, Compose, Decode, Predict
from nnstudio.protocol.events import Clustered, Composed, Predicted, PredictFailed

Floats = NDArray[np.float32]
Wish = Predict | Compose | Decode | Cluster
Asked = Floats | Wish  # inputs (n, *input_shape) in the prepared scale, or a wish; its number is set here
Answered = Predicted | Composed | Clustered | PredictFailed

# Follow the mouse or the training: an answer that comes late is shown, for the next is on its way.
_FLEETING = (Decode, Cluster)


class Questions(QObject):
    """At most one question is on its way; of those asked meanwhile only the newest of each kind is sent.

    run: the number of the run whose network stands for the data that are shown; None if there is none.
    ``answered`` carries a Predicted, a Composed, a Clustered or a PredictFailed. To inputs and to what is to
    be written it is the answer to the question that was asked last, never to an older one.
    """

    answered = Signal(object)

    def __init__(
        self, thread: TrainingThread, run: Callable[[], int | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._thread = thread
        self._run = run
        self._number = 0  # of the newest question that was sent
        self._awaited: Wish | None = None
        self._waiting: dict[type[Wish], Wish] = {}  # those that wait longest first

    def ask(self, asked: Asked) -> None:
        """What does the network answer to these inputs, or to a wish?"""
        wish = Predict(0, asked) if isinstance(asked, np.ndarray) else asked
        if self._run() is None:
            self._waiting.clear()
            self.answered.emit(_nobody(self._number))
        elif self._awaited is not None:
            self._waiting[type(wish)] = wish
        else:
            self._send(wish)

    def hear(self, event: Answered) -> None:
        """Take in an answer; one that is no longer wanted is passed over."""
        if self._awaited is None or event.number != self._number:
            return
        answered, self._awaited = self._awaited, None
        is_wanted = isinstance(answered, _FLEETING) or type(answered) not in self._waiting
        if self._waiting:
            self.ask(self._waiting.pop(next(iter(self._waiting))))
        if not is_wanted:
            return
        if not isinstance(event, PredictFailed) and event.run != self._run():
            self.answered.emit(_nobody(event.number))
        else:
            self.answered.emit(event)

    def lost(self) -> None:
        """The worker is gone with the network, and with the question that it had."""
        if self._awaited is not None:
            self.forget()
            self.answered.emit(_nobody(self._number))

    @Slot()
    def forget(self) -> None:
        """Other data are shown, or a fresh run began: what was asked is not wanted any more."""
        self._awaited = None
        self._waiting.clear()

    def _send(self, wish: Wish) -> None:
        self._number += 1
        self._awaited = wish
        self._thread.send(replace(wish, number=self._number))


def _nobody(number: int) -> PredictFailed:
    return PredictFailed(
        number,
        _("Nothing is trained yet that could answer."),
        _("Press Train: it answers while it learns."),
    )
