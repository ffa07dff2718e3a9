"""The view of phrases and what they are taken for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QTextCursor
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from nnstudio.data import default_choice, prepare, preview
from nnstudio.data.fetched import FOLDER_VARIABLE, fetched_file
from nnstudio.data.prepared import Preview
from nnstudio.gui.predictions import PredictionsPanel
from nnstudio.gui.predictions.mattered import Mattered
from nnstudio.gui.predictions.phrase_order import ALL, MATRIX, SUREST, WRONG
from nnstudio.gui.predictions.phrase_rows import SHOWN, Phrase, PhraseRows
from nnstudio.gui.predictions.phrases import PhrasesView
from nnstudio.gui.theme import DARK, LIGHT, Theme
from nnstudio.protocol.events import Floats, Predicted, PredictFailed
from tests.gui.predictions_data import answered, labels, shown, sure_of

KEY = "country_names"
CLASSES = 20


@pytest.fixture
def view(qtbot: QtBot) -> PhrasesView:
    made = PhrasesView(LIGHT)
    qtbot.addWidget(made)
    QAbstractItemModelTester(made.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.resize(430, 660)
    made.show_preview(shown(KEY))
    made.show()
    return made


def outputs(wrong: dict[int, float]) -> Floats:
    """Right answers with 90 %, but for these examples, which are taken for the next class with so much."""
    classes = labels(KEY)
    given = sure_of(classes, CLASSES)
    for number, certainty in wrong.items():
        classes[number] = (classes[number] + 1) % CLASSES
        given[number] = sure_of(classes[number : number + 1], CLASSES, certainty)[0]
    return given


def listed(view: PhrasesView) -> list[Phrase]:
    return [view.rows.data(view.rows.index(row), SHOWN) for row in range(view.rows.rowCount())]


def texts() -> tuple[str, ...]:
    known = shown(KEY).text
    assert known is not None
    return known.texts


def test_that_texts_with_classes_are_shown_as_phrases(qtbot: QtBot) -> None:
    panel = PredictionsPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.show_preview(shown("languages"))
    assert panel.findChild(PhrasesView) is not None


def test_that_an_untrained_view_lists_all_texts_with_their_classes(view: PhrasesView) -> None:
    phrases = listed(view)
    assert [phrase.text for phrase in phrases] == list(texts())
    assert phrases[0].truth == shown(KEY).facts.classes[labels(KEY)[0]]
    assert all(phrase.is_right is None for phrase in phrases)
    assert "Press Train" in view.caption.text()


def test_that_wrong_answers_come_first_and_can_be_had_alone_or_by_their_certainty(view: PhrasesView) -> None:
    view.show_samples(answered(outputs({7: 0.5, 30: 0.8})))
    assert view.caption.text().endswith("2 wrong")
    assert [phrase.is_right for phrase in listed(view)][:3] == [False, False, True]
    assert view.rows.rowCount() == len(texts())
    view.switch.setCurrentIndex(WRONG)
    assert [phrase.text for phrase in listed(view)] == [texts()[7], texts()[30]]
    view.switch.setCurrentIndex(SUREST)
    assert [phrase.text for phrase in listed(view)] == [texts()[30], texts()[7]]
    view.switch.setCurrentIndex(MATRIX)
    assert view.matrix.isVisible()
    view.switch.setCurrentIndex(ALL)
    assert view.list.isVisible()


def test_that_answers_have_the_likeliest_classes_as_bars(view: PhrasesView) -> None:
    view.show_samples(answered(outputs({7: 0.6})))
    phrase = listed(view)[0]
    first = phrase.guesses[0]
    names = shown(KEY).facts.classes
    assert first.name == names[(labels(KEY)[7] + 1) % CLASSES]
    assert first.share == pytest.approx(0.6)
    assert not first.is_true
    assert len(phrase.guesses) == 3
    told = view.rows.data(view.rows.index(0), Qt.ItemDataRole.DisplayRole)
    assert told.startswith(f"✗ {texts()[7]} ({phrase.truth}): {first.name}")


def test_that_a_cell_of_the_matrix_shows_its_phrases(view: PhrasesView, qtbot: QtBot) -> None:
    view.show_samples(answered(outputs({7: 0.6})))
    view.switch.setCurrentIndex(MATRIX)
    true = int(labels(KEY)[7])
    place = view.matrix._frame().cell(true, (true + 1) % CLASSES).center().toPoint()
    qtbot.mouseClick(view.matrix, Qt.MouseButton.LeftButton, pos=place)
    assert view.switch.currentIndex() == ALL
    assert [phrase.text for phrase in listed(view)] == [texts()[7]]
    assert view.every.isVisible()
    view.every.click()
    assert view.rows.rowCount() == len(texts())
    assert not view.every.isVisible()


def test_that_a_cell_that_empties_while_it_learns_says_so(view: PhrasesView) -> None:
    view.show_samples(answered(outputs({7: 0.6})))
    true = int(labels(KEY)[7])
    view.matrix.clicked.emit(true, (true + 1) % CLASSES)
    view.show_samples(answered(outputs({})))
    assert view.nothing.isVisible()
    assert view.nothing.text() == "There are none now."
    view.show_samples(None)
    assert view.rows.rowCount() == len(texts())


def test_that_a_matrix_of_many_classes_has_room_for_their_names(view: PhrasesView) -> None:
    view.show_samples(answered(outputs({7: 0.6})))
    view.switch.setCurrentIndex(MATRIX)
    view.resize(360, 660)
    assert view.matrix._frame().down >= view.matrix.fontMetrics().height()
    assert view.matrix._rows() == list(shown(KEY).facts.classes)
    view.resize(1200, 900)
    assert view.matrix._rows()[0].startswith(f"{shown(KEY).facts.classes[0]} · ")


def test_that_no_mistakes_are_told_as_such(view: PhrasesView) -> None:
    view.switch.setCurrentIndex(WRONG)
    assert view.nothing.isVisible()
    assert "Press Train" in view.nothing.text()
    view.show_samples(answered(outputs({})))
    assert view.nothing.isVisible()
    assert view.nothing.text() == "Not one of these is wrong."


def test_that_the_whole_text_and_all_without_a_part_are_one_question(view: PhrasesView, qtbot: QtBot) -> None:
    questions: list[Any] = []
    view.asked.connect(questions.append)
    view.line.setText("Rossi")
    (asked,) = questions
    assert asked.shape == (6, 16)
    known = shown(KEY).text
    assert known is not None
    np.testing.assert_array_equal(asked[0], known.input.encode("Rossi", 16))
    assert [int((row == 0).sum()) for row in asked] == [11, 12, 12, 12, 12, 12]
    assert asked[1][0] == 0
    assert asked[5][4] == 0


def answer_without(name: str, lost: dict[int, float]) -> Predicted:
    """The class 3 has 90 %, and loses so much without the letters of these numbers."""
    given = sure_of(np.full(1 + len(name), 3), CLASSES)
    for letter, points in lost.items():
        given[1 + letter, 3] -= points
    return Predicted(1, 1, 1, given)


def test_that_letters_are_shaded_by_what_the_answer_loses_without_them(view: PhrasesView) -> None:
    view.show_samples(answered(outputs({})))
    view.line.setText("Rossi")
    view.show_answer(answer_without("Rossi", {0: 0.6, 2: 0.3, 4: -0.05}))
    seen = view.mattered
    assert seen.weights is not None
    assert seen.weights.tolist() == pytest.approx([0.6, 0, 0.3, 0, -0.05], abs=1e-6)
    grounds = [background(seen, at) for at in range(5)]
    assert grounds[0].blue() > grounds[0].red()  # for the answer: blue, the more the darker
    assert grounds[0].lightness() < grounds[2].lightness() < grounds[1].lightness()
    assert grounds[4].red() > grounds[4].blue()  # against it: orange
    answer = shown(KEY).facts.classes[3]
    assert tip(seen, 0) == f"Without it, “{answer}” loses 60.0 percentage points."
    assert tip(seen, 4) == f"Without it, “{answer}” gains 5.0 percentage points."
    assert seen.legend.isVisible()
    assert answer in seen.legend.accessibleName()
    assert seen.bars.guesses[0].name == answer


def background(seen: Mattered, letter: int) -> QColor:
    return _cursor(seen, letter).charFormat().background().color()


def tip(seen: Mattered, letter: int) -> str:
    return _cursor(seen, letter).charFormat().toolTip()


def _cursor(seen: Mattered, letter: int) -> QTextCursor:
    """Behind the letter, whose form it then has."""
    cursor = QTextCursor(seen.words.document())
    cursor.setPosition(letter + 1)
    return cursor


def test_that_a_text_without_decisive_parts_says_so(view: PhrasesView) -> None:
    view.show_samples(answered(outputs({})))
    view.line.setText("Rossi")
    view.show_answer(answer_without("Rossi", {0: 0.001}))
    assert "hangs on no single part" in view.mattered.said.text()
    assert not view.mattered.legend.isVisible()


def test_that_a_phrase_that_is_chosen_is_asked_about_and_followed_while_it_learns(view: PhrasesView) -> None:
    questions: list[Any] = []
    view.asked.connect(questions.append)
    view.show_samples(answered(outputs({})))
    view.list.setCurrentIndex(view.rows.index(4))
    assert len(questions) == 1
    assert len(questions[0]) == 1 + len(texts()[4])
    assert view.mattered.words.toPlainText() == texts()[4]
    view.show_samples(answered(outputs({9: 0.7})))  # another one is first now
    assert len(questions) == 2
    assert view.rows.number(view.list.currentIndex()) == 4
    view.line.setText("Mario")
    assert view.mattered.words.toPlainText() == "Mario"
    view.line.clear()
    assert not view.mattered.isVisible()


def test_that_an_answer_to_another_number_of_parts_is_passed_over(view: PhrasesView) -> None:
    view.show_samples(answered(outputs({})))
    view.line.setText("Rossi")
    view.show_answer(answer_without("Rossini", {0: 0.5}))
    assert view.mattered.weights is None


def test_that_what_cannot_be_answered_and_what_cannot_be_read_is_said(view: PhrasesView) -> None:
    view.line.setText("漢字")
    view.show_answer(PredictFailed(1, "Nothing is trained.", "Press Train."))
    assert view.mattered.said.text() == "Nothing is trained. Press Train."
    view.show_answer(answer_without("漢字", {0: 0.5}))
    assert "“漢”" in view.mattered.said.text()


def test_that_letters_beyond_the_length_are_struck_out(view: PhrasesView) -> None:
    view.line.setText("Rimskij-Korsakov-Tarkovskij")
    long = view.mattered
    assert not _cursor(long, 15).charFormat().fontStrikeOut()
    assert _cursor(long, 16).charFormat().fontStrikeOut()


def test_that_signs_beyond_the_first_plane_of_unicode_are_counted_as_one(view: PhrasesView) -> None:
    view.show_samples(answered(outputs({})))
    view.line.setText("𐐷𐐷a")
    view.show_answer(answer_without("𐐷𐐷a", {2: 0.5}))
    assert "loses 50.0" in tip(view.mattered, 4)
    assert "loses 50.0" not in tip(view.mattered, 3)


def test_that_other_data_take_the_answers_away(view: PhrasesView) -> None:
    view.show_samples(answered(outputs({7: 0.5})))
    view.list.setCurrentIndex(view.rows.index(0))
    view.show_preview(shown("languages"))
    view.show_samples(None)
    assert all(phrase.is_right is None for phrase in listed(view)[:20])
    assert view.mattered.weights is None


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_that_it_is_painted_in_both_themes_with_text_that_can_be_read(
    view: PhrasesView, theme: Theme
) -> None:
    view.set_theme(theme)
    view.show_samples(answered(outputs({7: 0.5})))
    view.list.setCurrentIndex(view.rows.index(0))
    name = texts()[7]
    view.show_answer(answer_without(name, {0: 0.6, 1: -0.4, 2: 0.2}))
    for letter in range(len(name)):
        form = _cursor(view.mattered, letter).charFormat()
        assert contrast(form.foreground().color(), form.background().color()) >= 4
    picture = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    colors = {picture.pixel(x, y) for x in range(0, 430, 2) for y in range(60, 500, 2)}
    assert {QColor(theme.bad).rgb(), QColor(theme.good).rgb()} <= colors


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.1."""
    low, high = sorted(_luminance(color) for color in (one, other))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.usefixtures("qapp")
