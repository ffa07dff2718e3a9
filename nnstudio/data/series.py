"""Series of real measurements over time, read from ``resources/data``.

Each file has two columns, the year and the value. ``LICENSES.json`` beside them is the register: where
the figures come from, what was done to them, their licence, number of rows and SHA-256 checksum.
"""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any, Final

import numpy as np
from immutabledict import immutabledict

from nnstudio.data.source import Raw, Source
from nnstudio.design.facts import Domain
from nnstudio.errors import UserError
from nnstudio.i18n import N_, _
from nnstudio.resources import resource

REGISTER: Final = "LICENSES.json"
_LARGEST: Final = 1_000_000  # bytes of a file that we read at all


def folder() -> Path:
    return resource("data")


def register(where: Path) -> dict[str, dict[str, Any]]:
    """What is known of each shipped file, by its name. Raises UserError."""
    try:
        files = json.loads(_bytes(where / REGISTER))["files"]
        return {str(name): dict(about) for name, about in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _damaged(where / REGISTER) from None


def read(where: Path, name: str) -> Raw:
    """A shipped series: inputs (n, 1), times (n,). Raises UserError if it is missing or was changed."""
    content = _bytes(where / name)
    about = register(where).get(name, {})
    if hashlib.sha256(content).hexdigest() != about.get("sha256"):
        raise _damaged(where / name)
    try:
        lines = list(csv.reader(content.decode("utf-8").splitlines(), strict=True))[1:]
        table = np.array(lines, dtype=np.float64)
    except (ValueError, csv.Error):
        raise _damaged(where / name) from None
    if table.shape != (about.get("rows"), 2) or not np.isfinite(table).all():
        raise _damaged(where / name)
    return Raw(inputs=table[:, 1:].astype(np.float32), targets=None, times=table[:, 0].copy())


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise UserError(
            _("The data file cannot be read: {reason}.").format(reason=error.strerror or str(error)),
            hint=_("Install NN Studio again to bring it back."),
            where=path.name,
        ) from None
    if len(content) > _LARGEST:
        raise _damaged(path)
    return content


def _damaged(path: Path) -> UserError:
    return UserError(
        _("The data file is damaged: it is not the one that came with NN Studio."),
        hint=_("Install NN Studio again to bring it back."),
        where=path.name,
    )


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
