"""The sets of texts to translate and to go on with."""

from __future__ import annotations

from typing import Final

from nnstudio.data.source import Source
from nnstudio.data.text.date_words import DATE_WORDS
from nnstudio.data.text.emoji_pairs import EMOJI_PAIRS
from nnstudio.data.text.name_lines import NAME_LINES
from nnstudio.data.text.number_words import NUMBER_WORDS
from nnstudio.data.text.python_source import PYTHON_SOURCE

WRITTEN: Final[tuple[Source, ...]] = (NUMBER_WORDS, DATE_WORDS, EMOJI_PAIRS, NAME_LINES, PYTHON_SOURCE)
