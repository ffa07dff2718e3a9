"""Training on images that are kept as bytes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnstudio.data import prepare
from nnstudio.data.prepared import Prepared
from nnstudio.data.scaling import fit_bytes, of_levels
from nnstudio.data.source import LEVELS, Examples
from nnstudio.design.shipped import load_shipped
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.checkpoint import Engine
from nnstudio.protocol.events import Epoch
from tests.engine.runs import train


def packed(prepared: Prepared, as_bytes: bool) -> Prepared:
    """The same images rounded to bytes, kept so or as the numbers that these stand for."""
    levels = of_levels(fit_bytes("none", np.zeros((1, 1), np.uint8)))

    def part(examples: Examples) -> Examples:
        pixels = np.rint(LEVELS * examples.inputs).astype(np.uint8)
        kept = replace(examples, stored=pixels, levels=levels)
        return kept if as_bytes else replace(kept, stored=kept.inputs, levels=None)

    parts = {name: part(getattr(prepared, name)) for name in ("train", "validation", "test")}
    return replace(prepared, **parts)


@pytest.mark.parametrize("engine", ["graph", "xla"])
def test_that_a_network_learns_the_same_from_bytes(engine: Engine) -> None:
    design = load_shipped("digits-dense")
    design = design.model_copy(update={"recipe": design.recipe.model_copy(update={"epochs": 2})})
    losses = []
    for as_bytes in (True, False):
        workshop = Workshop({design.data: packed(prepare(design.data), as_bytes)})
        epochs = train(design, workshop=workshop, engine=engine).of(Epoch)
        losses.append([(epoch.loss, epoch.val_loss) for epoch in epochs])
    assert len(losses[0]) == 2
    np.testing.assert_allclose(losses[0], losses[1], rtol=1e-4)
