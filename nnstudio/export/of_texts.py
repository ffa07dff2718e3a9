"""How a program prepares texts: with a class each, with a text to give back, or to be written on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from nnstudio.catalogue.entries import Target
from nnstudio.catalogue.values import Params
from nnstudio.data.source import Raw
from nnstudio.data.sources import source_of, source_params
from nnstudio.data.splits import sizes
from nnstudio.data.text.writing import Writing, vocabulary_of
from nnstudio.data.windows import part_spans
from nnstudio.design.facts import DataFacts
from nnstudio.design.model import DataChoice
from nnstudio.export.prepared import Preparation, class_constants, class_targets, known, prepare_function

_READ: Final = ("read_texts", "numbered", "composed")
_TRAINING: Final = '[{texts}[row] for row in data["train"]]'


def classified(choice: DataChoice, facts: DataFacts, _raw: Raw) -> Preparation:
    numbers, constants = _vocabulary(choice, source_of(choice).writing, "", _TRAINING.format(texts="texts"))
    each = [
        "x = encode([texts[row] for row in rows], numbers, LENGTH, tokens)",
        f"parts.append((x, {class_targets(facts)}))",
    ]
    return Preparation(
        (_tokens(choice), prepare_function(['texts = read_texts(data, "texts")', *numbers], each)),
        known([*_READ, "encode", *_pieces(choice, constants), "one_hot" * (facts.target is Target.ONE_HOT)]),
        {"LENGTH": choice.length, **constants, **class_constants(facts)},
    )


def translated(choice: DataChoice, facts: DataFacts, _raw: Raw) -> Preparation:
    source = source_of(choice)
    asked, constants = _vocabulary(choice, source.writing, "", _TRAINING.format(texts="texts"))
    given, others = _vocabulary(choice, source.answer_writing, "answer_", _TRAINING.format(texts="answers"))
    before = ['texts, answers = read_texts(data, "texts"), read_texts(data, "answers")', *asked, *given]
    each = [
        "x = encode([texts[row] for row in rows], numbers, LENGTH, tokens)",
        "y = encode([answers[row] for row in rows], answer_numbers, ANSWER_LENGTH, tokens)",
        "parts.append((x, y.astype(np.int32)))",
    ]
    constants = {**constants, **others}
    return Preparation(
        (_tokens(choice), prepare_function(before, each)),
        known([*_READ, "encode", *_pieces(choice, constants)]),
        {"LENGTH": choice.length, "ANSWER_LENGTH": facts.target_shape[0], **constants},
    )


def continued(choice: DataChoice, _facts: DataFacts, raw: Raw) -> Preparation:
    (text,) = raw.texts or ("",)
    numbers, constants = _vocabulary(choice, source_of(choice).writing, "", "[text[:TRAINING_CHARACTERS]]")
    before = ['(text,) = read_texts(data, "texts")']
    if choice.lower_case:
        before.append("text = in_small_letters(text)")
    before += [*numbers, "signs = np.array([numbers.get(sign, 1) for sign in text], np.int32)"]
    each = [
        "seen = windows(signs, rows, LENGTH + 1)",
        "parts.append((seen[:, :-1].astype(np.float32), seen[:, 1:]))",
    ]
    more = ["read_texts", "numbered", "windows", "in_small_letters" * choice.lower_case]
    counted = _pieces(choice, constants) if "VOCABULARY" in constants else []
    if counted:
        constants["TRAINING_CHARACTERS"] = part_spans(sizes(len(text), choice))[0].stop
    functions = (_tokens(choice),) if counted else ()
    return Preparation(
        (*functions, prepare_function(before, each)),
        known([*more, *counted, "composed" * bool(counted)]),
        {"LENGTH": choice.length, **constants},
    )


def _vocabulary(
    choice: DataChoice, writing: Callable[[Params], Writing] | None, name: str, training: str
) -> tuple[list[str], dict[str, object]]:
    """The lines that give every known token its number, and the constants that they name."""
    assert writing is not None
    stated = writing(source_params(choice))
    constant = f"{name}alphabet".upper()
    if choice.tokens == "characters" and stated.alphabet:
        known_ones = vocabulary_of(stated, choice, ()).tokens
        return [f"{name}numbers = numbered({constant})"], {constant: "".join(known_ones)}
    lines = [f"known = most_frequent({training}, VOCABULARY, tokens)", f"{name}numbers = numbered(known)"]
    return lines, {"VOCABULARY": choice.vocabulary}


def _pieces(choice: DataChoice, constants: dict[str, object]) -> list[str]:
    return ["words" * (choice.tokens == "words"), "most_frequent" * ("VOCABULARY" in constants)]


def _tokens(choice: DataChoice) -> str:
    whole = f"composed(text, lower_case={choice.lower_case})"
    return "\n".join(
        [
            "def tokens(text):",
            '    """What a text is split into."""',
            f"    return {f'words({whole})' if choice.tokens == 'words' else f'list({whole})'}",
        ]
    )
