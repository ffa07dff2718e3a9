"""Another shape of one row, and what has to follow it at the end."""

from __future__ import annotations

from nnstudio.catalogue.values import Shape
from nnstudio.design.doctor.case import Case, Site
from nnstudio.design.fixes import OneFix, SetParam, params_of


def and_units(
    case: Case, changed: Site, shape: Shape | None, wanted: Shape, fix: OneFix
) -> tuple[OneFix, ...]:
    """A fix that gives a row another shape, with other units below it where these are needed too.

    () where the network would still not give what is wanted.
    """
    if shape is None:
        return ()
    if case.output_if(changed, shape) == wanted:
        return (fix,)
    last = case.last_sized
    if last is None or case.is_repeated(last) or not case.is_above(changed.id, last):
        return ()
    also = {last.id: params_of(**{last.size: wanted[-1]})}
    if case.output_if(changed, shape, also) != wanted:
        return ()
    return (fix, SetParam(last.listed, last.row.kind, last.size, wanted[-1]))
