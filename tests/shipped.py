"""The shipped designs as parameters of tests."""

from __future__ import annotations

import pytest

from nnstudio.design.shipped import FIRST, shipped_names

EACH = shipped_names()

# For tests that train or open each one: the first few in the ordinary run, all with -m soak.
EACH_AT_LENGTH = [name if name in FIRST else pytest.param(name, marks=pytest.mark.soak) for name in EACH]
