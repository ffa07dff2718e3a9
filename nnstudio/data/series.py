"""Series of real measurements over time, read from ``resources/data``.

Each file has two columns, the year and the value; ``data.register`` tells where the figures come from.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

import numpy as np
from immutabledict import immutabledict

from nnstudio.data.register import damaged, folder, registered
from nnstudio.data.source import Raw, Source
from nnstudio.design.facts import Domain
from nnstudio.i18n import N_


def read(where: Path, name: str) -> Raw:
    """A shipped series: inputs (n, 1), times (n,). Raises UserError if it is missing or was changed."""
    file = registered(where, name)
    try:
        table = np.array(list(csv.reader(file.lines, strict=True)), dtype=np.float64)
    except (ValueError, csv.Error):
        raise damaged(where / name) from None
    if table.shape != (file.rows, 2) or not np.isfinite(table).all():
        raise damaged(where / name)
    return Raw(inputs=table[:, 1:].astype(np.float32), targets=None, times=table[:, 0].copy())


def _source(
    key: str,
    title: str,
    help: str,
    *,
    count: int,
    reach: float,
    quantity: str,
    unit: str,
    origin: str,
    window: int,
    horizon: int,
    season: int = 0,
) -> Source:
    return Source(
        key=key,
        title=title,
        help=help,
        domain=Domain.SERIES,
        input_shape=(1,),
        features=(quantity,),
        target_names=(quantity,),
        unit=unit,
        count=lambda params: count,
        origin=origin,
        licence=N_("Public domain, as stated by statsmodels"),
        load=lambda params: read(folder(), f"{key}.csv"),
        preparation=immutabledict(scaling="standard", window=window, horizon=horizon),
        reach=reach,
        season=season,
    )


SERIES: Final[tuple[Source, ...]] = (
    _source(
        "sunspots",
        N_("Sunspots"),
        N_("The number of sunspots of each year from 1700 to 2008: a cycle of about eleven years."),
        count=309,
        reach=190.2,
        quantity=N_("sunspot number"),
        unit="",
        origin=N_("National Geophysical Data Center, taken from statsmodels."),
        window=30,
        horizon=10,
        season=11,
    ),
    _source(
        "co2",
        N_("Carbon dioxide"),
        N_("Carbon dioxide in the air at Mauna Loa, monthly from 1958 to 2001: it breathes and it climbs."),
        count=526,
        reach=373.8,
        quantity=N_("carbon dioxide"),
        unit="ppm",
        origin=N_(
            "C. D. Keeling and T. P. Whorf, Carbon Dioxide Information Analysis Center, 2004, taken from "
            "statsmodels; monthly means of weekly values, five empty months filled in."
        ),
        window=36,
        horizon=12,
        season=12,
    ),
    _source(
        "nile",
        N_("Nile"),
        N_("How much water the Nile carried at Aswan in each year from 1871 to 1970; less after 1898."),
        count=100,
        reach=1_370.0,
        quantity=N_("yearly flow"),
        unit="10⁸ m³",
        origin=N_("G. W. Cobb, The Problem of the Nile, 1978, taken from statsmodels."),
        window=10,
        horizon=5,
    ),
    _source(
        "elnino",
        N_("El Niño"),
        N_("The temperature of the sea off Peru, monthly from 1950 to 2010: seasons, and El Niño years."),
        count=732,
        reach=29.2,
        quantity=N_("sea surface temperature"),
        unit="°C",
        origin=N_("National Oceanic and Atmospheric Administration, ERSST.V3B, taken from statsmodels."),
        window=36,
        horizon=12,
        season=12,
    ),
)
