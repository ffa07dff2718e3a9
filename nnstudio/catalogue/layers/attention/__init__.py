"""Layers in which every step of a sequence looks at the steps of another one, or of its own.

Vaswani et al., Attention Is All You Need, 2017.
"""

from __future__ import annotations

from nnstudio.catalogue.entries import Layer
from nnstudio.catalogue.layers.attention.heads import GROUP_QUERY_ATTENTION, MULTI_HEAD_ATTENTION
from nnstudio.catalogue.layers.attention.plain import ADDITIVE_ATTENTION, ATTENTION

ATTENTION_LAYERS: tuple[Layer, ...] = (
    MULTI_HEAD_ATTENTION,
    GROUP_QUERY_ATTENTION,
    ATTENTION,
    ADDITIVE_ATTENTION,
)
