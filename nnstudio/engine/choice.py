"""Graph or XLA: a rule that reads the design, never a clock, so that a seed always gives the same numbers.

Measured on two cores, steps a second, graph and then XLA: points 2-4-2-1 11,000 and 250,000; digits
64-128-10 4,300 and 18,000, with Dropout 3,500 and 24,000; SimpleRNN(50) over 30 steps 480 and 1,230;
convolutions on 8×8 images 1,600 and 5,800, on 28×28 images 140 and 290. XLA needs the layers of
``xla_layers`` and ``dropout`` for that: with Keras' own the last three are 500, 1,800 and 50. Convolutions on
28×28 images that are shifted and turned at random, on another machine: 217 and 254; XLA needs the layers of
``augmentation`` for that, and cannot do without them.
"""

from __future__ import annotations

from typing import Literal

from nnstudio.design.patches import have_room
from nnstudio.design.problems import Report
from nnstudio.errors import UserError
from nnstudio.i18n import _
from nnstudio.protocol.commands import Engine

Compiled = Literal["graph", "xla"]


def choose(wanted: Engine, report: Report, batch: int) -> Compiled:
    """What is taken when ``wanted`` is asked for; report: of the design. batch: examples a step.

    Raises UserError where XLA is asked for and has no code for a layer.
    """
    if wanted == "xla" and report.uncompiled is not None:
        raise UserError(
            _("XLA cannot compile a layer of this network."),
            hint=_("Let the settings choose another engine, or remove this layer."),
            where=report.uncompiled,
        )
    if wanted == "graph" or wanted == "xla":
        return wanted
    compiles = report.uncompiled is None
    return "xla" if compiles and have_room(report.patches, batch) else "graph"
