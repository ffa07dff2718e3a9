"""What prepared data will look like, worked out from the tables alone: instant, nothing is loaded."""

from __future__ import annotations

from dataclasses import replace

from nnstudio.catalogue.entries import Target
from nnstudio.catalogue.params import ParamError, check_params, unknown_name
from nnstudio.catalogue.values import Params
from nnstudio.data.source import Source
from nnstudio.data.sources import source_of, source_params
from nnstudio.data.splits import Sizes, sizes, sizes_apart, sizes_beside
from nnstudio.data.text.continued import generation_facts
from nnstudio.data.text.pairs import translation_facts
from nnstudio.data.text.writing import Writing, vocabulary_size
from nnstudio.data.windows import forecast_starts, part_spans
from nnstudio.design.facts import DataFacts, Domain, Task
from nnstudio.design.fields import DATA_FIELDS
from nnstudio.design.model import DataChoice
from nnstudio.errors import UserError
from nnstudio.i18n import _, grouped, ngettext


def describe(choice: DataChoice) -> DataFacts:
    """Shapes, classes and counts of the data as this choice prepares it.

    One-hot labels change nothing where there are no classes, and so does the window where there is no
    series. Raises UserError, with the field as its place, where the choice cannot be.
    """
    source = source_of(choice)
    params = source_params(choice)
    _check_fields(choice)
    lacking = source.lacking(params) if source.lacking is not None else ""
    if lacking:
        raise UserError(lacking, where="data.params")
    parts = _sizes(source, params, choice)
    if source.domain is Domain.SERIES:
        return _forecast(source, choice, parts)
    if source.writing is not None and source.answer_writing is None and not source.classes:
        return generation_facts(source, choice, parts)
    if parts.train < 1:
        raise _nothing_left(parts)
    if source.answer_writing is not None:
        return _translation(source, parts, choice)
    if source.writing is not None and source.classes:
        return _classified_texts(source, parts, choice, source.writing(params))
    if source.domain is Domain.VIDEO:
        return _video(source, parts, choice)
    if choice.goal == "inputs":
        facts = _facts(source, parts, Task.RECONSTRUCTION, Target.INPUTS, source.input_shape)
        return replace(facts, unusual=choice.unusual)
    if not source.classes:
        if not source.target_names:
            raise _nothing_to_name()
        shape = (len(source.target_names),)
        return _facts(source, parts, Task.REGRESSION, Target.NUMBERS, shape, source.unit)
    return _classification(source, parts, choice)


def _classification(source: Source, parts: Sizes, choice: DataChoice) -> DataFacts:
    counts = () if source.class_counts is None else tuple(source.class_counts(source_params(choice)))
    facts = _facts(source, parts, Task.CLASSIFICATION, *_class_target(source, choice))
    return replace(facts, class_counts=counts)


def _video(source: Source, parts: Sizes, choice: DataChoice) -> DataFacts:
    if choice.goal == "inputs":
        raise UserError(
            _("Clips are learned by naming them or by drawing what comes next, not by giving them back."),
            hint=_("Choose to learn the target."),
            where="data.goal",
        )
    if source.classes:
        return _classification(source, parts, choice)
    return _facts(source, parts, Task.NEXT_FRAME, Target.NUMBERS, source.input_shape[1:])


def _nothing_to_name() -> UserError:
    return UserError(
        _("These data have neither classes nor a quantity to learn."),
        hint=_("Choose to learn the inputs."),
        where="data.goal",
    )


def _class_target(source: Source, choice: DataChoice) -> tuple[Target, tuple[int, ...]]:
    return (Target.ONE_HOT, (len(source.classes),)) if choice.one_hot else (Target.INTEGERS, (1,))


def _translation(source: Source, parts: Sizes, choice: DataChoice) -> DataFacts:
    if choice.goal == "inputs":
        raise _not_quantities()
    facts = _facts(source, parts, Task.TRANSLATION, Target.TOKENS, ())
    return translation_facts(facts, source, choice)


def _not_quantities() -> UserError:
    return UserError(
        _("The numbers of tokens are no quantities: a text cannot be learned as its own input."),
        hint=_("Choose to learn the target."),
        where="data.goal",
    )


def _classified_texts(source: Source, parts: Sizes, choice: DataChoice, writing: Writing) -> DataFacts:
    if choice.goal == "inputs":
        raise _not_quantities()
    facts = _classification(source, parts, choice)
    return replace(
        facts, input_shape=(choice.length,), vocabulary=vocabulary_size(writing, choice), features=()
    )


