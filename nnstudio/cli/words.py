"""How the words of a command line are read: a parser that names what is near, and the values of options."""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

from nnstudio.catalogue.params import ParamError
from nnstudio.design.fields import RECIPE_FIELDS
from nnstudio.i18n import N_, _

_RECIPE = {param.name: param for param in RECIPE_FIELDS}
_LARGEST_SIDE = 10_000  # pixels of a picture


# What argparse has to complain of, as it says it; the more special forms come first.
_COMPLAINTS = (
    (r"unrecognized arguments: (?P<words>.+)", N_("unrecognized arguments: {words}")),
    (r"the following arguments are required: (?P<names>.+)", N_("these arguments are wanting: {names}")),
    (r"argument (?P<name>\S+): expected one argument", N_("argument {name}: a value is wanting")),
    (
        r"argument (?P<name>\S+): invalid choice: (?P<value>.+) \(choose from (?P<known>.+)\)",
        N_("argument {name}: there is no {value}, but {known}"),
    ),
    (r"argument (?P<name>\S+): (?P<message>.+)", N_("argument {name}: {message}")),
)


class Formatter(argparse.HelpFormatter):
    """Writes help in the language of now."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _("usage: ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Names what is near to an option or a command that does not exist, and speaks the language of now.

    commands: what the first word may have been meant to be.
    """

    def __init__(self, *, commands: Iterable[str] = (), **settings: Any) -> None:
        super().__init__(formatter_class=Formatter, add_help=False, **settings)
        self._positionals.title, self._optionals.title = _("positional arguments"), _("options")
        self.add_argument("-h", "--help", action="help", help=_("show this help message and exit"))
        self._commands = tuple(commands)
        self._first = ""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        self._first = next((word for word in args or () if not word.startswith("-")), "")
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        known = [name for action in self._actions for name in action.option_strings]
        unknown = re.findall(r"--[\w-]+", message) if "unrecognized" in message else []
        near = [name for word in unknown for name in difflib.get_close_matches(word, known, n=1)]
        near += difflib.get_close_matches(self._first, self._commands, n=1)
        message = _complaint(message)
        if near:
            message += ". " + _("Did you mean {names}?").format(names=", ".join(near))
        self.print_usage(sys.stderr)
        self.exit(2, _("{program}: error: {message}").format(program=self.prog, message=message) + "\n")


def _complaint(message: str) -> str:
    for pattern, form in _COMPLAINTS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return _(form).format(**found.groupdict())
    return message


class Number:
    """Reads a number with the bounds of a field of the recipe."""

    def __init__(self, field: str) -> None:
        self._param = _RECIPE[field]

    def __call__(self, text: str) -> int:
        try:
            value = self._param.check(_whole(text))
        except ParamError as error:
            raise argparse.ArgumentTypeError(error.message) from None
        assert isinstance(value, int)
        return value


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        message = _("“{text}” is not a whole number.").format(text=text)
        raise argparse.ArgumentTypeError(message) from None


def count(text: str) -> int:
    """From 0 to a million."""
    number = _whole(text)
    if not 0 <= number <= 1_000_000:
        raise argparse.ArgumentTypeError(_("It must be from 0 to 1,000,000; got {text}.").format(text=text))
    return number


def size(text: str) -> tuple[int, int]:
    """Width and height in pixels."""
    found = re.fullmatch(r"(\d{1,5})[x×](\d{1,5})", text.strip().lower())
    sides = (int(found[1]), int(found[2])) if found else (0, 0)
    if not all(1 <= side <= _LARGEST_SIDE for side in sides):
        raise argparse.ArgumentTypeError(_("“{text}” is not a size such as 1366x768.").format(text=text))
    return sides
