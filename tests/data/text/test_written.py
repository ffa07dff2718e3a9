"""Texts to translate and to go on with: what is said of them, what is asked, and what is kept apart."""

from __future__ import annotations

import numpy as np
import pytest
from immutabledict import immutabledict

from nnstudio.catalogue.entries import Target
from nnstudio.data import default_choice, describe, prepare
from nnstudio.data.baselines import baselines
from nnstudio.data.scores import score_of
from nnstudio.data.sources import SOURCES, load
from nnstudio.data.text.continued import in_small_letters
from nnstudio.data.text.tokens import split
from nnstudio.data.text.writing import written
from nnstudio.design.facts import Task
from nnstudio.design.model import DataChoice
from nnstudio.errors import UserError

PAIRS = ("numbers", "dates", "emoji_pairs")
LONG = ("stdlib", "names")


def choice(key: str, **params: object) -> DataChoice:
    made = default_choice(key)
    return made.model_copy(update={"params": immutabledict({**made.params, **params})})


def small(key: str) -> DataChoice:
    return choice(key, **({} if key == "emoji_pairs" else {"count": 300}))


@pytest.mark.parametrize(
    ("key", "params"),
    [
        ("numbers", {}),
        ("dates", {}),
        *(("emoji_pairs", {"phrases": phrases}) for phrases in ("all", "people", "things")),
    ],
)
@pytest.mark.parametrize("direction", ["en-ru", "ru-en"])
def test_that_a_set_of_pairs_is_written_with_no_more_than_it_says(
    key: str, params: dict[str, str], direction: str
) -> None:
    made = choice(key, direction=direction, **params)
    raw, source = load(made), SOURCES[key]
    assert raw.texts is not None
    assert raw.answers is not None
    assert source.writing is not None
    assert source.answer_writing is not None
    for texts, said in (
        (raw.texts, source.writing(made.params)),
        (raw.answers, source.answer_writing(made.params)),
    ):
        found = written(texts)
        assert found.characters <= said.characters
        assert found.words <= said.words
        assert max(map(len, texts)) <= said.longest
        assert max(len(split(text, "words")) for text in texts) <= said.longest_in_words


@pytest.mark.parametrize("largest", [99, 999, 9_999, 99_999])
def test_that_numbers_up_to_any_largest_keep_to_what_is_said(largest: int) -> None:
    facts = describe(choice("numbers", largest=largest, count=400))
    prepared = prepare(choice("numbers", largest=largest, count=400))
    assert prepared.text is not None
    assert prepared.text.answer is not None
    assert len(prepared.text.input) <= facts.vocabulary
    assert len(prepared.text.answer) <= facts.answers
    longest = max(len(split(text, "words")) for text in prepared.text.answers)
    assert longest <= facts.target_shape[0]


def test_that_numbers_are_translated_as_they_are_spoken() -> None:
    raw = load(choice("numbers", largest=99, count=100))
    assert raw.texts is not None
    assert raw.answers is not None
    assert dict(zip(raw.texts, raw.answers, strict=True))["forty-two"] == "сорок два"


def test_that_names_of_people_and_of_things_make_up_all_names() -> None:
    every, people, things = (
        load(choice("emoji_pairs", phrases=phrases)).texts for phrases in ("all", "people", "things")
    )
    assert every is not None
    assert people is not None
    assert things is not None
    assert sorted(every) == sorted((*people, *things))
    assert all("skin tone" in text for text in people)
    assert not any("skin tone" in text for text in things)


def test_that_a_date_keeps_its_day_in_both_languages() -> None:
    raw = load(small("dates"))
    assert raw.texts is not None
    assert raw.answers is not None
    for english, russian in zip(raw.texts, raw.answers, strict=True):
        assert english.split()[-1] in russian  # the year
        assert all(sign.isascii() or sign.isalpha() for sign in english)


@pytest.mark.parametrize("key", PAIRS)
def test_that_no_text_of_the_test_part_is_in_training(key: str) -> None:
    prepared = prepare(small(key))
    assert prepared.text is not None
    texts, answers = prepared.text.texts, prepared.text.answers
    trained = {(texts[row], answers[row]) for row in prepared.train.rows}
    trained_texts = {text for text, _answer in trained}
    for part in (prepared.validation, prepared.test):
        assert len(part) > 0
        assert not trained_texts & {texts[row] for row in part.rows}


