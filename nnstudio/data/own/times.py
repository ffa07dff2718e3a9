"""Dates and times as tables write them, as years: 2024-07-02 is about 2024.5."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas

_CLOCK: Final = r"([ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?"
_YEAR_FIRST: Final = re.compile(rf"\d{{4}}[-/.]\d{{1,2}}([-/.]\d{{1,2}}{_CLOCK})?")
_DAY_FIRST: Final = re.compile(rf"\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}{_CLOCK}")


def is_time(cell: str) -> bool:
    text = cell.strip()
    return bool(_YEAR_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text))


def years_of(cells: pandas.Series[Any]) -> NDArray[np.float64]:
    """(n,) years; NaN where it is no date. Days come before months, unless years come first."""
    import pandas

    plain = cells.str.strip()
    day_first = bool(plain.str.fullmatch(_DAY_FIRST.pattern).mean() > 0.5)
    times = pandas.to_datetime(plain, errors="coerce", dayfirst=day_first, format="mixed", utc=True)
    days = times.dt.day_of_year - 1 + (times - times.dt.normalize()) / pandas.Timedelta(days=1)
    years = times.dt.year + days / (365 + times.dt.is_leap_year)
    return np.asarray(years.to_numpy(np.float64, na_value=np.nan))
