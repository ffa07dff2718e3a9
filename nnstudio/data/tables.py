"""Tables of measurements that come with scikit-learn, described here so that none need be loaded."""

from __future__ import annotations

from typing import Final

import numpy as np
from immutabledict import immutabledict

from nnstudio.catalogue.values import Params
from nnstudio.data.source import Raw, Source
from nnstudio.design.facts import Domain
from nnstudio.i18n import N_


def _source(
    key: str,
    title: str,
    help: str,
    *,
    count: int,
    features: tuple[str, ...],
    target_name: str,
    reach: float,
    origin: str,
    licence: str,
    classes: tuple[str, ...] = (),
    class_counts: tuple[int, ...] = (),
    **options: bool,
) -> Source:
    """options: further arguments of scikit-learn's ``load_<key>``."""

    def load(params: Params) -> Raw:
        from sklearn import datasets

        bunch = getattr(datasets, f"load_{key}")(**options)
        inputs = bunch.data.astype(np.float32)
        _rows, same = np.unique(inputs, axis=0, return_inverse=True)  # iris has one flower twice
        targets = bunch.target.astype(np.int32) if classes else bunch.target.astype(np.float32)[:, None]
        return Raw(inputs, targets, same=same.reshape(-1).astype(np.int32))

    return Source(
        key=key,
        title=title,
        help=help,
        domain=Domain.TABLE,
        input_shape=(len(features),),
        features=features,
        classes=classes,
        class_counts=(lambda params: class_counts) if classes else None,
        target_names=(target_name,),
        count=lambda params: count,
        origin=origin,
        licence=licence,
        load=load,
        preparation=immutabledict(scaling="standard"),
        reach=reach,
    )


TABLES: Final[tuple[Source, ...]] = (
    _source(
        "iris",
        N_("Iris"),
        N_("Which of three kinds of iris a flower is, told from the sizes of its leaves."),
        reach=7.9,
        count=150,
        features=(
            N_("sepal length (cm)"),
            N_("sepal width (cm)"),
            N_("petal length (cm)"),
            N_("petal width (cm)"),
        ),
        classes=("setosa", "versicolor", "virginica"),
        class_counts=(50, 50, 50),
        target_name=N_("species"),
        origin=N_("R. A. Fisher, 1936; UCI Machine Learning Repository, as it comes with scikit-learn."),
        licence="CC BY 4.0",
    ),
    _source(
        "wine",
        N_("Wine"),
        N_("Which of three grape varieties a wine was made from, told from its chemistry."),
        reach=1_680.0,
        count=178,
        features=(
            N_("alcohol"),
            N_("malic acid"),
            N_("ash"),
            N_("alcalinity of ash"),
            N_("magnesium"),
            N_("total phenols"),
            N_("flavanoids"),
            N_("nonflavanoid phenols"),
            N_("proanthocyanins"),
            N_("color intensity"),
            N_("hue"),
            N_("OD280/OD315 of diluted wines"),
            N_("proline"),
        ),
        classes=(N_("class 0"), N_("class 1"), N_("class 2")),
        class_counts=(59, 71, 48),
        target_name=N_("grape variety"),
        origin=N_(
            "S. Aeberhard and M. Forina, 1992; UCI Machine Learning Repository, as it comes with "
            "scikit-learn."
        ),
        licence="CC BY 4.0",
    ),
    _source(
        "breast_cancer",
        N_("Breast cancer"),
        N_("Whether a lump is malignant or benign, told from a microscope picture of its cell nuclei."),
        reach=4_254.0,
        count=569,
        features=(
            N_("mean radius"),
            N_("mean texture"),
            N_("mean perimeter"),
            N_("mean area"),
            N_("mean smoothness"),
            N_("mean compactness"),
            N_("mean concavity"),
            N_("mean concave points"),
            N_("mean symmetry"),
            N_("mean fractal dimension"),
            N_("radius error"),
            N_("texture error"),
            N_("perimeter error"),
            N_("area error"),
            N_("smoothness error"),
            N_("compactness error"),
            N_("concavity error"),
            N_("concave points error"),
            N_("symmetry error"),
            N_("fractal dimension error"),
            N_("worst radius"),
            N_("worst texture"),
            N_("worst perimeter"),
            N_("worst area"),
            N_("worst smoothness"),
            N_("worst compactness"),
            N_("worst concavity"),
            N_("worst concave points"),
            N_("worst symmetry"),
            N_("worst fractal dimension"),
        ),
        classes=(N_("malignant"), N_("benign")),
        class_counts=(212, 357),
        target_name=N_("diagnosis"),
        origin=N_(
            "Breast Cancer Wisconsin (Diagnostic), W. Wolberg, O. Mangasarian and W. N. Street, 1995; UCI "
            "Machine Learning Repository, as it comes with scikit-learn."
        ),
        licence="CC BY 4.0",
    ),
    _source(
        "diabetes",
        N_("Diabetes"),
        N_("How far diabetes has progressed a year later, told from ten measurements of a patient."),
        reach=346.0,
        count=442,
        features=(
            N_("age"),
            N_("sex"),
            N_("body mass index (bmi)"),
            N_("blood pressure (bp)"),
            N_("total cholesterol (s1)"),
            N_("low-density lipoproteins (s2)"),
            N_("high-density lipoproteins (s3)"),
            N_("cholesterol ratio (s4)"),
            N_("log of triglycerides (s5)"),
            N_("blood sugar (s6)"),
        ),
        target_name=N_("disease progression after one year"),
        origin=N_(
            "B. Efron, T. Hastie, I. Johnstone and R. Tibshirani, Least Angle Regression, 2004, as it comes "
            "with scikit-learn."
        ),
        licence="BSD-3-Clause, as part of scikit-learn",
        scaled=False,  # years and kilograms, not scikit-learn's own scaling over all rows
    ),
)
