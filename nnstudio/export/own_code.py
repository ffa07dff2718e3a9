"""Where the definitions stand that a program may need beside Keras' own, by the names that it calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from nnstudio.export.quoting import quoted


@dataclass(frozen=True)
class OwnCode:
    """path: of the file within the package. names: what is stated, in this order.

    imports: lines that it needs. needs: names of other entries that it calls.
    """

    path: str
    names: tuple[str, ...]
    imports: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


def _of(path: str, *names: str, imports: tuple[str, ...] = (), needs: tuple[str, ...] = ()) -> OwnCode:
    return OwnCode(path, names, imports, needs)


_LAYERS: Final = "engine/own_layers.py"
_PARTS: Final = "engine/parts.py"
_METRICS: Final = "engine/metrics.py"
_ARITHMETIC: Final = "data/arithmetic.py"
_NUMBERS: Final = "export/number_pieces.py"
_TEXTS: Final = "export/text_pieces.py"
_MARKS: Final = ("import unicodedata",)

OWN_CODE: Final[Mapping[str, OwnCode]] = {
    "PositionEmbedding": _of(_LAYERS, "_LONGEST_WAVE", "waves", "PositionEmbedding"),
    "VariationalCode": _of(_LAYERS, "VariationalCode"),
    "AdditiveAttention": _of(_LAYERS, "AdditiveAttention"),
    "SpectralNormalization": _of(_LAYERS, "SpectralNormalization"),
    "AugMix": _of(
        "engine/aug_mix.py",
        "AugMix",
        imports=("from functools import partial", "import tensorflow as tf"),
    ),
    "MaxNorm": _of(_PARTS, "_of_each_unit", "_MaxNorm"),
    "MinMaxNorm": _of(_PARTS, "_of_each_unit", "_MinMaxNorm"),
    "UnitNorm": _of(_PARTS, "_of_each_unit", "_UnitNorm"),
    "OrthogonalRegularizer": _of(_PARTS, "_OrthogonalRegularizer"),
    "Judged": _of(_METRICS, "_Judged"),
    "between_signs": _of(_METRICS, "_between_signs"),
    "UNKNOWN": _of("data/text/vocabulary.py", "UNKNOWN"),
    "ExactMatch": _of(_METRICS, "_ExactMatch", needs=("UNKNOWN",)),
    "Perplexity": _of(_METRICS, "_Perplexity"),
    "fill_gaps": _of(_ARITHMETIC, "fill_gaps"),
    "fit_standard": _of(_ARITHMETIC, "fit_standard"),
    "fit_range": _of(_ARITHMETIC, "fit_range"),
    "fit_standard_bytes": _of(_ARITHMETIC, "count_levels", "fit_standard_bytes"),
    "fit_range_bytes": _of(_ARITHMETIC, "count_levels", "fit_range_bytes"),
    "scaled": _of(_ARITHMETIC, "scaled"),
    "unscaled": _of(_NUMBERS, "unscaled"),
    "from_bytes": _of(_NUMBERS, "from_bytes"),
    "disturbed": _of(_ARITHMETIC, "disturbed"),
    "one_hot": _of(_ARITHMETIC, "one_hot"),
    "windows": _of(_NUMBERS, "windows"),
    "class_weights": _of(_ARITHMETIC, "class_weights"),
    "read_texts": _of(_TEXTS, "read_texts"),
    "composed": _of(_TEXTS, "composed", imports=_MARKS),
    "in_small_letters": _of("data/text/continued.py", "in_small_letters"),
    "words": _of(_TEXTS, "words", imports=("import re", *_MARKS)),
    "most_frequent": _of(_TEXTS, "most_frequent", imports=("from collections import Counter",)),
    "numbered": _of(_TEXTS, "numbered"),
    "encode": _of(_TEXTS, "encode"),
}


def own_code(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The name and the text of every definition that these names come to, each once, in the table's order."""
    called, told = set(names), set[str]()
    called |= {need for name in called & OWN_CODE.keys() for need in OWN_CODE[name].needs}
    for name, own in OWN_CODE.items():
        if name not in called:
            continue
        for definition, text in zip(own.names, quoted(own.path, own.names), strict=True):
            if definition not in told:
                told.add(definition)
                yield definition, text


def imports_of(names: Iterable[str]) -> set[str]:
    """The lines of import that the definitions of these names need, beside Keras' and numpy's."""
    return {line for name in names if name in OWN_CODE for line in OWN_CODE[name].imports}