def test_that_rows_of_no_texts_are_none() -> None:
    rows = PhraseRows()
    assert rows.rowCount() == 0
    assert not rows.place(3).isValid()


@pytest.fixture
def reviews(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Preview:
    """IMDB as it is fetched: reviews of many words, decoded."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    words = ("a film that is not so very dull but it has a plot ", "fine music and a scene which i liked ")
    written = [(20 * words[at % 2]).encode() for at in range(200)]
    np.savez(
        fetched_file("imdb"),
        signs=np.frombuffer(b"".join(written), np.uint8),
        ends=np.cumsum([len(each) for each in written]),
        labels=(np.arange(200) % 2).astype(np.uint8),
    )
    choice = default_choice("imdb").model_copy(update={"params": {"examples": 200}})
    return preview(prepare(choice))


def test_that_reviews_of_films_are_phrases_whose_tips_and_text_have_room(
    qtbot: QtBot, reviews: Preview
) -> None:
    view = PhrasesView(LIGHT)
    qtbot.addWidget(view)
    view.resize(430, 660)
    view.show_preview(reviews)
    view.show()
    view.show_samples(answered(np.tile(np.array([[0.9, 0.1]], np.float32), (len(reviews.shown), 1))))
    tip = view.rows.data(view.rows.index(0), Qt.ItemDataRole.ToolTipRole)
    assert max(map(len, tip.splitlines())) <= 90
    assert len(tip) < 900
    assert "…" in tip
    assert tip.replace("\u00a0", " ").replace("\n", " ").endswith("dislikes it 90.0 %, likes it 10.0 %")
    with qtbot.waitSignal(view.asked) as asked:
        view.list.setCurrentIndex(view.rows.index(0))
    assert len(asked.args[0]) > 10  # the review, and without each of its parts
    assert view.mattered.words.height() > 6 * view.mattered.fontMetrics().lineSpacing()
    assert view.mattered.words.toPlainText().startswith(("a film that is not", "fine music"))
