"""A file of arrays of one's own, described as a data set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from immutabledict import immutabledict

from nnstudio.design.facts import Domain
from nnstudio.design.own import ArrayForm, OwnArrays, OwnData
from nnstudio.i18n import names

_DOMAINS: Final[Mapping[ArrayForm, Domain]] = {
    "numbers": Domain.TABLE,
    "images": Domain.IMAGES,
    "clips": Domain.VIDEO,
    "series": Domain.SERIES,
}

_DIM: Final = 0.5  # brightness that is never reached by images whose range is another


def arrays_how(own: OwnData) -> OwnArrays:
    assert own.arrays is not None, "the kind says so"
    return own.arrays


def describe_arrays(own: OwnData) -> dict[str, Any]:
    how = arrays_how(own)
    preparation = {"scaling": _scaling(own)}
    if how.form == "series":
        return {
            "domain": Domain.SERIES,
            "input_shape": (1,),
            "features": names((how.input,)),
            "target_names": names((how.input,)),
            "in_years": False,
            "preparation": immutabledict(preparation),
        }
    if not how.classes and not how.quantities:
        preparation["goal"] = "inputs"
    return {
        "domain": Domain.POINTS if _is_plane(how) else _DOMAINS[how.form],
        "input_shape": how.shape,
        "features": names(_numbered(how.input, how.shape[0])) if _is_row(how) else (),
        "classes": names(how.classes),
        "held_out": how.held_out,
        "class_counts": (lambda params: how.counts) if how.classes else None,
        "target_names": names((how.target,) if how.classes else _numbered(how.target, how.quantities)),
        "preparation": immutabledict(preparation),
    }


def _scaling(own: OwnData) -> str:
    """Brightness that does not go up to 1, or beyond it, is brought there; numbers are put around 0."""
    if arrays_how(own).form not in ("images", "clips"):
        return "standard"
    return "none" if _DIM <= own.reach <= 1 else "range"


def _is_row(how: OwnArrays) -> bool:
    return how.form == "numbers" and len(how.shape) == 1


def _is_plane(how: OwnArrays) -> bool:
    """Whether an example is a place in the plane, with a class or a quantity there."""
    return how.form == "numbers" and how.shape == (2,) and (bool(how.classes) or how.quantities == 1)


def _numbered(name: str, count: int) -> tuple[str, ...]:
    """As one writes the places of an array; a single one has its name alone."""
    return (name,) if count == 1 else tuple(f"{name}[{at}]" for at in range(count))
