"""Nothing of the validation or test part is in training: no text, and no place of a long one."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from nnstudio.data import prepare
from nnstudio.data.prepared import Prepared
from nnstudio.data.sources import load
from nnstudio.data.splits import sizes
from nnstudio.data.text.classified import BETWEEN
from nnstudio.data.text.tokens import normal
from tests.data.choices import choice

CLASSIFIED = ("languages", "country_names")
PAIRS = [
    (key, {**params, "direction": direction})
    for key, params in [
        ("numbers", {"count": 2_000, "largest": 9_999}),
        ("dates", {"count": 1_000}),
        *(("emoji_pairs", {"phrases": phrases}) for phrases in ("all", "people", "things")),
    ]
    for direction in ("en-ru", "ru-en")
]


def strings(prepared: Prepared) -> tuple[list[str], list[str], list[str]]:
    """What is read in each part, as the network is given it: in small letters where it sees no others."""
    assert prepared.text is not None
    texts, lower = prepared.text.texts, prepared.choice.lower_case
    train, validation, test = (
        [normal(texts[row], lower) for row in part.rows]
        for part in (prepared.train, prepared.validation, prepared.test)
    )
    return train, validation, test


@pytest.mark.parametrize("seed", [0, 7])
@pytest.mark.parametrize("key", CLASSIFIED)
def test_that_no_text_to_classify_is_in_two_parts(key: str, seed: int) -> None:
    train, validation, test = strings(prepare(choice(key, seed=seed)))
    assert len(validation) > 100
    assert len(test) > 100
    assert not set(train) & set(validation)
    assert not set(train) & set(test)
    assert not set(validation) & set(test)


@pytest.mark.parametrize("names", [1, 3])
def test_that_no_name_of_a_phrase_in_training_is_in_a_phrase_elsewhere(names: int) -> None:
    parts = strings(prepare(choice("languages", params={"names": names})))
    single = [{name for text in part for name in text.split(BETWEEN)} for part in parts]
    train, validation, test = single
    assert not train & validation
    assert not train & test


@pytest.mark.parametrize(("key", "params"), PAIRS)
def test_that_no_text_to_translate_is_in_two_parts(key: str, params: dict[str, object]) -> None:
    prepared = prepare(choice(key, params=params))
    train, validation, test = strings(prepared)
    assert min(map(len, (validation, test))) > 50
    assert not set(train) & set(validation)
    assert not set(train) & set(test)
    assert prepared.text is not None
    answers = [prepared.text.answers[row] for row in prepared.train.rows]
    others = [prepared.text.answers[row] for row in (*prepared.validation.rows, *prepared.test.rows)]
    # Two numbers or days are never called the same either; emoji are, in small letters, where both are known.
    assert not set(answers) & set(others)


@pytest.mark.parametrize("key", ["country_names", "names"])
def test_that_no_name_is_on_the_list_of_two_countries(key: str) -> None:
    texts = load(choice(key)).texts
    assert texts is not None
    names = [line.partition(": ")[2] or line for text in texts for line in text.split("\n") if line]
    assert Counter(normal(name, True) for name in names).most_common(1)[0][1] == 1


@pytest.mark.parametrize("country", ["all", "Iceland"])
def test_that_no_name_of_the_test_part_is_read_in_training(country: str) -> None:
    made = choice("names", params={"country": country})
    (text,) = load(made).texts or ()
    many = sizes(len(text), made)
    trained = set(text[: many.train].split("\n"))
    for first, last in (
        (many.train, many.train + many.validation),
        (many.train + many.validation, len(text)),
    ):
        whole = text[first:last].split("\n")[1:-1]  # those that lie wholly there
        assert len(whole) > 20
        assert not trained & set(whole)


@pytest.mark.parametrize("key", ["names", "stdlib"])
@pytest.mark.parametrize("length", [8, 64])
def test_that_a_long_text_is_split_by_place(key: str, length: int) -> None:
    prepared = prepare(choice(key, length=length))
    ends = [
        (int(part.rows.min()), int(part.rows.max()) + length)  # of what is read or asked for
        for part in (prepared.train, prepared.validation, prepared.test)
    ]
    assert ends == sorted(ends)
    assert all(one[1] < two[0] for one, two in pairwise(ends))
