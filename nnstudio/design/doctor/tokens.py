"""A network that is to answer with a text: an output for each token, at each place of the answer."""

from __future__ import annotations

from nnstudio.catalogue.shapes import shape_words
from nnstudio.catalogue.values import Shape
from nnstudio.design.doctor.case import Case, Site
from nnstudio.design.doctor.resizing import and_units
from nnstudio.design.fixes import Append, OneFix, SetParam, params_of
from nnstudio.design.names import row_name
from nnstudio.i18n import _, ngettext

_REPEAT = "repeat_vector"
_UNITS = 64  # of a recurrent row that spells an answer out


def text_misfit(case: Case, wanted: Shape, output: Shape) -> str:
    """Why an output is not the text that is asked for, and what to do. wanted: (places, tokens)."""
    places, tokens = wanted
    if len(output) != 2:
        return _(
            "The answer is a text of {places:,} places, but the network gives {given}."
            " Put a RepeatVector row with {places:,} steps and a recurrent row with “Return sequences” above"
            " the last Dense."
        ).format(places=places, given=shape_words(output))
    if output[0] != places:
        sentence = ngettext(
            "The answer has {places:,} place, but the network gives {given:,}.",
            "The answer has {places:,} places, but the network gives {given:,}.",
            places,
        ).format(places=places, given=output[0])
        return f"{sentence} {_other_steps(case, places)}"
    reason = ngettext(
        "There is {count:,} token for each place, but the network gives {given:,} numbers there.",
        "There are {count:,} tokens for each place, but the network gives {given:,} numbers there.",
        tokens,
    ).format(count=tokens, given=output[1])
    way_out = ngettext(
        "End it with a Dense row of {count:,} unit.", "End it with a Dense row of {count:,} units.", tokens
    ).format(count=tokens)
    return f"{reason} {way_out}"


def _other_steps(case: Case, places: int) -> str:
    repeat = _repeating(case)
    if repeat is None:
        return _(
            "Read the text into one vector, and put a RepeatVector row with {places:,} steps under it."
        ).format(places=places)
    row = row_name(case.design, repeat.id)
    return _("Set the steps of {row} to {places:,}.").format(row=row, places=places)


def as_many_places(case: Case, wanted: Shape) -> tuple[OneFix, ...]:
    """Another count in the RepeatVector row, with other units at the end where these do not fit either."""
    site = _repeating(case)
    if site is None:
        return ()
    fix = SetParam(site.listed, site.row.kind, "n", wanted[0])
    return and_units(case, site, site.given_with({"n": wanted[0]}), wanted, fix)


def spelled_out(case: Case, wanted: Shape, activation: str) -> tuple[OneFix, ...]:
    """New rows that spell a text out from what the network gives now."""
    output = case.output or ()
    dense = Append("dense", params_of(units=wanted[-1], activation=activation))
    if len(output) == 2 and output[0] == wanted[0]:
        return (dense,)
    flat = (Append("flatten"),) if len(output) > 1 else ()
    repeat = Append(_REPEAT, params_of(n=wanted[0]))
    spell = Append("gru", params_of(units=_UNITS, return_sequences=True))
    return (*flat, repeat, spell, dense)


def _repeating(case: Case) -> Site | None:
    """The lowest row that says how many places there are."""
    return next((site for site in reversed(case.sites) if site.row.kind == _REPEAT), None)
