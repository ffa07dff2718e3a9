"""Brings the list of texts and every translation of it up to date: run ``python tools/texts.py``.

What is new waits in ``resources/locale/LANGUAGE/LC_MESSAGES/nnstudio.po`` for its translation; run it again
afterwards, for the program reads the ``.mo`` beside it.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from nnstudio.catalogue import TABLES
from nnstudio.catalogue.concepts import CONCEPTS

ROOT: Final = Path(__file__).parents[1]
LOCALE: Final = ROOT / "resources" / "locale"
TEMPLATE: Final = LOCALE / "nnstudio.pot"
_FOLDERS: Final = ("nnstudio", "resources/designs", "resources/blocks")
_DESIGNS: Final = "nnstudio.design.shipped_words:extract"
_METHODS: Final = [("**.py", "python"), ("**.nnd", _DESIGNS), ("**.json", _DESIGNS)]
_KEYWORDS: Final = {**DEFAULT_KEYWORDS, "U_": (1, 2)}
WORDS: Final = re.compile(  # of English, rather than of mathematics or of Keras
    r"\b(after|all|along|and|answers|at|classes|deviation|every|for|from|in|is|learning rate|not|of|or"
    r"|otherwise|over|passed|random|slope|the|to|true|turn|with|without)\b"
)
_NO_DATE: Final = datetime(2000, 1, 1, tzinfo=UTC)  # the same file from the same texts
_HEADER: Final = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Plural-Forms: {plurals}\\n"

"""


def template() -> Catalog:
    """Every text of the code, of shipped designs and of blocks, and every formula with words in it."""
    found = Catalog()
    for folder in _FOLDERS:
        for _file, _line, text, _comments, context in extract_from_dir(
            ROOT / folder, _METHODS, keywords=_KEYWORDS
        ):
            found.add(text, context=context)
    for formula in filter(WORDS.search, _formulas()):
        found.add(formula)
    return found


def _formulas() -> Iterator[str]:
    for table in (*TABLES.values(), CONCEPTS):
        yield from (entry.formula for entry in table.values())


def translations() -> list[Path]:
    """The translations that there are."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/nnstudio.po"))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3] if path != TEMPLATE else None)


def renewed(old: Catalog, texts: Catalog) -> Catalog:
    """The same translations of the texts that there are now; what is new has none yet."""
    new = Catalog(locale=old.locale)
    empty = ("",) * old.num_plurals
    for message in messages(texts):
        known = old.get(message.id, message.context)
        nothing = "" if isinstance(message.id, str) else empty
        fits = known is not None and type(known.id) is type(message.id) and is_translated(known)
        new.add(message.id, known.string if fits else nothing, context=message.context)
    return new


def messages(catalog: Catalog) -> Iterator[Message]:
    """Without the header."""
    return (message for message in catalog if message.id)


def is_translated(message: Message) -> bool:
    return all((message.string,) if isinstance(message.string, str) else message.string)


def written(catalog: Catalog) -> bytes:
    """As the file holds it, without the lines that say when and by whom: they differ each time."""
    file = io.BytesIO()
    write_po(file, catalog, no_location=True, omit_header=True, sort_output=True)
    if catalog.locale is None:
        return file.getvalue()
    header = _HEADER.format(language=catalog.locale, plurals=catalog.plural_forms)
    return header.encode() + file.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """As the program reads it."""
    file = io.BytesIO()
    fresh = Catalog(locale=catalog.locale, creation_date=_NO_DATE, revision_date=_NO_DATE)
    for message in messages(catalog):
        fresh.add(message.id, message.string, context=message.context)
    write_mo(file, fresh)
    return file.getvalue()


def main() -> int:
    texts = template()
    TEMPLATE.write_bytes(written(texts))
    for path in translations():
        catalog = renewed(read(path), texts)
        path.write_bytes(written(catalog))
        path.with_suffix(".mo").write_bytes(compiled(catalog))
        missing = [message.id for message in messages(catalog) if not is_translated(message)]
        print(f"{path.relative_to(ROOT)}: {len(missing)} of {len(catalog):,} texts have no translation")
        for text in missing:
            print(f"  {text!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
