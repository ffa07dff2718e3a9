"""Cells of a table as the numbers that stand for them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.own.chunks import Cells, keys_of, numbers_of
from nnstudio.data.own.dialects import Decimal
from nnstudio.data.own.numbers import only_good
from nnstudio.design.own import OwnColumn

Doubles = NDArray[np.float64]


class Codes:
    """The cells of a column as numbers: of a category its place among the others; NaN where there is none."""

    def __init__(self, column: OwnColumn) -> None:
        self._places: Mapping[str, float] | None = None
        if column.kind == "category":
            self._places = {key: float(place) for place, key in enumerate(column.categories) if key}

    def of(self, cells: Cells, decimal: Decimal) -> Doubles:
        if self._places is None:
            return only_good(numbers_of(cells, decimal))
        places = self._places
        return np.array([places.get(key, np.nan) for key in keys_of(cells, decimal)], np.float64)
