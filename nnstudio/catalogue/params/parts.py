"""Parts that are chosen from kinds, each with parameters of its own; and the check of several at once."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from nnstudio.catalogue.params.base import Param, ParamError
from nnstudio.catalogue.values import Params, Part, Shape, Value, frozen_mapping
from nnstudio.i18n import _

AxesRule = Callable[[Sequence[Shape], Params], int]
"""Shapes that a layer reads, and its parameters."""


@dataclass(frozen=True)
class Kind:
    """A kind that a part can be: a regularizer, an initializer, an optimizer, a loss.

    exclusive: names of parameters, 0 for off, of which only one may be on.
    concepts: keys of the pages of ``catalogue.concepts`` that explain it, the closest first.
    """

    key: str
    title: str
    help: str
    params: tuple[Param, ...] = ()
    exclusive: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()

    @cached_property
    def defaults(self) -> Params:
        """Of all parameters."""
        return frozen_mapping({param.name: param.default for param in self.params})


@dataclass(frozen=True, kw_only=True)
class PartParam(Param):
    """A part chosen from kinds, with that kind's own parameters.

    from_recipe: where none is chosen, the recipe's setting for all layers stands in.
    axes: of the weights that an initializer starts; 3 stands for more than two, 0 for weights that are not
    there. A rule where that depends.
    """

    default: Part
    kinds: Sequence[Kind] = field(repr=False)
    from_recipe: bool = False
    axes: int | AxesRule = 2

    @cached_property
    def _by_key(self) -> dict[str, Kind]:
        return {kind.key: kind for kind in self.kinds}

    def kind(self, key: str) -> Kind | None:
        return self._by_key.get(key)

    def check(self, value: Value) -> Part:
        if isinstance(value, str):
            value = Part(kind=value)
        kind = self.kind(value.kind) if isinstance(value, Part) else None
        if kind is None or not isinstance(value, Part):
            raise self.refuse(value.kind if isinstance(value, Part) else value)
        return Part(kind=value.kind, params=check_kind(kind, value.params))

    def requirement(self) -> str:
        return _("one of {choices}").format(choices=", ".join(kind.key for kind in self.kinds))

    def text(self, value: Value) -> str:
        if not isinstance(value, Part):
            return str(value)
        kind = self.kind(value.kind)
        if kind is None:
            return value.kind
        numbers = [param.text(value.params.get(param.name, param.default)) for param in kind.params]
        return " ".join([_(kind.title), *numbers])


def check_params(params: Sequence[Param], given: Mapping[str, Value]) -> Params:
    """Every parameter in its normal form, defaults filled in, in the table's order.

    Raises ParamError, with the path, at the first value that is refused or name that is unknown.
    """
    names = [param.name for param in params]
    for name in given:
        if name not in names:
            raise ParamError(unknown_name(name, names), (name,))
    checked: dict[str, Value] = {}
    for param in params:
        try:
            checked[param.name] = param.check(given.get(param.name, param.default))
        except ParamError as error:
            raise error.within(param.name) from None
    return frozen_mapping(checked)


def check_kind(kind: Kind, given: Mapping[str, Value]) -> Params:
    """``check_params`` for a kind; raises ParamError too where two of its parameters exclude each other."""
    params = check_params(kind.params, given)
    on = [param for param in kind.params if param.name in kind.exclusive and params[param.name]]
    if len(on) > 1:
        message = _("Only one of “{first}” and “{second}” can be on. Set the other one to 0.").format(
            first=_(on[0].title), second=_(on[1].title)
        )
        raise ParamError(message, (on[1].name,))
    return params


def unknown_name(name: str, known: Iterable[str]) -> str:
    """A sentence for a name that is not in a table, with the nearest that is."""
    near = difflib.get_close_matches(name.lower(), list(known), n=3, cutoff=0.5)
    if near:
        return _("There is no “{name}”; did you mean {near}?").format(name=name, near=_(" or ").join(near))
    return _("There is no “{name}”; there is {known}.").format(
        name=name, known=", ".join(known) or _("nothing")
    )
