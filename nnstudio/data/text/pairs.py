"""From texts with a text each to give back, to numbers that a network can learn from."""

from __future__ import annotations

from dataclasses import replace

from nnstudio.catalogue.entries import Target
from nnstudio.data.dealing import dealt
from nnstudio.data.own.reading import Progress, share, watched
from nnstudio.data.prepared import Prepared
from nnstudio.data.scaling import unscaled
from nnstudio.data.source import Examples, Raw, Source
from nnstudio.data.sources import source_of, source_params
from nnstudio.data.splits import Rows
from nnstudio.data.text.writing import Texts, Writing, vocabulary_of, vocabulary_size
from nnstudio.design.facts import DataFacts, Task
from nnstudio.design.model import DataChoice


def translation_facts(facts: DataFacts, source: Source, choice: DataChoice) -> DataFacts:
    """facts: with the counts of the parts. An answer has as many places as the longest one has tokens.

    Places after the end of an answer are to hold padding, and count like any other: so a network learns where
    an answer ends.
    """
    params = source_params(choice)
    assert source.writing is not None
    assert source.answer_writing is not None
    answers = source.answer_writing(params)
    return replace(
        facts,
        task=Task.TRANSLATION,
        target=Target.TOKENS,
        input_shape=(choice.length,),
        target_shape=(min(choice.length, longest(answers, choice)),),
        vocabulary=vocabulary_size(source.writing(params), choice),
        answers=vocabulary_size(answers, choice),
        features=(),
    )


def longest(writing: Writing, choice: DataChoice) -> int:
    return max(1, writing.longest_in_words if choice.tokens == "words" else writing.longest)


def translated_texts(choice: DataChoice, facts: DataFacts, raw: Raw, progress: Progress) -> Prepared:
    """Split, then encoded by two vocabularies that know nothing but the training part. Raises UserError."""
    texts, answers, source = raw.texts, raw.answers, source_of(choice)
    assert texts is not None
    assert answers is not None
    assert source.writing is not None
    assert source.answer_writing is not None
    params = source_params(choice)
    parts = dealt(choice, facts, raw)
    counting, numbering = share(progress, 0, 1, 3), share(progress, 1, 3, 3)
    asked = vocabulary_of(
        source.writing(params), choice, watched([texts[row] for row in parts.train], counting)
    )
    given = vocabulary_of(
        source.answer_writing(params), choice, watched([answers[row] for row in parts.train], counting)
    )

    def part(rows: Rows) -> Examples:
        targets = given.encode_all([answers[row] for row in rows], facts.target_shape[0], numbering)
        inputs = asked.encode_all([texts[row] for row in rows], choice.length, numbering)
        return Examples(inputs, targets.astype("int32"), rows)

    return Prepared(
        choice=choice,
        facts=facts,
        train=part(parts.train),
        validation=part(parts.validation),
        test=part(parts.test),
        input_scale=unscaled(1),
        target_scale=unscaled(1),
        text=Texts(input=asked, texts=texts, answer=given, answers=answers),
    )
