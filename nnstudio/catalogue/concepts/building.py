"""Concepts of what networks are built from."""

from __future__ import annotations

from nnstudio.catalogue.concepts.concept import Concept
from nnstudio.i18n import N_

BUILDING = (
    Concept(
        "neuron",
        N_("Neuron"),
        N_("What is a neuron?"),
        N_(
            "A neuron multiplies each of its inputs by a weight, adds the products up and adds a bias. The"
            " sum passes through an activation function, and the result is what the neuron gives on."
            " Learning changes the weights and the bias, nothing else."
        ),
        ("dense_layer", "activation_function", "gradient_descent"),
        "y = f(Σ wᵢ · xᵢ + b)",
    ),
    Concept(
        "dense_layer",
        N_("Dense layer"),
        N_("What is a dense layer?"),
        N_(
            "A dense layer is a row of neurons that all read all inputs, each with weights of its own. It"
            " takes no notice of which inputs are neighbours, so it suits tables and the end of a network."
            " With n inputs and m units it has n · m weights and m biases."
        ),
        ("neuron", "activation_function", "convolution"),
        "y = f(W · x + b)",
    ),
    Concept(
        "shape",
        N_("Shape"),
        N_("What is a shape?"),
        N_(
            "The shape says how the numbers of one example are arranged: 28×28×1 is an image of 28 rows and"
            " 28 columns in one channel, 60×8 a sequence of 60 steps with 8 features each. Every layer takes"
            " some shapes and gives another one. Layers that only rearrange numbers have no weights."
        ),
        ("dense_layer", "convolution", "recurrent_state"),
    ),
    Concept(
        "activation_function",
        N_("Activation function"),
        N_("What is an activation function?"),
        N_(
            "It is the function that every sum of a layer passes through. Without a bend in it, two layers"
            " could do no more than one, for a sum of sums is only a sum. Inside a network relu is the usual"
            " choice; at the end it depends on what is asked: linear for quantities, sigmoid for yes or no,"
            " softmax for one class of several."
        ),
        ("relu", "sigmoid", "softmax", "vanishing_gradient"),
    ),
    Concept(
        "relu",
        N_("ReLU"),
        N_("What is ReLU?"),
        N_(
            "The rectified linear unit passes positive sums on as they are and turns negative ones into 0."
            " It is quick, and its slope of 1 lets gradients through many layers. A neuron whose sums are"
            " always negative has slope 0 and learns no more; relatives such as leaky relu, elu and gelu"
            " leave some slope below 0."
        ),
        ("activation_function", "vanishing_gradient", "initialization"),
        "f(x) = max(0, x)",
    ),
    Concept(
        "sigmoid",
        N_("Sigmoid and tanh"),
        N_("What are sigmoid and tanh?"),
        N_(
            "Both are S-shaped: sigmoid squeezes any sum to between 0 and 1, tanh to between −1 and 1. A"
            " sigmoid at the end reads as the probability of yes. Far from 0 both are flat, so that a stack"
            " of them passes hardly any gradient back."
        ),
        ("activation_function", "vanishing_gradient", "cross_entropy", "gates"),
        "σ(x) = 1 / (1 + e⁻ˣ),  tanh x = 2 · σ(2x) − 1",
    ),
    Concept(
        "softmax",
        N_("Softmax and logits"),
        N_("What are softmax and logits?"),
        N_(
            "Softmax turns the sums of a layer into shares that are above 0 and add up to 1, one probability"
            " for each class. The sums before it are called logits. A loss “from logits” takes softmax"
            " itself, which is more exact; then the network must end without one."
        ),
        ("cross_entropy", "activation_function", "sigmoid"),
        "pᵢ = e^xᵢ / Σⱼ e^xⱼ",
    ),
    Concept(
        "one_hot",
        N_("One-hot"),
        N_("What is one-hot?"),
        N_(
            "A number that stands for something, such as class 2 of 4, is no quantity: class 3 is not more"
            " than class 2. Written one-hot it is a row of zeros with a single 1 at its place, here 0 0 1 0."
            " Losses take labels either so or, when they are “sparse”, as the class number itself."
        ),
        ("embedding", "cross_entropy", "softmax"),
    ),
    Concept(
        "embedding",
        N_("Embedding"),
        N_("What is an embedding?"),
        N_(
            "An embedding is a table with a row of numbers for each word, letter or other thing. The layer"
            " looks the row up and hands it on, and training moves the rows, so that things that are used"
            " alike come to lie close together. It is a dense layer on one-hot inputs, without the"
            " multiplications by 0."
        ),
        ("one_hot", "attention", "recurrent_state"),
    ),
    Concept(
        "branches",
        N_("Branches"),
        N_("What are branches?"),
        N_(
            "A network need not be a single stack: several rows can read the same row, and a later row"
            " brings the branches together again. Adding keeps the number of features and needs equal"
            " shapes; concatenating puts the features side by side."
        ),
        ("residual_connection", "shape"),
    ),
    Concept(
        "residual_connection",
        N_("Residual connection"),
        N_("What is a residual connection?"),
        N_(
            "What goes into a block is added to what comes out of it, past all its layers. The block then"
            " has to learn only what must be changed, and the gradient has a way back on which nothing"
            " weakens it. This is what makes networks of a hundred layers learn."
        ),
        ("branches", "vanishing_gradient", "normalization"),
        "y = x + F(x)",
    ),
    Concept(
        "normalization",
        N_("Normalization"),
        N_("What is normalization?"),
        N_(
            "A normalizing layer brings its inputs to mean 0 and deviation 1, then scales and shifts them by"
            " numbers that are learnt. Batch normalization takes mean and deviation of each channel over the"
            " batch, and over all of training when it is used; layer and group normalization take them over"
            " the features of each example, so that the batch does not matter."
        ),
        ("input_scaling", "batches", "vanishing_gradient"),
        "y = γ · (x − mean) / √(variance + ε) + β",
    ),
    Concept(
        "autoencoder",
        N_("Autoencoder"),
        N_("What is an autoencoder?"),
        N_(
            "An autoencoder learns without labels: it is to give its own input back. In its middle stands a"
            " narrow layer, the code, so that it has to find out what matters. The code can be drawn,"
            " compared or clustered, and inputs that come back badly are unusual ones."
        ),
        ("variational_code", "mean_squared_error", "encoder_decoder"),
        "x ≈ decoder(encoder(x))",
    ),
    Concept(
        "variational_code",
        N_("Variational code"),
        N_("What is a variational code?"),
        N_(
            "The encoder gives a mean and a spread instead of a point, and the code is drawn at random from"
            " there. A term in the loss keeps all these clouds close to one normal distribution, so that no"
            " holes are left between them. New examples come out when points of that distribution are"
            " decoded."
        ),
        ("autoencoder", "kl_divergence"),
        "z = μ + σ · ε,  ε ~ N(0, 1)",
    ),
)
