"""Keras itself, to compare the tables with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="package")
def keras() -> Iterator[Any]:
    from nnstudio.engine.backend import keras

    yield keras
    keras.backend.clear_session()
