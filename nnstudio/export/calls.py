"""Values and calls as text of a program, no line longer than it should be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

WIDTH: Final = 100  # characters of a line
_STEP: Final = 4  # of indentation
_PIECE: Final = 80  # characters of a long text that stand on one line


class Code(str):
    """Text that stands in a program as it is."""

    __slots__ = ()


@dataclass(frozen=True)
class Call:
    """name: what is called, as the program names it."""

    name: str
    given: tuple[object, ...] = ()
    named: Mapping[str, object] = field(default_factory=dict)


def laid_out(value: object, indent: int = 0, taken: int = 0) -> str:
    """A value as a program states it; on several lines if it does not fit on one.

    indent: of the line that it stands on. taken: characters before and after it on that line.
    """
    line = in_line(value)
    if indent + taken + len(line) <= WIDTH:
        return line
    opening, items, closing = _apart(value)
    if not items:
        return line
    inner, comma = indent + _STEP, "" if _is_text(value) else ","
    lines = [f"{' ' * inner}{key}{laid_out(item, inner, len(key) + 1)}{comma}" for key, item in items]
    return "\n".join([opening, *lines, " " * indent + closing])


def names_in(value: object) -> Iterator[str]:
    """All that is called or stands as it is in a value."""
    if isinstance(value, Call):
        yield value.name
        for part in (*value.given, *value.named.values()):
            yield from names_in(part)
    elif isinstance(value, Code):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from names_in(part)


def in_line(value: object) -> str:
    """The same on one line, however long."""
    if isinstance(value, Code):
        return str(value)
    if isinstance(value, str):
        return _quoted(value)
    opening, items, closing = _apart(value)
    if not items and not closing:
        return repr(value)
    inside = ", ".join(f"{key}{in_line(item)}" for key, item in items)
    return f"{opening}{inside}{',' * (isinstance(value, tuple) and len(value) == 1)}{closing}"


def _apart(value: object) -> tuple[str, list[tuple[str, object]], str]:
    """What opens it, its items with what stands before each, and what closes it."""
    if isinstance(value, Call):
        named = [(f"{name}=", item) for name, item in value.named.items()]
        return f"{value.name}(", [*(("", item) for item in value.given), *named], ")"
    if isinstance(value, tuple):
        return "(", [("", item) for item in value], ")"
    if isinstance(value, list):
        return "[", [("", item) for item in value], "]"
    if _is_text(value) and len(value) > _PIECE:  # type: ignore[arg-type]
        text = str(value)
        return "(", [("", text[at : at + _PIECE]) for at in range(0, len(text), _PIECE)], ")"
    return "", [], ""


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not isinstance(value, Code)


def _quoted(text: str) -> str:
    """In double quotes, unless single ones spare marks of escape."""
    said = repr(text)
    if said.startswith('"') or text.count('"') > text.count("'"):
        return said
    inside = said[1:-1].replace("\\'", "'").replace('"', '\\"')
    return f'"{inside}"'
