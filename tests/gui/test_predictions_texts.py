"""The views of translations and of texts that are written."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from nnstudio.data.text.vocabulary import UNKNOWN_SIGN
from nnstudio.gui.predictions.generation import GenerationView, first_tokens
from nnstudio.gui.predictions.spelling import differing, spelled
from nnstudio.gui.predictions.translated_rows import SHOWN, runs, wrapped
from nnstudio.gui.predictions.translation import TranslationView, unread
from nnstudio.gui.theme import DARK, LIGHT
from nnstudio.protocol.commands import Compose
from nnstudio.protocol.events import Composed, Predicted, PredictFailed
from tests.gui.predictions_data import answered, shown


@pytest.fixture
def view(qtbot: QtBot) -> TranslationView:
    made = TranslationView(LIGHT)
    qtbot.addWidget(made)
    made.resize(430, 560)
    made.show_preview(shown("dates"))
    made.show()
    return made


@pytest.fixture
def writer(qtbot: QtBot) -> GenerationView:
    made = GenerationView(LIGHT)
    qtbot.addWidget(made)
    made.resize(430, 560)
    made.show_preview(shown("names"))
    made.show()
    return made


def certain(tokens: np.ndarray, key: str = "dates") -> Any:
    return np.eye(shown(key).facts.answers, dtype=np.float32)[tokens]


def test_that_letters_that_differ_are_found_on_both_sides() -> None:
    wrong, lacking = differing("сорок два", "сорок три")
    assert [("сорок два"[a:b]) for a, b in wrong]
    assert "сорок" not in "".join("сорок два"[a:b] for a, b in wrong)
    assert all("сорок три"[a:b] for a, b in lacking)
    assert differing("сто", "сто") == ((), ())


def test_that_runs_are_the_whole_text_in_order() -> None:
    assert runs("abcdef", ((1, 2), (4, 6))) == [("a", False), ("b", True), ("cd", False), ("ef", True)]


def test_that_a_long_text_is_wrapped_between_words_whatever_is_marked() -> None:
    pieces = wrapped([("aaa b", False), ("b ", True), ("cc dddddddd", False)], 6, len)
    lines = [[piece for piece in pieces if piece.line == at] for at in range(4)]
    assert ["".join(piece.text for piece in line) for line in lines] == ["aaa bb", "cc", "dddddddd", ""]
    assert [piece.text for piece in pieces if piece.is_marked] == ["b"]
    parted = wrapped([("aa b", False), ("b", True), ("b", False)], 5, len)
    assert [(piece.text, piece.line) for piece in parted] == [("aa", 0), ("b", 1), ("b", 1), ("b", 1)]
    for line in lines:
        assert [piece.x for piece in line] == [sum(p.width for p in line[:at]) for at in range(len(line))]


@given(st.text("ab \n", max_size=40), st.integers(1, 12), st.data())
def test_that_wrapping_loses_no_letter(text: str, width: int, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=4)))
    marks = tuple(zip(ends[::2], ends[1::2], strict=False))
    pieces = wrapped(runs(text, marks), width, len)
    assert "".join("".join(piece.text.split()) for piece in pieces) == "".join(text.split())
    assert [piece.line for piece in pieces] == sorted(piece.line for piece in pieces)


def test_that_rows_of_long_texts_are_higher_in_a_narrow_view(qtbot: QtBot) -> None:
    view = TranslationView(LIGHT)
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.show_preview(shown("numbers"))
    view.show()
    longest = max(range(view.list.count()), key=lambda row: len(view.list.item(row).data(SHOWN).truth))
    wide = view.list.visualItemRect(view.list.item(longest)).height()
    view.resize(300, 500)
    qtbot.waitUntil(lambda: view.list.visualItemRect(view.list.item(longest)).height() > wide)


def test_that_words_and_signs_are_put_together_as_they_are_written() -> None:
    texts = shown("dates").text
    assert texts is not None
    assert texts.answer is not None
    truths = [spelled(texts.answer, row) for row in shown("dates").shown.targets]
    assert not any(" ," in truth or " ." in truth for truth in truths)


def test_that_exact_translations_are_counted_over_all_that_are_shown(view: TranslationView) -> None:
    tokens = shown("dates").shown.targets.copy()
    view.show_samples(answered(certain(tokens)))
    assert view.caption.text() == f"100 % of {len(tokens)} validation examples translated exactly"
    tokens[:3, 0] = 1
    view.show_samples(answered(certain(tokens)))
    asked = int((shown("dates").shown.targets != 0).sum())
    words = f"{100 * (1 - 3 / asked):.1f}\u00a0% of words in place"
    assert view.caption.text().endswith(f"translated exactly · 3 wrong · {words}")
    assert [view.list.item(row).data(SHOWN).is_right for row in range(5)] == [False] * 3 + [True] * 2


def test_that_the_truth_is_shown_with_words_that_nobody_knows_and_is_right_nowhere(qtbot: QtBot) -> None:
    seen = shown("emoji_pairs")
    assert seen.text is not None
    view = TranslationView(LIGHT)
    qtbot.addWidget(view)
    view.show_preview(seen)
    rows = [view.list.item(row).data(SHOWN) for row in range(view.list.count())]
    assert not any(UNKNOWN_SIGN in row.truth for row in rows)
    unknown = (seen.shown.targets == 1).any(axis=1)
    assert 0 < unknown.sum() < len(unknown)
    view.show_samples(answered(certain(seen.shown.targets, "emoji_pairs")))
    assert f" · {unknown.sum()} wrong · " in view.caption.text()
    answers = [view.list.item(row).data(SHOWN) for row in range(view.list.count())]
    assert [row.is_right for row in answers] == (~unknown[: len(answers)]).tolist()


def test_that_an_untrained_view_shows_texts_and_truths_only(view: TranslationView) -> None:
    first = view.list.item(0).data(SHOWN)
    assert first.answer is None
    assert first.text
    assert first.truth
    assert "Press Train" in view.caption.text()


def test_that_what_is_typed_is_asked_and_its_answer_is_spelled(view: TranslationView, qtbot: QtBot) -> None:
    texts = shown("dates").text
    assert texts is not None
    with qtbot.waitSignal(view.asked) as asked:
        view.line.setText("Monday, November 23, 2026")
    (inputs,) = asked.args
    np.testing.assert_array_equal(inputs, texts.input.encode("Monday, November 23, 2026", 8)[None])
    outputs = certain(shown("dates").shown.targets[:1])
    view.show_answer(Predicted(1, 1, 1, outputs))
    assert view.answer.text() == view.list.item(0).data(SHOWN).truth
    view.show_answer(PredictFailed(2, "Nothing is trained.", "Press Train."))
    assert view.answer.text() == "Nothing is trained. Press Train."


def test_that_words_never_met_are_named(view: TranslationView) -> None:
    texts = shown("dates").text
    assert texts is not None
    assert "“hovercraft”" in unread(texts.input, "Monday hovercraft", 8)
    assert unread(texts.input, "Monday", 8) == ""
    assert "first 2 tokens" in unread(texts.input, "Monday Monday Monday", 2)


def test_that_a_text_is_wished_for_when_answers_come_and_not_again_at_once(
    writer: GenerationView, qtbot: QtBot
) -> None:
    wishes: list[Compose] = []
    writer.asked.connect(wishes.append)
    outputs = certain(shown("names").shown.targets, "names")
    for _time in range(5):
        writer.show_samples(answered(outputs))
    assert len(wishes) == 1
    assert wishes[0].temperature == 0.7
    assert len(wishes[0].start) == 1  # the end of a line
    writer.another.click()
    assert [wish.seed for wish in wishes] == [0, 1]


def test_that_what_is_typed_begins_the_text(writer: GenerationView, qtbot: QtBot) -> None:
    writer.show_samples(answered(certain(shown("names").shown.targets, "names")))
    with qtbot.waitSignal(writer.asked) as asked:
        writer.start.setText("Italy: ")
    texts = shown("names").text
    assert texts is not None
    assert asked.args[0].start == tuple(texts.input.numbers[sign] for sign in "Italy: ")


def test_that_the_newest_text_is_shown_and_the_older_one_kept(writer: GenerationView) -> None:
    texts = shown("names").text
    assert texts is not None

    def said(text: str, step: int) -> Composed:
        return Composed(
            1, 1, step, (texts.input.numbers["\n"], *(texts.input.numbers[sign] for sign in text))
        )

    writer.show_samples(answered(certain(shown("names").shown.targets, "names")))
    writer.show_answer(said("Italy: Rossi", 100))
    assert writer.sample.toPlainText() == "Italy: Rossi"
    assert writer.caption.text() == "Written after 100 steps"
    writer.show_answer(said("Italy: Bianchi", 250))
    assert writer.sample.toPlainText() == "Italy: Bianchi"
    assert "Italy: Rossi" in writer.earlier.item(0).text()
    writer.set_theme(DARK)
    assert writer.sample.toPlainText() == "Italy: Bianchi"
    writer.show_samples(None)
    assert writer.sample.toPlainText() == ""
    assert writer.earlier.count() == 0


def test_that_a_start_that_is_not_known_is_left_out() -> None:
    texts = shown("names").text
    assert texts is not None
    assert first_tokens(texts.input, "漢") == (texts.input.numbers["\n"],)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_that_rows_are_painted_in_both_themes(view: TranslationView, theme: Any) -> None:
    tokens = shown("dates").shown.targets.copy()
    tokens[0, 0] = 1
    view.set_theme(theme)
    view.show_samples(answered(certain(tokens)))
    picture = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    colors = {picture.pixel(x, y) for x in range(0, 430, 2) for y in range(40, 300, 2)}
    assert len(colors) > 10
