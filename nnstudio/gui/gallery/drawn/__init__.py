"""What the picture of each card shows, one module for each kind of task."""

from collections.abc import Callable, Mapping
from typing import Final

from nnstudio.data.prepared import Preview
from nnstudio.gui.gallery.brushes import Draw
from nnstudio.gui.gallery.drawn import images, points, series, tables, texts, unlabelled, video, written

PICTURES: Final[Mapping[str, Callable[[Preview], Draw]]] = {
    **images.PICTURES,
    **points.PICTURES,
    **tables.PICTURES,
    **series.PICTURES,
    **unlabelled.PICTURES,
    **texts.PICTURES,
    **written.PICTURES,
    **video.PICTURES,
}
