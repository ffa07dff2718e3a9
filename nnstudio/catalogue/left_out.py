"""Classes of ``keras.layers`` that cannot be stacked here, each with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nnstudio.i18n import N_

_CELL = N_("It is one step of a recurrent layer; take the layer itself.")
_BASE = N_("It is what other layers are made from, and does nothing by itself.")
_FOREIGN = N_("It runs code from elsewhere, which a design file must never do.")
_WORDS = N_("It works on text, not on numbers; text is prepared with the data.")
_SOUND = N_("It is for sound, and there is no sound among the data.")
_PAIRS = N_("It mixes two examples, and their targets would have to be mixed alike.")
_WRAPS = N_("It is around a layer: it is a choice of the row (both ways, at each step, evened out).")

LEFT_OUT: Final[Mapping[str, str]] = {
    "Layer": _BASE,
    "Wrapper": _BASE,
    "InputSpec": N_("It describes what a layer takes, and is no layer."),
    "Input": N_("The first row of every network: it follows from the data."),
    "InputLayer": N_("The first row of every network: it follows from the data."),
    "RNN": N_("It needs a cell that is written as code; take SimpleRNN, LSTM or GRU."),
    "SimpleRNNCell": _CELL,
    "LSTMCell": _CELL,
    "GRUCell": _CELL,
    "StackedRNNCells": N_("It stacks cells; stack recurrent layers with “Return sequences” instead."),
    "Bidirectional": _WRAPS,
    "TimeDistributed": _WRAPS,
    "SpectralNormalization": _WRAPS,
    "Lambda": _FOREIGN,
    "TFSMLayer": _FOREIGN,
    "TorchModuleWrapper": _FOREIGN,
    "JaxLayer": _FOREIGN,
    "FlaxLayer": _FOREIGN,
    "Pipeline": N_("It puts several layers one after the other, as the list does."),
    "StringLookup": _WORDS,
    "TextVectorization": _WORDS,
    "Hashing": N_("It turns numbers into text to scramble them; Embedding takes the numbers themselves."),
    "HashedCrossing": N_("It turns pairs of numbers into text to scramble them."),
    "IntegerLookup": N_("It renames whole numbers; those of the data begin at 0 already."),
    "MelSpectrogram": _SOUND,
    "STFTSpectrogram": _SOUND,
    "CutMix": _PAIRS,
    "MixUp": _PAIRS,
    "RandomElasticTransform": N_(
        "In a network it gives all images of a batch the pixels of the first one, for Keras does not know"
        " there how many they are."
    ),
    "MaxNumBoundingBoxes": N_("It is for data with boxes drawn around things, and there is none."),
    "ContrastLimitedAdaptiveHistogramEqualization": N_(
        "It is fifty times slower than Equalization, which does much the same."
    ),
    "ReversibleEmbedding": N_("It is one layer at two places of a network, and a row has one place."),
}
