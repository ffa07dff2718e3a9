"""Well-known sets that are fetched on a person's word, once, and then read like any other.

What Keras downloads is written anew as plain arrays by ``engine/fetching.py``; here these are read. A file
``KEY.npz`` holds "labels" (n,) uint8, and "pixels" (n, h, w, c) uint8 or texts: "signs", all of them one
after the other in UTF-8, and "ends" (n,), where each ends.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from pathlib import Path
from typing import Final

import numpy as np
from immutabledict import immutabledict
from platformdirs import user_cache_path

from nnstudio.catalogue.params import Int
from nnstudio.catalogue.values import Params, Shape
from nnstudio.data.source import Raw, Source
from nnstudio.data.text.writing import Writing
from nnstudio.design.facts import Domain
from nnstudio.errors import UserError
from nnstudio.i18n import N_, _

FOLDER_VARIABLE: Final = "NNSTUDIO_FETCHED"  # another folder
_KERAS_VARIABLE: Final = "KERAS_HOME"
_MILLION: Final = 1_000_000
_AS_IT_IS: Final[Params] = immutabledict()


def fetched_file(key: str) -> Path:
    """Where a fetched set is, or will be."""
    named = os.environ.get(FOLDER_VARIABLE)
    folder = Path(named) if named else user_cache_path("nnstudio", appauthor=False) / "fetched"
    return folder / f"{key}.npz"


def parts_folder(path: Path) -> Path:
    """Where what belongs to a fetched file lies until that is whole."""
    return path.with_suffix(".parts")


def keras_folder() -> Path:
    """Where Keras keeps what it has downloaded; a file that somebody has put there is taken as it is."""
    named = os.environ.get(_KERAS_VARIABLE)
    return (Path(named) if named else Path.home() / ".keras") / "datasets"


def is_in_keras_folder(source: Source) -> bool:
    return bool(source.fetched_from) and all(
        os.path.isfile(keras_folder() / part) for part in source.fetched_from
    )


def _read(key: str, most: int) -> Raw:
    """The first examples of a fetched set; raises UserError if it is not there or is broken."""
    path = fetched_file(key)
    source = next(source for source in FETCHED if source.key == key)
    try:
        raw = _raw(path, most)
        _check(raw, source)
    except FileNotFoundError:
        raise _missing(source) from None
    except (OSError, ValueError, TypeError, KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise UserError(
            _("The fetched file cannot be read: {reason}.").format(reason=str(error).rstrip(".")),
            hint=_("Fetch it again."),
            where=path.name,
        ) from None
    return raw


def _raw(path: Path, most: int) -> Raw:
    """Raises nearly anything for a broken file."""
    with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
        labels = file["labels"][:most].astype(np.int32)
        nothing = np.zeros((len(labels), 0), np.float32)
        if "pixels" in file:
            return Raw(nothing, labels, pixels=file["pixels"][:most])
        signs, ends = file["signs"].tobytes(), file["ends"][:most].tolist()
    starts = [0, *ends[:-1]]
    texts = tuple(signs[start:end].decode() for start, end in zip(starts, ends, strict=True))
    return Raw(nothing, labels, texts=texts)


def _check(raw: Raw, source: Source) -> None:
    """Raises ValueError for what is not as the set is described."""
    labels, pixels, texts = raw.targets, raw.pixels, raw.texts
    many = len(raw.inputs)
    good = labels is not None and labels.shape == (many,) and many > 0
    good = good and 0 <= labels.min() <= labels.max() < len(source.classes)  # type: ignore[union-attr]
    if pixels is not None:
        good = good and pixels.shape == (many, *source.input_shape) and pixels.dtype == np.uint8
    if texts is not None:
        good = good and len(texts) == many
    if not good or (pixels is None) == bool(source.input_shape[0]):
        raise ValueError(_("it is not the set that its name says"))


def _missing(source: Source) -> UserError:
    return UserError(
        _("{title} is not on this machine yet.").format(title=_(source.title)),
        hint=_("Fetch it in the Data panel, or with “nnstudio fetch {key}” ({size:.0f} MB).").format(
            key=source.key, size=source.fetched_bytes / _MILLION
        ),
        where="data.source",
    )


def _examples(all_of_them: int, default: int) -> Int:
    return Int(
        name="examples",
        title=N_("Examples"),
        help=N_("How many examples to take, from the beginning: fewer are learned sooner."),
        default=default,
        min=100,
        max=all_of_them,
    )


def _count(params: Params) -> int:
    count = params["examples"]
    assert isinstance(count, int)
    return count


def _source(
    key: str,
    title: str,
    help: str,
    *,
    count: int,
    default: int,
    classes: tuple[str, ...],
    target_name: str,
    origin: str,
    licence: str,
    fetched_bytes: int,
    fetched_from: tuple[str, ...],
    domain: Domain = Domain.IMAGES,
    input_shape: Shape = (0,),
    writing: Writing | None = None,
    preparation: Params = _AS_IT_IS,
) -> Source:
    return Source(
        key=key,
        title=title,
        help=help,
        params=(_examples(count, default),),
        domain=domain,
        input_shape=input_shape,
        classes=classes,
        target_names=(target_name,),
        count=_count,
        origin=origin,
        licence=licence,
        load=lambda params: _read(key, _count(params)),
        reach=1.0 if domain is Domain.IMAGES else 0.0,
        writing=None if writing is None else lambda params: writing,
        preparation=preparation,
        fetched_bytes=fetched_bytes,
        fetched_from=fetched_from,
    )


FETCHED: Final[tuple[Source, ...]] = (
    _source(
        "mnist",
        N_("MNIST"),
        N_("70,000 handwritten digits in 28×28 grey pixels, the set that everybody compares with."),
        count=70_000,
        default=10_000,
        input_shape=(28, 28, 1),
        classes=tuple("0123456789"),
        target_name=N_("digit"),
        origin=N_("Y. LeCun, C. Cortes and C. J. C. Burges, The MNIST Database of Handwritten Digits."),
        licence="CC BY-SA 3.0",
        fetched_bytes=11_490_434,
        fetched_from=("mnist.npz",),
    ),
    _source(
        "fashion_mnist",
        N_("Fashion-MNIST"),
        N_("70,000 pictures of clothes in 28×28 grey pixels: as small as MNIST, and harder."),
        count=70_000,
        default=10_000,
        input_shape=(28, 28, 1),
        classes=(
            N_("T-shirt"),
            N_("trousers"),
            N_("pullover"),
            N_("dress"),
            N_("coat"),
            N_("sandal"),
            N_("shirt"),
            N_("sneaker"),
            N_("bag"),
            N_("boot"),
        ),
        target_name=N_("piece of clothing"),
        origin=N_("H. Xiao, K. Rasul and R. Vollgraf, Fashion-MNIST, 2017, Zalando Research."),
        licence="MIT",
        fetched_bytes=30_878_645,
        fetched_from=tuple(
            f"fashion-mnist/{part}.gz"
            for part in (
                "train-labels-idx1-ubyte",
                "train-images-idx3-ubyte",
                "t10k-labels-idx1-ubyte",
                "t10k-images-idx3-ubyte",
            )
        ),
    ),
    _source(
        "cifar10",
        N_("CIFAR-10"),
        N_("60,000 colour photographs of 32×32 pixels, of animals and vehicles of ten kinds."),
        count=60_000,
        default=10_000,
        input_shape=(32, 32, 3),
        classes=(
            N_("airplane"),
            N_("automobile"),
            N_("bird"),
            N_("cat"),
            N_("deer"),
            N_("dog"),
            N_("frog"),
            N_("horse"),
            N_("ship"),
            N_("truck"),
        ),
        target_name=N_("what it shows"),
        origin=N_("A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009."),
        licence=N_("Free to use with the reference, as its page says"),
        fetched_bytes=170_498_071,
        fetched_from=("cifar-10-batches-py-target_archive",),
    ),
    _source(
        "imdb",
        N_("IMDB reviews"),
        N_("50,000 reviews of films, as words without signs: does the writer like the film?"),
        count=50_000,
        default=5_000,
        domain=Domain.TEXT,
        writing=Writing(characters=500, words=90_000, longest=20_000, longest_in_words=2_600),
        classes=(N_("dislikes it"), N_("likes it")),
        target_name=N_("opinion"),
        origin=N_("A. L. Maas and others, Learning Word Vectors for Sentiment Analysis, 2011."),
        licence=N_("For research with the reference, as its page says"),
        fetched_bytes=19_106_010,
        fetched_from=("imdb.npz", "imdb_word_index.json"),
        preparation=immutabledict(tokens="words", vocabulary=5_000, length=100, lower_case=True),
    ),
)
