"""The whole program as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from textwrap import wrap
from typing import Final

from nnstudio.catalogue import INITIALIZERS
from nnstudio.data.source import Raw
from nnstudio.design.facts import DataFacts, Domain, Task
from nnstudio.design.model import DataChoice, Design
from nnstudio.export import of_numbers, of_texts
from nnstudio.export.calls import WIDTH, laid_out
from nnstudio.export.network import helpers_of, network
from nnstudio.export.own_code import imports_of, own_code
from nnstudio.export.prepared import Preparation
from nnstudio.export.training import training

DATA_FILE: Final = "data.npz"
PROGRAM_FILE: Final = "program.py"
_SIZES: Final = {"full": None, "single": 1}  # of batches, where the recipe's number does not say it
_READ_DATA: Final = '''def read_data():
    """The data as they come, and which of their rows each part has."""
    with np.load(Path(__file__).with_name("data.npz")) as arrays:
        return dict(arrays)'''

_DRAWN: Final = "Random numbers that layers draw while they train are Keras' own: there they are others."

_BUILD_MODEL: Final = (
    "def build_model():",
    '    """The network, a statement for each layer; the seeds give the first weights."""',
)

Writer = Callable[[DataChoice, DataFacts, Raw], Preparation]
_WRITERS: Final[Mapping[Task, Writer]] = {
    Task.FORECAST: of_numbers.forecasts,
    Task.TRANSLATION: of_texts.translated,
    Task.GENERATION: of_texts.continued,
}


def program(design: Design, facts: DataFacts, raw: Raw) -> str:
    """The text of the program; ``raw`` says what the data look like, of which it states none."""
    prepared = _writer(facts, raw)(design.data, facts, raw)
    built, trained = network(design, facts), training(design, facts, prepared)
    names = built.names | prepared.names | trained.names
    data_names = prepared.names | ({"class_weights"} & trained.names)
    sections = [
        _READ_DATA,
        *_definitions(data_names),
        *prepared.functions,
        *trained.feeding,
        *_definitions(names - data_names),
        *helpers_of(names),
        "\n".join([*_BUILD_MODEL, *built.lines]),
        *trained.functions,
    ]
    constants = {**_recipe_constants(design, facts), **prepared.constants}
    head = [_docstring(design, built.draws), _imports(names)]
    return "\n\n\n".join(["\n\n".join(head) + "\n\n" + _stated(constants, sections), *sections]) + "\n"


def _writer(facts: DataFacts, raw: Raw) -> Writer:
    if facts.domain is Domain.TEXT and facts.task is Task.CLASSIFICATION:
        return of_texts.classified
    return _WRITERS.get(facts.task, of_numbers.examples if raw.pixels is None else of_numbers.images)


def _recipe_constants(design: Design, facts: DataFacts) -> dict[str, object]:
    recipe = design.recipe
    batch = _SIZES.get(recipe.batching, recipe.batch_size) or facts.train
    return {"SEED": recipe.seed, "EPOCHS": recipe.epochs, "BATCH_SIZE": min(batch, facts.train)}


def _stated(constants: Mapping[str, object], sections: Iterable[str]) -> str:
    """A line for each constant that is used."""
    text = "\n".join(sections)
    lines = [
        f"{name} = {laid_out(value, 0, len(name) + 3)}"
        for name, value in constants.items()
        if re.search(rf"\b{name}\b", text)
    ]
    return "\n".join(lines)


def _definitions(names: frozenset[str] | set[str]) -> list[str]:
    return [text for _name, text in own_code(names)]


def _docstring(design: Design, draws: bool) -> str:
    title = " ".join(design.title.split()) or "A network"
    notes = wrap(" ".join(design.notes.split()), WIDTH)
    lines = [
        title,
        *(["", *notes] if notes else []),
        "",
        "Written by NN Studio; needs nothing of it, only Python with Keras, TensorFlow and numpy:",
        "",
        "    pip install keras tensorflow numpy",
        f"    python {PROGRAM_FILE}",
        "",
        f"The data are in {DATA_FILE} beside it, as they come; prepare() makes what the network reads.",
        "First weights and the order of the batches follow from the seeds, as in NN Studio.",
        *([_DRAWN] if draws else []),
    ]
    text = "\n".join(lines).encode("utf-8", "replace").decode()  # half of a surrogate pair is no text
    text = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f'"""{text}\n"""'


def _imports(names: frozenset[str]) -> str:
    """Python's own first; Keras after it is told what to compute with."""
    more = imports_of(names)
    tensorflow = {line for line in more if "tensorflow" in line}
    backend = 'os.environ["KERAS_BACKEND"] = "tensorflow"  # before Keras is imported'
    keras = {"import keras", "import numpy as np", *tensorflow}
    if any(name.startswith("layers.") for name in names):
        keras.add("from keras import layers")
    keras.update(initializer_imports(names))
    own = {"import itertools", "import math", "import os", "from pathlib import Path", *(more - tensorflow)}
    return "\n".join([*sorted(own, key=_import_order), "", backend, "", *sorted(keras, key=_import_order)])


def initializer_imports(names: frozenset[str]) -> list[str]:
    """The line that brings them in, if there are any."""
    starts = sorted({entry.keras for entry in INITIALIZERS.values()} & names)
    return [f"from keras.initializers import {', '.join(starts)}"] if starts else []


def _import_order(line: str) -> tuple[bool, str]:
    """Whole modules before names out of modules."""
    return line.startswith("from"), line
