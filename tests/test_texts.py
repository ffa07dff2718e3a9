"""The template of texts to translate is in step with the code."""

from __future__ import annotations

from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from nnstudio.resources import resource

PACKAGE = Path(__file__).parent.parent / "nnstudio"

COMMAND = (
    "pybabel extract -F pyproject.toml --no-location --sort-output --omit-header"
    " -o resources/locale/nnstudio.pot nnstudio"
)


def test_that_the_template_has_every_text_of_the_code_and_no_other() -> None:
    found = extract_from_dir(str(PACKAGE), method_map=[("**.py", "python")])
    in_code = {message for _file, _line, message, _comments, _context in found}
    with resource("locale", "nnstudio.pot").open("rb") as file:
        in_template = {message.id for message in read_po(file) if message.id}
    assert in_code == in_template, f"run: {COMMAND}"


def test_that_placeholders_are_named() -> None:
    found = extract_from_dir(str(PACKAGE), method_map=[("**.py", "python")])
    for file, line, message, _comments, _context in found:
        for text in (message,) if isinstance(message, str) else message:
            assert "{}" not in text, f"{file}:{line}"
            assert "%s" not in text, f"{file}:{line}"
