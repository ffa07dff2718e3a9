"""The template of texts to translate is in step with the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from tools.texts import TEMPLATE, messages, read, template

PACKAGE = Path(__file__).parent.parent / "nnstudio"


def test_that_the_template_has_every_text_of_code_and_designs_and_no_other() -> None:
    in_code = {message.id for message in messages(template())}
    in_template = {message.id for message in messages(read(TEMPLATE))}
    assert in_code == in_template, "run: python tools/texts.py"


def test_that_placeholders_are_named() -> None:
    found = extract_from_dir(str(PACKAGE), method_map=[("**.py", "python")])
    for file, line, message, _comments, _context in found:
        for text in (message,) if isinstance(message, str) else message:
            assert "{}" not in text, f"{file}:{line}"
            assert "%s" not in text, f"{file}:{line}"


# Calls that show their text to a person, painted ones included, which no widget can be asked for.
SHOWING = {"drawText", "setText", "setPlainText", "setHtml", "setTitle", "setWindowTitle", "setToolTip"}
SHOWING |= {"setPlaceholderText", "setAccessibleName", "setAccessibleDescription", "setStatusTip", "addTab"}
SHOWING |= {"setSuffix", "setPrefix", "setFormat", "addMenu", "addAction", "QLabel", "QCheckBox", "QAction"}
SHOWING |= {"QPushButton", "QToolButton", "QGroupBox", "QDockWidget", "QMenu", "Message", "UserError"}


def shown_literals(code: str) -> Iterator[str]:
    """Words written into a call that shows them, without passing through translation."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        for argument in node.args if name in SHOWING else ():
            parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
            texts = [part.value for part in parts if isinstance(part, ast.Constant)]
            yield from (text for text in texts if isinstance(text, str) and has_words(text))


def has_words(text: str) -> bool:
    """Two letters side by side, outside markup and placeholders of Qt."""
    return bool(re.search(r"[^\W\d_]{2}", re.sub(r"<[^>]*>|%\w|&\w+;", "", text)))


def test_that_no_text_is_shown_without_translation() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        assert list(shown_literals(path.read_text(encoding="utf-8"))) == [], path


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('painter.drawText(box, "is")', ["is"]),
        ('label.setText(f"{count} rows")', [" rows"]),
        ('QLabel(_("rows"))', []),
        ('bar.setFormat("%p %")', []),
        ('label.setText(f"<b>{title}</b>")', []),
    ],
)
def test_that_a_literal_in_a_call_that_shows_it_is_found(code: str, found: list[str]) -> None:
    assert list(shown_literals(code)) == found