@pytest.mark.parametrize("key", PAIRS)
def test_that_questions_and_answers_come_back_from_their_numbers(key: str) -> None:
    prepared = prepare(small(key))
    text = prepared.text
    assert text is not None
    assert text.answer is not None
    assert prepared.facts.task is Task.TRANSLATION
    assert prepared.facts.target is Target.TOKENS
    for row, inputs, targets in zip(
        prepared.train.rows[:50], prepared.train.inputs, prepared.train.targets, strict=False
    ):
        kind, lower = text.input.kind, text.input.lower_case
        assert text.input.decode(inputs) == " ".join(split(text.texts[row], kind, lower))
        assert text.answer.decode(targets) == " ".join(split(text.answers[row], kind, lower))


@pytest.mark.parametrize("key", LONG)
def test_that_what_is_asked_is_the_text_moved_on_by_one(key: str) -> None:
    prepared = prepare(default_choice(key))
    raw = load(default_choice(key))
    assert raw.texts is not None
    assert prepared.text is not None
    for part in (prepared.train, prepared.validation, prepared.test):
        np.testing.assert_array_equal(part.inputs[:, 1:], part.targets[:, :-1])
        row, length = int(part.rows[0]), part.inputs.shape[1]
        assert prepared.text.input.decode(part.targets[0]) == raw.texts[0][row + 1 : row + 1 + length]


@pytest.mark.parametrize("key", LONG)
def test_that_no_place_of_the_test_part_is_read_or_asked_for_in_training(key: str) -> None:
    prepared = prepare(default_choice(key))
    length = prepared.facts.input_shape[0]

    def places(rows: np.ndarray) -> set[int]:
        return set((rows[:, None] + np.arange(length + 1)).ravel().tolist())

    train, validation, test = (
        places(part.rows) for part in (prepared.train, prepared.validation, prepared.test)
    )
    assert not train & validation
    assert not train & test
    assert not validation & test


@pytest.mark.parametrize("country", ["all", "Italy", "Netherlands"])
def test_that_the_names_are_as_long_as_is_said(country: str) -> None:
    made = choice("names", country=country)
    raw = load(made)
    assert raw.texts is not None
    assert len(raw.texts[0]) == SOURCES["names"].count(made.params)
    assert len(set(raw.texts[0])) <= 189


def test_that_a_text_can_be_too_short_for_its_windows() -> None:
    short = choice("names", country="Czechia").model_copy(update={"length": 400})
    with pytest.raises(UserError, match="validation part of the text has 273 characters"):
        describe(short)


def test_that_a_long_text_is_not_split_into_words() -> None:
    with pytest.raises(UserError, match="character by character"):
        describe(default_choice("stdlib").model_copy(update={"tokens": "words"}))


def test_that_small_letters_keep_a_text_as_long_as_it_is() -> None:
    assert in_small_letters("İstanbul ẞ") == "İstanbul ß"


def test_that_naive_answers_to_texts_are_scored_as_a_network_is() -> None:
    prepared = prepare(small("dates"))
    perfect = np.eye(prepared.facts.answers, dtype=np.float32)[prepared.train.targets]
    assert score_of(prepared).measure(prepared, prepared.train, perfect) == 1.0
    frequent, nearest = baselines(prepared, prepared.test)
    assert frequent.plotted["sparse_categorical_accuracy"] < nearest.plotted["sparse_categorical_accuracy"]
    assert max(frequent.value, nearest.value) < 0.05


def test_that_the_nearest_question_of_training_is_itself() -> None:
    prepared = prepare(small("numbers"))
    assert baselines(prepared, prepared.train)[1].value > 0.9


def test_that_pairs_of_characters_tell_more_than_single_ones() -> None:
    prepared = prepare(default_choice("names"))
    single, pairs = baselines(prepared, prepared.test)
    assert pairs.value < single.value < np.log2(prepared.facts.answers)
    assert single.plotted["perplexity"] == pytest.approx(2**single.value)
