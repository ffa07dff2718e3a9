"""A glossary of what a lecture on training networks explains; entries of the catalogue name its pages."""

from __future__ import annotations

from nnstudio.catalogue.concepts.building import BUILDING
from nnstudio.catalogue.concepts.concept import Concept
from nnstudio.catalogue.concepts.images_and_sequences import IMAGES, SEQUENCES
from nnstudio.catalogue.concepts.judging import HOLDING, MEASURES
from nnstudio.catalogue.concepts.learning import LOSSES, STEPS

__all__ = ["CONCEPTS", "FIRST", "Concept"]

CONCEPTS: dict[str, Concept] = {
    concept.key: concept for concept in (*BUILDING, *IMAGES, *SEQUENCES, *LOSSES, *STEPS, *HOLDING, *MEASURES)
}
FIRST = "neuron"  # where a reader begins who asks for nothing in particular
