"""What is known about prepared data without loading it: enough to check shapes and to choose views."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from nnstudio.catalogue.entries import Target
from nnstudio.catalogue.values import Shape


class Domain(StrEnum):
    """What the examples are."""

    POINTS = "points"
    IMAGES = "images"
    VIDEO = "video"
    TEXT = "text"
    SERIES = "series"
    TABLE = "table"


class Task(StrEnum):
    """What is asked of the network."""

    CLASSIFICATION = "classification"
    REGRESSION = "regression"
    FORECAST = "forecast"
    RECONSTRUCTION = "reconstruction"
    NEXT_FRAME = "next frame"
    TRANSLATION = "translation"
    GENERATION = "generation"


@dataclass(frozen=True)
class DataFacts:
    """Shapes, classes and counts of the data as the network meets it.

    input_shape, target_shape: of one example. vocabulary: how many whole numbers an input can be,
    0 where inputs are real numbers; answers: the same of each place of a text that is asked for.
    features, classes: names, translated where shown. train, validation, test: how many examples.
    target_names: what is predicted, one for each quantity; unit: of a quantity that is predicted, or "".
    reach: the largest size of an input or of a quantity to predict as the data come, before any scaling;
    0 where it is not known. season: how many values a series takes to come round; 0 where it does not.
    unusual: the class that training sees nothing of, or "". class_counts: how many examples of each class
    there are in all parts together; () where that is not known before they are read, as ``counted`` says it.
    """

    domain: Domain
    task: Task
    target: Target
    input_shape: Shape
    target_shape: Shape
    classes: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    train: int = 0
    validation: int = 0
    test: int = 0
    vocabulary: int = 0
    answers: int = 0
    unit: str = ""
    target_names: tuple[str, ...] = ()
    reach: float = 0.0
    season: int = 0
    unusual: str = ""
    class_counts: tuple[int, ...] = ()


def counted(facts: DataFacts, class_counts: tuple[int, ...]) -> DataFacts:
    """With what reading the data has shown, where classes are asked for and were not counted before."""
    asked = facts.task is Task.CLASSIFICATION and len(class_counts) == len(facts.classes)
    return replace(facts, class_counts=class_counts) if asked and not facts.class_counts else facts
