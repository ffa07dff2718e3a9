"""Small videos to read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

CODECS = {".mp4": "libx264", ".mov": "mpeg4", ".avi": "mpeg4", ".mkv": "libx264", ".webm": "libvpx"}


def film(file: Path, shades: list[int], size: tuple[int, int] = (32, 24), every: int = 12) -> Path:
    """A frame of each shade of grey; every: frames from one key frame to the next."""
    import av

    with av.open(str(file), "w") as container:
        stream: Any = container.add_stream(CODECS[file.suffix], rate=25)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.codec_context.gop_size = every
        stream.bit_rate = 400_000
        for shade in shades:
            pixels = np.full((size[1], size[0], 3), shade, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode(None))
    return file


def sound(file: Path) -> Path:
    """A video file with nothing to see."""
    import av

    with av.open(str(file), "w") as container:
        stream: Any = container.add_stream("aac", rate=8_000)
        stream.layout = "mono"
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1_024), np.float32), format="fltp", layout="mono")
        frame.sample_rate = 8_000
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file
