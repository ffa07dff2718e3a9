"""``nnstudio fetch``: brings a well-known data set to this machine."""

from __future__ import annotations

import time
from argparse import Namespace
from typing import Final

from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

from nnstudio.cli.exit_codes import EXIT_INTERRUPTED
from nnstudio.cli.output import out
from nnstudio.data.fetched import fetched_file, is_in_keras_folder
from nnstudio.data.sources import find
from nnstudio.i18n import _
from nnstudio.training.fetcher import Fetcher

_PAUSE: Final = 0.2  # seconds between two looks


def run_fetch(options: Namespace) -> int:
    """0 when it is there, 130 where Ctrl-C ended it. Raises UserError where it failed."""
    source, path = find(options.name), fetched_file(options.name)
    if path.exists() and not options.again:
        out().print(_("{title} is there: {path}").format(title=_(source.title), path=path))
        return 0
    if is_in_keras_folder(source):
        out().print(_("Found in Keras' folder; nothing is downloaded."))
    fetcher = Fetcher(source, path)
    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn()
    try:
        with Progress(*columns, console=out(), transient=True) as bars:
            bar = bars.add_task(_(source.title), total=source.fetched_bytes)
            while not fetcher.has_ended():
                bars.update(bar, completed=fetcher.share * source.fetched_bytes)
                time.sleep(_PAUSE)
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    finally:
        fetcher.cancel()
    out().print(_("{title} is there: {path}").format(title=_(source.title), path=path))
    return 0
