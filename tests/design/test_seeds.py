from __future__ import annotations

from nnstudio.design.seeds import derived_seed


def test_that_a_derived_seed_is_the_same_on_every_machine() -> None:
    assert derived_seed(7, "hidden", "kernel_initializer") == 1241146776
    assert derived_seed(7, "hidden", "bias_initializer") != derived_seed(7, "hidden", "kernel_initializer")
