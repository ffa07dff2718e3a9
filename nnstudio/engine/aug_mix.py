"""AugMix whose changes are picked anew for each batch, by its seed.

Keras picks them with Python's own random numbers: whatever the seed, and in a network only once, when it is
built, so that every batch goes through the same ones.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from nnstudio.engine.backend import keras, tf

Tensor = Any


class AugMix(keras.layers.AugMix):  # type: ignore[misc]
    """Otherwise as Keras'; Hendrycks et al., AugMix, 2019."""

    def get_random_transformation(self, data: Tensor, training: bool = True, seed: Any = None) -> Any:
        """How much each chain counts, how much the image itself does, and which change is where
        (chains, depth); the last number stands for none."""
        if not training:
            return None
        random, seed = self.backend.random, seed or self.generator
        shares = self._sample_from_dirichlet([self.num_chains], self.alpha, seed)
        own = random.beta((), self.alpha, self.alpha, seed=seed)
        places = (self.num_chains, self.chain_depth)
        picked = random.randint(places, 0, len(self._augment_layers) + 1, seed=seed)
        return {"chain_mixing_weights": shares, "weight_sample": own, "picked": picked}

    def transform_images(self, images: Tensor, transformation: Any, training: bool = True) -> Tensor:
        images = tf.cast(images, self.compute_dtype)
        if not training or transformation is None:
            return images
        shares = tf.cast(transformation["chain_mixing_weights"], self.compute_dtype)
        own = tf.cast(transformation["weight_sample"], self.compute_dtype)
        mixed = self._mixed(images, transformation["picked"], shares)
        low, high = self.value_range
        return tf.clip_by_value(own * images + (1 - own) * mixed, low, high)

    def _mixed(self, images: Tensor, picked: Tensor, shares: Tensor) -> Tensor:
        """The chains one after the other in one loop, so that each change is traced only once."""
        depth, flat = self.chain_depth, tf.reshape(picked, (-1,))

        def body(step: Tensor, changed: Tensor, mixed: Tensor) -> tuple[Tensor, Tensor, Tensor]:
            changed = tf.switch_case(flat[step], self._changes(changed))
            changed = tf.ensure_shape(changed, images.shape)
            ends = step % depth == depth - 1
            mixed = mixed + tf.where(ends, shares[step // depth], 0.0) * changed
            return step + 1, tf.where(ends, images, changed), mixed

        steps = self.num_chains * depth
        start = (tf.constant(0), images, tf.zeros_like(images))
        *_, mixed = tf.while_loop(lambda step, *_: step < steps, body, start, parallel_iterations=1)
        return mixed

    def _changes(self, images: Tensor) -> list[Callable[[], Tensor]]:
        layers = [getattr(self, name) for name in self._augment_layers]
        changes = [partial(self._changed, layer, images) for layer in layers]
        return [*changes, lambda: tf.identity(images)]

    def _changed(self, layer: Any, images: Tensor) -> Tensor:
        drawn = layer.get_random_transformation(images)
        return tf.cast(layer.transform_images(images, drawn), self.compute_dtype)
