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
        noisy = examples.inputs is not examples.targets and examples.targets.ndim == 4
        pixels = np.rint(LEVELS * (examples.targets if noisy else examples.inputs)).astype(np.uint8)
        gives_back = examples.targets.ndim == 4
        kept = replace(
            examples,
            stored=examples.stored if noisy else pixels,
            stored_targets=pixels if gives_back else examples.stored_targets,
            levels=levels,
        )
        if as_bytes:
            return kept
        floats = kept.inputs
        same = floats if kept.gives_back else kept.targets
        return replace(kept, stored=floats, stored_targets=same, levels=None)

    parts = {name: part(getattr(prepared, name)) for name in ("train", "validation", "test")}
    return replace(prepared, **parts)


@pytest.mark.parametrize("name", ["digits-dense", "autoencoder", "autoencoder-denoising"])
@pytest.mark.parametrize("engine", ["graph", "xla"])
def test_that_a_network_learns_the_same_from_bytes(engine: Engine, name: str) -> None:
    design = load_shipped(name)
    design = design.model_copy(update={"recipe": design.recipe.model_copy(update={"epochs": 2})})
    losses = []
    for as_bytes in (True, False):
        workshop = Workshop({design.data: packed(prepare(design.data), as_bytes)})
        epochs = train(design, workshop=workshop, engine=engine).of(Epoch)
        losses.append([(epoch.loss, epoch.val_loss) for epoch in epochs])
    assert len(losses[0]) == 2
    np.testing.assert_allclose(losses[0], losses[1], rtol=1e-4)
