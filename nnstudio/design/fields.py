"""The fields of a recipe and of a choice of data, as parameters: bounds, help and forms in one place."""

from __future__ import annotations

from nnstudio.catalogue.params import Bool, Choice, Float, Int, Label, Option, Param
from nnstudio.i18n import N_, U_

_LARGEST_SEED = 2**31 - 1

BATCHING = Choice(
    name="batching",
    title=N_("Feed"),
    help=N_("How many examples the network sees before each update of its weights."),
    default="mini",
    options=(
        Option("full", N_("whole set (batch)"), N_("Batch gradient descent: one update an epoch.")),
        Option(
            "single", N_("one example (stochastic)"), N_("Stochastic gradient descent: an update an example.")
        ),
        Option("mini", N_("mini-batches"), N_("Mini-batch gradient descent: an update a batch.")),
    ),
)

RECIPE_FIELDS: tuple[Param, ...] = (
    BATCHING,
    Int(
        name="batch_size",
        title=N_("Batch size"),
        help=N_(
            "Examples in a mini-batch. Small batches update often and noisily, large ones rarely and surely."
        ),
        default=32,
        min=1,
        max=1_000_000,
        unit=U_("example", "examples"),
    ),
    Int(
        name="epochs",
        title=N_("Epochs"),
        help=N_("How many times the network sees the whole training part."),
        default=20,
        min=1,
        max=1_000_000,
    ),
    Choice(
        name="class_weights",
        title=N_("Class weights"),
        help=N_("How much the examples of each class count in training."),
        default="none",
        options=(
            Option(
                "none",
                N_("all alike"),
                N_("Every example counts the same."),
            ),
            Option(
                "balanced",
                N_("rare ones more"),
                N_("Every class counts the same."),
            ),
        ),
        advanced=True,
    ),
    Int(
        name="validate_every",
        title=N_("Validate every"),
        help=N_(
            "How many epochs there are to one validation. Automatic: as often as takes no more than a fifth"
            " of the time of training. The last epoch is always validated."
        ),
        default=0,
        min=0,
        max=1_000_000,
        unit=U_("epoch", "epochs"),
        zero=N_("automatic"),
        advanced=True,
    ),
    Int(
        name="seed",
        title=N_("Seed"),
        help=N_("Initial weights, shuffling and dropout follow from it: the same seed gives the same curve."),
        default=0,
        min=0,
        max=_LARGEST_SEED,
        advanced=True,
    ),
)

# Of a group of rows.
REPEAT = Int(
    name="repeat",
    title=N_("Repeat"),
    help=N_(
        "How many times the rows of the group are built, one after the other, each with its own weights."
    ),
    default=1,
    min=1,
    max=100,
)

EARLY_STOPPING_FIELDS: tuple[Param, ...] = (
    Int(
        name="patience",
        title=N_("Patience"),
        help=N_(
            "Stop after this many epochs without a better validation loss. Only epochs that are"
            " validated count."
        ),
        default=10,
        min=1,
        max=100_000,
        unit=U_("epoch", "epochs"),
    ),
    Float(
        name="min_delta",
        title=N_("Smallest gain"),
        help=N_("A validation loss counts as better only when it is lower by at least this much."),
        default=0.0,
        min=0.0,
        max=1e6,
    ),
    Bool(
        name="restore_best",
        title=N_("Keep the best weights"),
        help=N_("When training stops early, go back to the weights of the best epoch."),
        default=True,
    ),
)

DATA_FIELDS: tuple[Param, ...] = (
    Choice(
        name="goal",
        title=N_("Learn to give"),
        help=N_("The target that comes with the data, or the input itself, without labels (an autoencoder)."),
        default="target",
        options=(Option("target", N_("the target")), Option("inputs", N_("the input back"))),
    ),
    Float(
        name="noise",
        title=N_("Noise"),
        help=N_(
            "Standard deviation of the noise that is added to what the network reads, after scaling. It is "
            "asked for the clean input. The same seed gives the same noise."
        ),
        default=0.0,
        min=0.0,
        max=10.0,
    ),
    Label(
        name="unusual",
        title=N_("Unusual class"),
        help=N_(
            "A class that training sees nothing of, while the validation and test parts have all of it: "
            "what the network gives back badly is unusual."
        ),
        none=N_("none"),
    ),
    Float(
        name="validation",
        title=N_("Validation part"),
        help=N_(
            "Share of the examples kept aside to watch how well the network does on what it has not seen."
        ),
        default=0.2,
        min=0.0,
        max=0.9,
    ),
    Float(
        name="test",
        title=N_("Test part"),
        help=N_("Share of the examples that training never looks at, for a last, honest number."),
        default=0.0,
        min=0.0,
        max=0.9,
    ),
    Choice(
        name="scaling",
        title=N_("Scaling"),
        help=N_(
            "Brings every input to a similar size, measured on the training part alone. Quantities to "
            "predict are scaled alike, and shown in their own unit."
        ),
        default="none",
        options=(
            Option("none", N_("none")),
            Option("standard", N_("standardize"), N_("Mean 0 and standard deviation 1.")),
            Option("range", N_("0 to 1"), N_("Smallest value 0, largest 1.")),
        ),
    ),
    Bool(
        name="one_hot",
        title=N_("One-hot labels"),
        help=N_(
            "A class becomes a row of zeros with a 1 at its place, as categorical cross-entropy needs it. "
            "Where there are no classes it changes nothing."
        ),
        default=False,
    ),
    Int(
        name="window",
        title=N_("Window"),
        help=N_("How many values of a time series the network sees at a time."),
        default=30,
        min=1,
        max=10_000,
        unit=U_("value", "values"),
    ),
    Int(
        name="horizon",
        title=N_("Horizon"),
        help=N_("How many next values it forecasts."),
        default=10,
        min=1,
        max=1_000,
        unit=U_("value", "values"),
    ),
    Choice(
        name="tokens",
        title=N_("Tokens"),
        help=N_("What a text is split into: each token becomes a whole number, for Embedding to read."),
        default="characters",
        options=(
            Option("characters", N_("characters"), N_("Each letter or sign is a token.")),
            Option(
                "words",
                N_("words"),
                N_("Each word is a token, and so is each other sign; there are many different ones."),
            ),
        ),
    ),
    Bool(
        name="lower_case",
        title=N_("Small letters"),
        help=N_("Capital letters are read as small ones: fewer different tokens, each met more often."),
        default=False,
    ),
    Int(
        name="vocabulary",
        title=N_("Vocabulary"),
        help=N_(
            "How many different tokens there are at most: the most frequent of the training part are known, "
            "the others are all read as one unknown token. Padding and unknown count as two."
        ),
        default=1_000,
        min=3,
        max=100_000,
        unit=U_("token", "tokens"),
    ),
    Int(
        name="length",
        title=N_("Length"),
        help=N_(
            "How many tokens of a text the network sees. A longer text is cut at its end, a shorter one is "
            "filled up with padding."
        ),
        default=40,
        min=1,
        max=10_000,
        unit=U_("token", "tokens"),
    ),
    Int(
        name="seed",
        title=N_("Split seed"),
        help=N_("The same seed puts the same examples into each part."),
        default=0,
        min=0,
        max=_LARGEST_SEED,
        advanced=True,
    ),
)
