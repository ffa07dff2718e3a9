"""Bytes of a small file as text that stands in a design: deflated, in base 64.

Whoever wrote the text, it takes no more memory to read than a design may hold.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import Final

LARGEST_INSIDE: Final = 500_000  # bytes of the file as it was
MOST_CHARACTERS: Final = 680_000  # of the text: base 64 of what cannot be deflated
_LEVEL: Final = 9


class BadInside(ValueError):
    """What is wrong with such a text; its argument is a key of ``form``'s sentences."""


def packed(content: bytes) -> str:
    """Raises BadInside for more than a design may hold."""
    if len(content) > LARGEST_INSIDE:
        raise BadInside("inside_large")
    return base64.b64encode(zlib.compress(content, _LEVEL)).decode("ascii")


def unpacked(inside: str) -> bytes:
    """Raises BadInside for what nobody packed, and before more is unpacked than may be."""
    stream = zlib.decompressobj()
    try:
        content = stream.decompress(base64.b64decode(inside, validate=True), LARGEST_INSIDE + 1)
    except (binascii.Error, zlib.error, ValueError):
        raise BadInside("inside_damaged") from None
    if len(content) > LARGEST_INSIDE:
        raise BadInside("inside_large")
    if not stream.eof or stream.unused_data:
        raise BadInside("inside_damaged")
    return content
