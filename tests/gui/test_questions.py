"""Which questions are sent to the network, and which answers are shown."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest

from nnstudio.gui.questions import Questions
from nnstudio.gui.training_thread import TrainingThread
from nnstudio.protocol.commands import Cluster, Decode, Predict
from nnstudio.protocol.events import Predicted, PredictFailed

RUN = 3


class Asked:
    """Questions of a run whose worker answers when the test says so."""

    def __init__(self) -> None:
        self.sent: list[Predict] = []
        self.shown: list[Predicted | PredictFailed] = []
        self.run: int | None = RUN
        self.questions = Questions(cast(TrainingThread, self), lambda: self.run)
        self.questions.answered.connect(self.shown.append)

    def send(self, command: Predict) -> None:
        self.sent.append(command)

    def ask(self, value: float) -> None:
        self.questions.ask(np.array([[value]], np.float32))

    def answer(self, question: Predict, run: int = RUN) -> None:
        """The worker doubles each number."""
        self.questions.hear(Predicted(question.number, run, 1, 2 * question.inputs))

    @property
    def values(self) -> list[float]:
        return [event.outputs.item() for event in self.shown if isinstance(event, Predicted)]


@pytest.fixture
def asked() -> Asked:
    return Asked()


def test_that_a_question_is_sent_and_its_answer_told(asked: Asked) -> None:
    asked.ask(1)
    asked.answer(asked.sent[0])
    asked.ask(4)
    asked.answer(asked.sent[1])
    assert asked.values == [2, 8]


def test_that_one_question_is_on_its_way_and_the_newest_of_the_waiting_follows(asked: Asked) -> None:
    for value in (1, 2, 3):
        asked.ask(value)
    assert [question.inputs.item() for question in asked.sent] == [1]
    asked.answer(asked.sent[0])
    assert [question.inputs.item() for question in asked.sent] == [1, 3]
    assert asked.shown == []  # it was the answer to an older question
    asked.answer(asked.sent[1])
    assert asked.values == [6]


def test_that_each_answer_is_told_once(asked: Asked) -> None:
    asked.ask(1)
    asked.answer(asked.sent[0])
    asked.answer(asked.sent[0])
    assert asked.values == [2]


def test_that_what_was_forgotten_is_not_answered_and_does_not_hold_up_the_next(asked: Asked) -> None:
    asked.ask(1)
    asked.ask(2)
    asked.questions.forget()
    asked.ask(3)
    asked.answer(asked.sent[0])
    assert asked.shown == []
    asked.answer(asked.sent[1])
    assert asked.values == [6]


def test_that_without_a_trained_network_nothing_is_sent_and_a_sentence_says_so(asked: Asked) -> None:
    asked.run = None
    asked.ask(1)
    assert asked.sent == []
    (answer,) = asked.shown
    assert isinstance(answer, PredictFailed)
    assert answer.message
    assert answer.hint


def test_that_an_answer_of_another_run_is_not_taken_for_this_one(asked: Asked) -> None:
    asked.ask(1)
    asked.answer(asked.sent[0], run=RUN - 1)
    (answer,) = asked.shown
    assert isinstance(answer, PredictFailed)


def test_that_a_refusal_of_the_worker_is_told(asked: Asked) -> None:
    asked.ask(1)
    refusal = PredictFailed(asked.sent[0].number, "No.", "Ask something else.")
    asked.questions.hear(refusal)
    assert asked.shown == [refusal]


def test_that_a_lost_worker_is_told_to_who_waits_and_asked_no_more(asked: Asked) -> None:
    asked.questions.lost()
    assert asked.shown == []  # nobody waited
    asked.ask(1)
    asked.ask(2)
    asked.questions.lost()
    (answer,) = asked.shown
    assert isinstance(answer, PredictFailed)
    assert len(asked.sent) == 1


def test_that_a_question_of_another_kind_does_not_take_ones_place(asked: Asked) -> None:
    asked.ask(1)
    asked.questions.ask(Cluster(0, 3))
    asked.ask(2)
    asked.questions.ask(Cluster(0, 5))
    asked.answer(asked.sent[0])
    assert asked.sent[1] == Cluster(2, 5)
    asked.questions.hear(PredictFailed(2, ""))
    assert asked.sent[2].inputs.item() == 2


def test_that_a_cursor_in_motion_is_shown_what_was_decoded_on_the_way(asked: Asked) -> None:
    for value in (1, 2, 3):
        asked.questions.ask(Decode(0, np.array([[value]], np.float32)))
    first = asked.sent[0]
    assert isinstance(first, Decode)
    asked.questions.hear(Predicted(first.number, RUN, 1, first.codes))
    assert asked.values == [1]
    second = asked.sent[1]
    assert isinstance(second, Decode)
    assert second.codes.item() == 3
    asked.questions.hear(Predicted(second.number, RUN, 1, second.codes))
    assert asked.values == [1, 3]
    assert len(asked.sent) == 2
