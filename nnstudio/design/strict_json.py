"""JSON as a file of ours may be: no surprises, whoever wrote it.

Python's reader takes NaN, Infinity, the same key twice, numbers of any length and nesting of any depth;
a design needs none of them, so they are refused with the reason.
"""

from __future__ import annotations

import json
import math
from typing import Any, TypeAlias

from nnstudio.errors import UserError
from nnstudio.i18n import _

Raw: TypeAlias = "dict[str, Raw] | list[Raw] | str | int | float | bool | None"

_LONGEST_NUMBER = 30  # characters; 18 digits are the most that a whole number here can have
_MOST_DIGITS = 18
_DEEPEST = 12
_MOST_KEYS = 200


def read_json(text: str) -> Raw:
    """The values in a text; raises UserError with line and column, or the key, where it is not sound."""
    try:
        raw: Raw = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_int=_whole,
            parse_float=_real,
        )
        _check_depth(raw, 0)
    except json.JSONDecodeError as error:
        raise _broken(text, error) from None
    except RecursionError:
        raise _too_deep() from None
    return raw


def _broken(text: str, error: json.JSONDecodeError) -> UserError:
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return UserError(
            _("The text ends too early, at line {line}, column {column}.").format(
                line=error.lineno, column=error.colno
            ),
            hint=_("Perhaps it was not saved or copied completely."),
        )
    return UserError(
        _("The text is not sound JSON: it breaks off at line {line}, column {column}.").format(
            line=error.lineno, column=error.colno
        ),
        hint=_("Look for a missing comma, quote or bracket there."),
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > _MOST_KEYS:
        raise UserError(
            _("An object has {count:,} entries; at most {most:,} make sense.").format(
                count=len(pairs), most=_MOST_KEYS
            )
        )
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise UserError(_("“{key}” is there twice; keep one.").format(key=key[:_LONGEST_NUMBER]))
        found[key] = value
    return found


def _constant(name: str) -> float:
    raise UserError(_("{name} is not a number that can be used here.").format(name=name))


def _whole(digits: str) -> int:
    if len(digits.lstrip("-")) > _MOST_DIGITS:
        raise UserError(_("A number is too large: {number}…").format(number=digits[:_LONGEST_NUMBER]))
    return int(digits)


def _real(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise UserError(_("A number is too large: {number}").format(number=digits[:_LONGEST_NUMBER]))
    return number


def _check_depth(raw: Raw, depth: int) -> None:
    if depth > _DEEPEST:
        raise _too_deep()
    if isinstance(raw, dict):
        for value in raw.values():
            _check_depth(value, depth + 1)
    elif isinstance(raw, list):
        for value in raw:
            _check_depth(value, depth + 1)


def _too_deep() -> UserError:
    return UserError(_("The text is nested too deeply to be a design."))
