from __future__ import annotations

import pytest

from nnstudio.engine.workshop import Workshop


@pytest.fixture(scope="session")
def workshop() -> Workshop:
    """One for all tests, so that a design is built and compiled once."""
    return Workshop()
