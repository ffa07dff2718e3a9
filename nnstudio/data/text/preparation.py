"""From texts with a class each to numbers that a network can learn from."""

from __future__ import annotations

from nnstudio.data.dealing import class_numbers, dealt
from nnstudio.data.labels import encode
from nnstudio.data.own.reading import Progress, share, watched
from nnstudio.data.prepared import Prepared
from nnstudio.data.scaling import unscaled
from nnstudio.data.source import Examples, Raw
from nnstudio.data.sources import source_of, source_params
from nnstudio.data.splits import Rows
from nnstudio.data.text.writing import Texts, vocabulary_of
from nnstudio.design.facts import DataFacts
from nnstudio.design.model import DataChoice


def classified_texts(choice: DataChoice, facts: DataFacts, raw: Raw, progress: Progress) -> Prepared:
    """Split, then encoded by a vocabulary that knows nothing but the training part. Raises UserError.

    Numbers of tokens are never scaled, whatever the choice says.
    """
    assert raw.texts is not None
    texts, labels = raw.texts, class_numbers(facts, raw)
    assert labels is not None
    writing = source_of(choice).writing
    assert writing is not None
    parts = dealt(choice, facts, raw)
    training = watched([texts[row] for row in parts.train], share(progress, 0, 1, 3))
    vocabulary = vocabulary_of(writing(source_params(choice)), choice, training)
    numbering = share(progress, 1, 3, 3)

    def part(rows: Rows) -> Examples:
        inputs = vocabulary.encode_all([texts[row] for row in rows], choice.length, numbering)
        return Examples(inputs, encode(labels[rows], facts), rows, labels[rows])

    return Prepared(
        choice=choice,
        facts=facts,
        train=part(parts.train),
        validation=part(parts.validation),
        test=part(parts.test),
        input_scale=unscaled(1),
        target_scale=unscaled(facts.target_shape[-1]),
        text=Texts(input=vocabulary, texts=texts),
    )