def _sizes(source: Source, params: Params, choice: DataChoice) -> Sizes:
    """How many examples each part has."""
    together = 1 if source.together is None else source.together(params)
    count = source.count(params) // together
    if choice.goal != "inputs" or not choice.unusual or source.domain is Domain.SERIES:
        if source.held_out:
            return sizes_beside(count, source.held_out, choice)
        return sizes(count, choice).times(together)
    if source.class_counts is None or source.held_out:
        raise UserError(
            _("This set cannot leave a class out of training."),
            hint=_("Choose no unusual class, or a set with classes."),
            where="data.unusual",
        )
    if choice.unusual not in source.classes:
        raise UserError(
            unknown_name(choice.unusual, source.classes),
            hint=_("Choose a class of this set, or none."),
            where="data.unusual",
        )
    if not choice.validation + choice.test:
        raise UserError(
            _("The unusual class has no place: there is neither a validation nor a test part."),
            hint=_("Make the validation or the test part larger than 0."),
            where="data.validation",
        )
    unusual = source.class_counts(params)[source.classes.index(choice.unusual)] // together
    return sizes_apart(count - unusual, unusual, choice).times(together)


def _facts(
    source: Source, parts: Sizes, task: Task, target: Target, target_shape: tuple[int, ...], unit: str = ""
) -> DataFacts:
    return DataFacts(
        domain=source.domain,
        task=task,
        target=target,
        input_shape=source.input_shape,
        target_shape=target_shape,
        classes=source.classes,
        features=source.features,
        train=parts.train,
        validation=parts.validation,
        test=parts.test,
        unit=unit,
        target_names=() if task is Task.RECONSTRUCTION else source.target_names,
        reach=source.reach,
    )


def _forecast(source: Source, choice: DataChoice, values: Sizes) -> DataFacts:
    if choice.goal == "inputs":
        raise UserError(
            _("A time series is learned by forecasting it; it cannot be given back as its own input."),
            hint=_("Choose to learn the target."),
            where="data.goal",
        )
    _check_windows(choice, values)
    train, validation, test = (len(forecast_starts(span, choice)) for span in part_spans(values))
    return DataFacts(
        Domain.SERIES,
        Task.FORECAST,
        Target.NUMBERS,
        input_shape=(choice.window, *source.input_shape),
        target_shape=(choice.horizon,),
        features=source.features,
        train=train,
        validation=validation,
        test=test,
        unit=source.unit,
        target_names=source.target_names,
        reach=source.reach,
        season=source.season,
    )


def _check_fields(choice: DataChoice) -> None:
    fields = choice.model_dump(exclude={"source", "params", "own"})
    try:
        check_params(DATA_FIELDS, fields)
    except ParamError as error:
        raise UserError(error.message, where=".".join(("data", *error.path))) from None


def _nothing_left(parts: Sizes) -> UserError:
    count = parts.train + parts.validation + parts.test
    message = ngettext(
        "Nothing is left to train on: the validation and test parts take the only example.",
        "Nothing is left to train on: the validation and test parts take all {count} examples.",
        count,
    ).format(count=grouped(count))
    return UserError(
        message, hint=_("Make the validation or the test part smaller."), where="data.validation"
    )


def _check_windows(choice: DataChoice, values: Sizes) -> None:
    """Every part that is asked for has room for at least one forecast."""
    needed = choice.window + choice.horizon
    if values.train < needed:
        raise UserError(
            ngettext(
                "The training part of the series has {count} value, but a window of {window} and a horizon "
                "of {horizon} need {needed}.",
                "The training part of the series has {count} values, but a window of {window} and a horizon "
                "of {horizon} need {needed}.",
                max(0, values.train),
            ).format(
                count=grouped(max(0, values.train)),
                window=grouped(choice.window),
                horizon=grouped(choice.horizon),
                needed=grouped(needed),
            ),
            hint=_("Choose a smaller window or horizon, or smaller validation and test parts."),
            where="data.window",
        )
    parts = ((values.validation, _("validation")), (values.test, _("test")))
    for count, name in parts:
        if 0 < count < choice.horizon:
            raise UserError(
                ngettext(
                    "The {part} part of the series has {count} value, but a forecast has {horizon}.",
                    "The {part} part of the series has {count} values, but a forecast has {horizon}.",
                    count,
                ).format(part=name, count=grouped(count), horizon=grouped(choice.horizon)),
                hint=_("Choose a smaller horizon, or make that part larger or 0."),
                where="data.horizon",
            )
