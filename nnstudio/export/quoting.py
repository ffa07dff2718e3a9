"""Definitions of this house as a program can state them: without annotations, by public names.

What trains here and what is exported is so one and the same text.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

_REMARK: Final = re.compile(rb"  # type: ignore\S*")
_PACKAGE: Final = "nnstudio"
Cut = tuple[int, int, int, int, bytes]
"""From line and column to line and column, and what stands there instead; lines count from 0."""


def quoted(path: str, names: Sequence[str]) -> list[str]:
    """The definitions of these names in a module's file, in this order; ``path`` is within the package.

    A leading underscore, which says that a name is a module's own, is left out everywhere.
    """
    found = _definitions(path)
    private = re.compile(rf"\b_({'|'.join(name.lstrip('_') for name in names)})\b")
    return [private.sub(r"\1", found[name]) for name in names]


@cache
def _definitions(path: str) -> dict[str, str]:
    source = files(_PACKAGE).joinpath(path).read_bytes()
    lines = source.split(b"\n")
    found: dict[str, str] = {}
    for node in ast.parse(source).body:
        name = _name_of(node)
        if name:
            text = _bare(lines, node)
            found[name] = _REMARK.sub(b"", text).decode()
    return found


def _name_of(node: ast.stmt) -> str:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return node.target.id
    return ""


def _bare(lines: Sequence[bytes], node: ast.stmt) -> bytes:
    """The lines of a definition without its annotations."""
    first, last = node.lineno - 1, node.end_lineno or node.lineno
    kept = list(lines[first:last])
    for top, left, bottom, right, instead in sorted(_cuts(node), reverse=True):
        before, after = kept[top - first][:left], kept[bottom - first][right:]
        if instead and after.startswith(b" = "):
            after = instead + after[3:]
        kept[top - first : bottom - first + 1] = [before + after]
    return b"\n".join(kept)


def _cuts(node: ast.stmt) -> Iterator[Cut]:
    for part in ast.walk(node):
        if isinstance(part, ast.arg) and part.annotation is not None:
            yield _cut(part.lineno, part.col_offset + len(part.arg.encode()), part.annotation, b"=")
        elif isinstance(part, ast.FunctionDef) and part.returns is not None:
            returns = part.returns
            yield _cut(returns.lineno, returns.col_offset - len(b" -> "), returns, b"")
        elif isinstance(part, ast.AnnAssign) and part.value is not None:
            yield _cut(part.lineno, part.target.end_col_offset or 0, part.annotation, b"")


def _cut(line: int, column: int, annotation: ast.expr, instead: bytes) -> Cut:
    bottom, right = annotation.end_lineno, annotation.end_col_offset
    assert bottom is not None
    assert right is not None
    return line - 1, column, bottom - 1, right, instead
