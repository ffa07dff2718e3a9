"""Concepts of networks that read images or sequences."""

from __future__ import annotations

from nnstudio.catalogue.concepts.concept import Concept
from nnstudio.i18n import N_

IMAGES = (
    Concept(
        "convolution",
        N_("Convolution"),
        N_("What is a convolution?"),
        N_(
            "A small window of weights, the kernel, slides over the image and gives one weighted sum at each"
            " place. The same few weights look everywhere, so a pattern is found wherever it stands. Each"
            " filter has a kernel of its own and makes one channel of the output; filters further down see"
            " patterns of patterns."
        ),
        ("stride_and_padding", "pooling", "dense_layer"),
        "y[i, j, k] = f(Σ W[a, b, c, k] · x[i+a, j+b, c] + b[k])",
    ),
    Concept(
        "stride_and_padding",
        N_("Stride and padding"),
        N_("What are stride and padding?"),
        N_(
            "The stride is how far the window moves from place to place: with 2 the output is half as long."
            " Without padding (“valid”) the window stays inside, and the output loses kernel − 1 numbers."
            " With “same” padding zeros are put around the input so that with stride 1 the size stays."
        ),
        ("convolution", "pooling", "upsampling"),
        "n_out = ⌊(n − kernel) / stride⌋ + 1 for “valid”,  ⌈n / stride⌉ for “same”",
    ),
    Concept(
        "pooling",
        N_("Pooling"),
        N_("What is pooling?"),
        N_(
            "Pooling lets one number stand for a small window: the largest or the mean. It has no weights; it"
            " makes what follows cheaper and less sensitive to where exactly a pattern stands. Global pooling"
            " keeps one number for a whole channel and can take the place of Flatten."
        ),
        ("convolution", "stride_and_padding"),
    ),
    Concept(
        "separable_convolution",
        N_("Separable convolution"),
        N_("What is a separable convolution?"),
        N_(
            "An ordinary convolution looks along the image and across the channels at once. A separable one"
            " first slides a kernel over each channel by itself (depthwise), then mixes the channels at each"
            " place (pointwise). With 3×3 kernels this takes about an eighth of the weights and the time."
        ),
        ("convolution", "dense_layer"),
    ),
    Concept(
        "upsampling",
        N_("Growing images"),
        N_("How do images grow?"),
        N_(
            "Decoders have to make a large image of a small one. Upsampling repeats or blends pixels and has"
            " no weights; a transposed convolution lets every pixel paint a kernel that is learnt, with the"
            " stride as the distance. A kernel size that the stride does not divide can leave a"
            " chequerboard in the picture."
        ),
        ("convolution", "autoencoder", "stride_and_padding"),
    ),
    Concept(
        "augmentation",
        N_("Augmentation"),
        N_("What is augmentation?"),
        N_(
            "In training every example is changed a little at random: shifted, turned, made brighter, given"
            " noise. The network never sees quite the same twice and cannot learn the examples by heart. Only"
            " changes that leave the label true are of use: a mirrored cat is a cat, a mirrored 3 is no 3."
        ),
        ("overfitting", "dropout"),
    ),
)

SEQUENCES = (
    Concept(
        "recurrent_state",
        N_("Recurrent state"),
        N_("What is a recurrent state?"),
        N_(
            "A recurrent layer reads a sequence step by step and keeps some numbers, its state, from one step"
            " to the next. The new state is made of the input and the old state with the same weights at"
            " every step. It gives the last state, or with “Return sequences” that of every step, which a"
            " recurrent layer below needs."
        ),
        ("gates", "vanishing_gradient", "bidirectional"),
        "hₜ = tanh(W · xₜ + U · hₜ₋₁ + b)",
    ),
    Concept(
        "gates",
        N_("Gates of LSTM and GRU"),
        N_("What are gates?"),
        N_(
            "A gate is a number between 0 and 1, itself learnt, that another number is multiplied by. In an"
            " LSTM one gate says what to forget, one what to write and one what to tell; a GRU gets by with"
            " two. What is not forgotten stays unchanged over many steps, and so does its gradient."
        ),
        ("recurrent_state", "vanishing_gradient", "sigmoid"),
        "cₜ = fₜ · cₜ₋₁ + iₜ · c̃ₜ,  hₜ = oₜ · tanh cₜ",
    ),
    Concept(
        "bidirectional",
        N_("Both ways"),
        N_("What does “both ways” mean?"),
        N_(
            "Two recurrent layers read the same sequence, one from its beginning and one from its end, and"
            " what they give is joined. Every step then knows what comes before and after it. It is of no use"
            " where what comes after must not be known, as in forecasts and in writing on."
        ),
        ("recurrent_state", "attention"),
    ),
    Concept(
        "encoder_decoder",
        N_("Encoder and decoder"),
        N_("What are encoder and decoder?"),
        N_(
            "The encoder reads a whole input and says it in a few numbers; the decoder makes the output from"
            " them. That way what goes in and what comes out may differ in length and kind, as a sentence and"
            " its translation do. Attention lets the decoder look back at every step of the input."
        ),
        ("attention", "autoencoder", "recurrent_state"),
    ),
    Concept(
        "masking",
        N_("Masking"),
        N_("What is masking?"),
        N_(
            "Sequences of different lengths are filled up to one length, usually with 0. A mask marks the"
            " filling, and layers that know of masks pass those steps over: a recurrent layer keeps its"
            " state, attention does not look there, a mean leaves them out."
        ),
        ("recurrent_state", "attention", "embedding"),
    ),
    Concept(
        "attention",
        N_("Attention"),
        N_("What is attention?"),
        N_(
            "Each step asks a question, its query, and every step has a key and a value. How alike query and"
            " key are says how much of that value is taken, and the shares add up to 1. So every step can"
            " read from any other at once, however far away it is; a causal mask hides what comes later."
        ),
        ("multi_head_attention", "positional_encoding", "softmax"),
        "softmax(Q · Kᵀ / √d) · V",
    ),
    Concept(
        "multi_head_attention",
        N_("Multi-head attention"),
        N_("What is multi-head attention?"),
        N_(
            "Several attentions work side by side, each on a smaller projection of the same steps, so that"
            " one can look for the verb while another looks for the subject. What they give is joined by a"
            " dense layer. In grouped queries several heads share keys and values, which saves weights."
        ),
        ("attention", "positional_encoding", "normalization"),
    ),
    Concept(
        "positional_encoding",
        N_("Positional encoding"),
        N_("What is a positional encoding?"),
        N_(
            "Attention treats the steps of a sequence as a heap: exchange two and nothing changes. So numbers"
            " that say where a step stands are added to it, either learnt or waves of several lengths."
            " Recurrent layers and convolutions need none, for they see the order themselves."
        ),
        ("attention", "embedding"),
        "PE[t, 2i] = sin(t / 10000^(2i/d)),  PE[t, 2i+1] = cos(t / 10000^(2i/d))",
    ),
)
