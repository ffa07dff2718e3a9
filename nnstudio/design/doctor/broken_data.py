"""What would mend data that cannot be as chosen, such as a window longer than its series."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nnstudio.design.fixes import Fix, SetData, Together
from nnstudio.design.model import DataChoice, Design
from nnstudio.errors import UserError

_USUAL_SHARE = 0.2


def data_fix(design: Design, where: str, describe: Callable[[DataChoice], object]) -> Fix | None:
    """The first way out that works. where: the field that was refused, as files name it.

    describe: raises UserError where data cannot be as chosen.
    """
    ways = _WAYS.get(where.removeprefix("data."), _nothing)
    return next((fix for fix in ways(design.data) if _works(fix, design, describe)), None)


def _works(fix: Fix, design: Design, describe: Callable[[DataChoice], object]) -> bool:
    try:
        describe(fix.edit(design)[0].data)
    except UserError:
        return False
    return True


def _smaller_parts(data: DataChoice) -> Iterator[Fix]:
    fixes = (
        SetData("validation", min(data.validation, _USUAL_SHARE)),
        SetData("test", min(data.test, _USUAL_SHARE)),
    )
    yield Together(fixes)
    yield Together((fixes[0], SetData("test", 0.0)))


def _shorter_window(data: DataChoice) -> Iterator[Fix]:
    yield from (SetData("window", size) for size in _halves(data.window))
    yield from _shorter_horizon(data)
    yield from (
        Together((SetData("window", size), SetData("horizon", min(size, data.horizon))))
        for size in _halves(data.window)
    )
    yield from _smaller_parts(data)


def _shorter_horizon(data: DataChoice) -> Iterator[Fix]:
    yield from (SetData("horizon", size) for size in _halves(data.horizon))


def _target(data: DataChoice) -> Iterator[Fix]:
    yield SetData("goal", "target")


def _nothing(data: DataChoice) -> Iterator[Fix]:
    return iter(())


def _halves(size: int) -> Iterator[int]:
    while size > 1:
        size //= 2
        yield size


_WAYS: dict[str, Callable[[DataChoice], Iterator[Fix]]] = {
    "validation": _smaller_parts,
    "test": _smaller_parts,
    "window": _shorter_window,
    "horizon": _shorter_horizon,
    "goal": _target,
}
