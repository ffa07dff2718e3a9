"""The source of Python's own standard library: a long text that is on every machine."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from immutabledict import immutabledict

from nnstudio.catalogue.params import Int
from nnstudio.catalogue.values import Params
from nnstudio.data.source import Raw, Source
from nnstudio.data.text.writing import Writing
from nnstudio.design.facts import Domain
from nnstudio.errors import UserError
from nnstudio.i18n import N_, U_, _

# Found in every Python that NN Studio runs on, and each a single file there.
MODULES: Final = (
    "textwrap", "heapq", "bisect", "fractions", "calendar", "statistics", "random", "shutil", "argparse",
    "difflib", "functools", "dataclasses", "configparser", "csv", "copy", "contextlib", "cmd", "gettext",
    "inspect", "optparse", "pprint", "subprocess", "tarfile", "tokenize", "traceback", "typing", "doctest",
    "pickle", "pdb", "threading", "smtplib", "ftplib", "imaplib", "mailbox", "turtle", "_pydecimal",
)  # fmt: skip
MOST: Final = 1_000_000  # characters that all of them have at least
ALPHABET: Final = "\n" + "".join(chr(code) for code in range(32, 127))
_PIECE: Final = 2_000  # characters of a module that stand together
_LARGEST: Final = 1_000_000  # bytes of a file that is read


def _characters(params: Params) -> int:
    characters = params["characters"]
    assert isinstance(characters, int)
    return characters


def _load(params: Params) -> Raw:
    wanted = _characters(params)
    text = _in_turns([plain(_source(module)) for module in MODULES], wanted)
    if len(text) < wanted:
        raise UserError(
            _("This Python comes without the source of its standard library."),
            hint=_("Choose fewer characters, or other data."),
            where="data.params.characters",
        )
    return Raw(np.zeros((wanted, 0), np.float32), None, texts=(text[:wanted],))


def _in_turns(texts: Sequence[str], wanted: int) -> str:
    """A piece of each text in turn, then the next piece of each: so all parts are about the same things."""
    most = max(map(len, texts), default=0)
    turns = (text[start : start + _PIECE] for start in range(0, most, _PIECE) for text in texts)
    pieces: list[str] = []
    length = 0
    for piece in turns:
        if length >= wanted:
            break
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces)


def _source(module: str) -> str:
    """A module's text, found without importing it; "" where there is none."""
    try:
        found = importlib.util.find_spec(module)
        origin = None if found is None else found.origin
        return "" if origin is None else Path(origin).read_bytes()[:_LARGEST].decode("utf-8")
    except (OSError, ValueError, ImportError):
        return ""


def plain(text: str) -> str:
    """In ASCII, with spaces for tabs; other characters are left out."""
    known = set(ALPHABET)
    return "".join(sign for sign in text.expandtabs(4).replace("\r\n", "\n") if sign in known)


PYTHON_SOURCE: Final = Source(
    key="stdlib",
    title=N_("Python's standard library"),
    help=N_("Source text of the Python that runs this program: a language with strict rules to imitate."),
    params=(
        Int(
            name="characters",
            title=N_("Characters"),
            help=N_("How long the text is, all parts together."),
            default=200_000,
            min=10_000,
            max=MOST,
            unit=U_("character", "characters"),
        ),
    ),
    domain=Domain.TEXT,
    input_shape=(0,),
    target_names=(N_("next character"),),
    count=_characters,
    origin=N_("The standard library of the Python that runs NN Studio, read from its own folder."),
    licence=N_("PSF licence"),
    load=_load,
    preparation=immutabledict(tokens="characters", length=64, validation=0.1, test=0.1),
    writing=lambda params: Writing(len(ALPHABET), 0, alphabet=ALPHABET),
)
