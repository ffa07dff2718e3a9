"""The table of faults: each reader beside each fault, and what becomes of it.

Every cell is a test, names the test that proves it, or says why it cannot happen.
"""

from __future__ import annotations

from typing import Final

from tests.data.own.faults.cells import Cell
from tests.data.own.faults.of_files import FILES
from tests.data.own.faults.of_folders import FOLDERS
from tests.data.own.faults.of_others import OTHERS
from tests.data.own.faults.of_tables import TABLES

TABLE: Final[dict[str, dict[str, Cell]]] = {**TABLES, **FOLDERS, **FILES, **OTHERS}
