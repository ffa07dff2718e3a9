"""Lets a network write: token by token, each drawn from what it answers to those before."""

from __future__ import annotations

import time
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.text.vocabulary import FIRST
from nnstudio.design.facts import Task
from nnstudio.engine.failures import in_words
from nnstudio.engine.inbox import Emit
from nnstudio.engine.standing import Standing
from nnstudio.errors import UserError
from nnstudio.i18n import _
from nnstudio.protocol.commands import Compose
from nnstudio.protocol.events import Composed, PredictFailed

SLICE: Final = 0.03  # seconds of writing, after which commands are heard and training goes on
_LONGEST: Final = 0.25  # seconds of a slice on a machine that is slow or busy
_SHARE: Final = 0.5  # of the time that passed between two slices goes into the second
_COLDEST: Final = 0.02  # temperatures below are taken for 0: always the most likely token

Floats = NDArray[np.float32]


class Composition:
    """A text that is being written, slice by slice, by a network that may go on learning meanwhile.

    The network reads the last tokens, as many as it has places, and answers at each place with the token
    after it; where there are fewer, padding stands behind them, which a network that reads forwards never
    sees from where it is asked. Padding and the unknown token are never drawn. Random numbers are its own:
    training draws the same ones with it and without.
    """

    def __init__(self, command: Compose, standing: Standing) -> None:
        facts = standing.parts.prepared.facts
        if facts.task is not Task.GENERATION:
            raise UserError(
                _("This network does not write texts."),
                hint=_("Choose data and a design of the section “Generation”."),
            )
        self._command = command
        self._standing = standing
        self._places = facts.input_shape[0]
        self._tokens = [token for token in command.start if 0 <= token < facts.answers] or [FIRST]
        self._wanted = len(self._tokens) + max(0, command.length)
        self._random = np.random.default_rng(command.seed)

    def go_on(self, step: int, emit: Emit, seconds: float = SLICE) -> bool:
        """Write for a moment; whether there is more to write. The answer goes out with the last token."""
        until = time.perf_counter() + seconds
        try:
            while len(self._tokens) < self._wanted:
                self._tokens.append(self._next())
                if time.perf_counter() >= until and len(self._tokens) < self._wanted:
                    return True
        except Exception as error:
            words = in_words(error)
            emit(PredictFailed(self._command.number, words.message, words.hint))
            return False
        emit(Composed(self._command.number, self._standing.job.run, step, tuple(self._tokens)))
        return False

    def _next(self) -> int:
        seen = self._tokens[-self._places :]
        inputs = np.zeros((1, self._places), np.float32)
        inputs[0, : len(seen)] = seen
        answers = self._standing.parts.sample.outputs(inputs)
        return drawn(answers[0, len(seen) - 1], self._command.temperature, self._random)


def drawn(probabilities: Floats, temperature: float, random: np.random.Generator) -> int:
    """A token by p^(1 / temperature), of those that stand for something."""
    logits = np.log(np.maximum(probabilities[FIRST:].astype(np.float64), 1e-30))
    if temperature < _COLDEST or not np.isfinite(logits).all():
        return FIRST + int(np.argmax(logits))
    shares = np.exp((logits - logits.max()) / temperature)
    chosen = np.searchsorted(np.cumsum(shares), random.random() * shares.sum(), side="right")
    return FIRST + min(int(chosen), len(shares) - 1)


class Compositions:
    """At most one text at a time: a newer wish takes the place of an older one, which is not answered.

    A slice grows with what training takes between two of them, so that a text is finished in time where
    every step is slow.
    """

    def __init__(self) -> None:
        self._current: Composition | None = None
        self._paused_at = 0.0  # when the last slice ended, in seconds of the performance counter

    @property
    def is_busy(self) -> bool:
        return self._current is not None

    def begin(self, command: Compose, standing: Standing | None, emit: Emit) -> None:
        """standing: the network that is to write; an error becomes a sentence."""
        self._current = None
        try:
            if standing is None:
                raise UserError(
                    _("No network is at hand to write."),
                    hint=_("Train one first."),
                )
            self._current = Composition(command, standing)
            self._paused_at = time.perf_counter()
        except Exception as error:
            words = in_words(error)
            emit(PredictFailed(command.number, words.message, words.hint))

    def go_on(self, step: int, emit: Emit) -> None:
        """Write for a moment, if there is anything to write. step: where the network stands now."""
        if self._current is None:
            return
        between = time.perf_counter() - self._paused_at
        if not self._current.go_on(step, emit, min(max(SLICE, _SHARE * between), _LONGEST)):
            self._current = None
        self._paused_at = time.perf_counter()
