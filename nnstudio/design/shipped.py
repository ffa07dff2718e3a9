"""The designs that travel with the program."""

from __future__ import annotations

from nnstudio.catalogue.params import unknown_name
from nnstudio.design.files import SUFFIX, load
from nnstudio.design.model import Design
from nnstudio.errors import UserError
from nnstudio.resources import resource

# The order in which the gallery shows them; any others follow by name.
_FIRST = ("digits-cnn", "spiral", "digits-dense", "iris", "sunspots", "autoencoder")


def shipped_names() -> tuple[str, ...]:
    """The names of all shipped designs, in the order of the gallery."""
    names = sorted(path.stem for path in resource("designs").glob(f"*{SUFFIX}"))
    first = [name for name in _FIRST if name in names]
    return (*first, *(name for name in names if name not in _FIRST))


def load_shipped(name: str) -> Design:
    """A shipped design by its name; raises UserError with the near names for one that is not."""
    names = shipped_names()
    if name not in names:
        raise UserError(unknown_name(name, names))
    return load(resource("designs", f"{name}{SUFFIX}"))
