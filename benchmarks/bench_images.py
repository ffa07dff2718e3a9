"""How long a folder of 20,000 images takes to look at and to load, and how much memory."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image

from nnstudio.data.own.images import look_at_images, own_images
from nnstudio.data.sources import load
from nnstudio.design.model import DataChoice
from nnstudio.design.own import OWN, OwnImages

_KINDS = 50  # different images, each written many times
_SIZE = (320, 240)


def peak() -> int:
    """MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_000


def write(folder: Path, count: int) -> None:
    rng = np.random.default_rng(0)
    made = []
    for _at in range(_KINDS):
        coarse = Image.fromarray(rng.integers(0, 256, (12, 16, 3), np.uint8))
        coarse.resize(_SIZE, Image.Resampling.BICUBIC).save(folder / "one.jpg", quality=85)
        made.append((folder / "one.jpg").read_bytes())
    (folder / "one.jpg").unlink()
    for name in range(10):
        (folder / str(name)).mkdir()
    for at in range(count):
        (folder / str(at % 10) / f"{at}.jpg").write_bytes(made[at % _KINDS])


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, count)
        before, begun = peak(), time.perf_counter()
        found = look_at_images(folder)
        looked = time.perf_counter()
        print(f"look at {found.count:,}: {looked - begun:.1f} s, peak {peak():,} MB (before {before:,} MB)")
        raw = load(DataChoice(source=OWN, own=own_images(found, OwnImages(side=64))))
        assert raw.pixels is not None
        size = raw.pixels.nbytes // 1_000_000
        print(f"load: {time.perf_counter() - looked:.1f} s, {size:,} MB of bytes, peak {peak():,} MB")


if __name__ == "__main__":
    main()
