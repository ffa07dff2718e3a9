"""The values a parameter can hold, and the part: a kind with parameters of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias, Union

from immutabledict import immutabledict
from pydantic import AfterValidator, BaseModel, ConfigDict, PlainSerializer

Shape: TypeAlias = tuple[int, ...]  # of one example: without the batch axis


class Frozen(BaseModel):
    """A value: never changed, equal by content, refusing fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, strict=True)


def frozen_mapping(params: Mapping[str, Any]) -> immutabledict[str, Any]:
    return immutabledict(params)


Value: TypeAlias = Union[bool, int, float, str, tuple[int, ...], tuple[float, ...], "Part", None]
Params: TypeAlias = Annotated[
    Mapping[str, Value],
    AfterValidator(frozen_mapping),
    PlainSerializer(dict),
]


class Part(Frozen):
    """A thing chosen from a table, with its parameters: ``Part(kind="l2", params={"l2": 0.01})``.

    Only parameters that differ from the catalogue's defaults need be present.
    """

    kind: str
    params: Params = immutabledict()


Part.model_rebuild()
