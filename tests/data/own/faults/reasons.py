"""What is said in many cells of the table of faults."""

from __future__ import annotations

from typing import Final

from tests.data.own.faults.cells import WhileRead

ONE_FILE: Final = "What one chooses oneself is read wherever the link leads; nothing else is."
NOT_WRITTEN: Final = "It only reads."
NO_COLUMNS: Final = "It has no columns."
NO_NUMBERS: Final = "It holds no numbers of its own."
NO_QUOTES: Final = "Its cells are not parted by signs."
NO_CODE: Final = "Nothing in it is code for any part of the program."
BYTES: Final = "Its bytes are no text."
GONE: Final = WhileRead("is not there any more")
ONE_GONE: Final = WhileRead("", (r"dogs/39\S+: It is not there any more",))
CLOSED: Final = WhileRead(r"cannot be read\. There is no permission")
OWN: Final = "data/own/"
