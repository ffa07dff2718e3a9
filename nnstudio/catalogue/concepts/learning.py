"""Concepts of how a network learns: what is made small, and by which steps."""

from __future__ import annotations

from nnstudio.catalogue.concepts.concept import Concept
from nnstudio.i18n import N_

LOSSES = (
    Concept(
        "loss",
        N_("Loss"),
        N_("What is a loss?"),
        N_(
            "The loss is one number that says how far the answers of the network are from the truth."
            " Training does nothing but make it small, so it has to suit the task: squares for quantities,"
            " cross-entropy for classes. It needs a slope; what people want to know, such as the share of"
            " right answers, is told by metrics beside it."
        ),
        ("mean_squared_error", "cross_entropy", "gradient_descent", "accuracy"),
    ),
    Concept(
        "mean_squared_error",
        N_("Mean squared error"),
        N_("What is the mean squared error?"),
        N_(
            "It is the mean of the squared differences between what is predicted and what is true. Being 2"
            " off costs four times as much as being 1 off, so single outliers pull hard. Its root is in the"
            " units of the quantity itself. The best constant guess under it is the mean."
        ),
        ("mean_absolute_error", "loss", "r_squared"),
        "1/n · Σ (y − ŷ)²",
    ),
    Concept(
        "mean_absolute_error",
        N_("Mean absolute error"),
        N_("What is the mean absolute error?"),
        N_(
            "It is the mean size of the differences: being 2 off costs twice as much as being 1 off. Outliers"
            " count little, and the best constant guess under it is the median. Huber and log-cosh are"
            " squares close to 0 and sizes far from it, which is smoother to train with."
        ),
        ("mean_squared_error", "loss"),
        "1/n · Σ |y − ŷ|",
    ),
    Concept(
        "cross_entropy",
        N_("Cross-entropy"),
        N_("What is cross-entropy?"),
        N_(
            "It measures how surprised the network is by the true class: the logarithm of the probability"
            " that it gave to it, with a minus sign. Certainty in the right class costs nothing, certainty in"
            " a wrong one a great deal. Binary cross-entropy asks yes or no of each output; the categorical"
            " one asks which class, and takes labels one-hot or, “sparse”, as numbers."
        ),
        ("softmax", "sigmoid", "one_hot", "label_smoothing"),
        "−Σ yᵢ · ln pᵢ",
    ),
    Concept(
        "focal_loss",
        N_("Focal loss"),
        N_("What is a focal loss?"),
        N_(
            "A focal loss is cross-entropy that counts an example the less, the more surely it is told right"
            " already. What is easy and frequent then cannot drown what is rare and hard. Gamma says how much"
            " less; with 0 it is cross-entropy again."
        ),
        ("cross_entropy", "class_imbalance"),
        "−(1 − p)^γ · ln p",
    ),
    Concept(
        "margin",
        N_("Hinge and margin"),
        N_("What is a margin?"),
        N_(
            "Hinge losses do not ask for probabilities but for a distance: the right side is to win by at"
            " least 1. Whoever is beyond this margin costs nothing more, so training looks only at examples"
            " near the border, as a support vector machine does."
        ),
        ("loss", "cross_entropy"),
        "max(0, 1 − y · ŷ), y = −1 or 1",
    ),
    Concept(
        "overlap",
        N_("Overlap"),
        N_("What is an overlap loss?"),
        N_(
            "Dice and Tversky compare what is found with what is there as two areas: twice what they share"
            " over what both cover. The many places where nothing is and nothing was found do not count,"
            " which suits small things in large pictures."
        ),
        ("loss", "class_imbalance", "precision_and_recall"),
        "2 · |A ∩ B| / (|A| + |B|)",
    ),
    Concept(
        "kl_divergence",
        N_("Kullback-Leibler divergence"),
        N_("What is the Kullback-Leibler divergence?"),
        N_(
            "It says how far one distribution is from another: how much more surprised one is on average"
            " when one expects q and p holds. It is 0 only when they are the same. With one-hot labels it is"
            " cross-entropy."
        ),
        ("cross_entropy", "variational_code"),
        "Σ pᵢ · ln(pᵢ / qᵢ)",
    ),
    Concept(
        "orders_of_size",
        N_("Counts and orders of size"),
        N_("Which losses suit counts and orders of size?"),
        N_(
            "For some quantities a difference says little: 10 instead of 5 is worse than 1,005 instead of"
            " 1,000. Logarithmic and percentage errors compare by ratio, and the Poisson loss expects counts"
            " to vary more, the larger they are. They need outputs above 0, such as softplus gives."
        ),
        ("loss", "mean_squared_error", "activation_function"),
    ),
    Concept(
        "cosine_similarity",
        N_("Cosine similarity"),
        N_("What is cosine similarity?"),
        N_(
            "It compares the directions of two rows of numbers and not their lengths: 1 for the same"
            " direction, 0 for a right angle, −1 for opposite ones. It suits vectors of words and of codes,"
            " whose length often says only how frequent a thing is."
        ),
        ("embedding", "attention"),
        "a · b / (‖a‖ · ‖b‖)",
    ),
)

STEPS = (
    Concept(
        "gradient_descent",
        N_("Gradient descent"),
        N_("What is gradient descent?"),
        N_(
            "The gradient tells for every weight how the loss would change if the weight grew a little."
            " Gradient descent takes a small step against it, again and again. The gradient is found from"
            " the end backwards, layer by layer, by the chain rule (backpropagation)."
        ),
        ("learning_rate", "batches", "momentum", "adam", "vanishing_gradient"),
        "w ← w − learning rate · ∂L/∂w",
    ),
    Concept(
        "batches",
        N_("Batches and epochs"),
        N_("What are batches and epochs?"),
        N_(
            "A step may use all examples (batch), one (stochastic) or a few dozen (mini-batch). The more"
            " there are, the surer the direction and the dearer the step; mini-batches are the usual middle,"
            " and their noise helps to leave poor places. When every example was used once, an epoch is"
            " over."
        ),
        ("gradient_descent", "learning_rate", "normalization"),
    ),
    Concept(
        "learning_rate",
        N_("Learning rate"),
        N_("What is a learning rate?"),
        N_(
            "It is the size of a step. Too small, and nothing moves; too large, and the loss jumps about or"
            " becomes no number at all. It is the first thing to try other values of, by factors of three or"
            " ten."
        ),
        ("gradient_descent", "learning_rate_schedule", "adam"),
    ),
    Concept(
        "learning_rate_schedule",
        N_("Learning-rate schedule"),
        N_("What is a learning-rate schedule?"),
        N_(
            "Large steps are good at the beginning and small ones at the end, so the learning rate is made"
            " to fall while training goes on: in steps, along a curve, or when nothing improves any more."
            " A warm-up lets it grow from 0 first, while averages of gradients are still unsure."
        ),
        ("learning_rate", "adam", "early_stopping"),
    ),
    Concept(
        "momentum",
        N_("Momentum"),
        N_("What is momentum?"),
        N_(
            "A share of the last step is added to the new one, like a ball that keeps rolling. Directions"
            " that agree build up speed, and those that alternate cancel out. Nesterov's kind looks at the"
            " slope where the ball is about to be."
        ),
        ("gradient_descent", "adam"),
        "v ← momentum · v − learning rate · g,  w ← w + v",
    ),
    Concept(
        "adam",
        N_("Adam and its relatives"),
        N_("What are Adam and its relatives?"),
        N_(
            "These optimizers divide each weight's step by the recent size of its gradient, so that weights"
            " with small and with large gradients move alike. RMSprop does that alone; Adam adds momentum and"
            " corrects for the start; AdamW also shrinks the weights. They work at once with a rate near"
            " 0.001, where plain descent needs one that is searched for."
        ),
        ("momentum", "learning_rate", "weight_decay"),
        "w ← w − learning rate · m̂ / (√v̂ + ε)",
    ),
    Concept(
        "gradient_clipping",
        N_("Gradient clipping"),
        N_("What is gradient clipping?"),
        N_(
            "Now and then a gradient is far too large and one step would undo all that was learnt. Clipping"
            " shortens it to a bound and keeps its direction (by norm), or cuts every number off (by value)."
            " Recurrent networks over long sequences need it most."
        ),
        ("vanishing_gradient", "recurrent_state", "learning_rate"),
        "g ← g · min(1, bound / ‖g‖)",
    ),
    Concept(
        "initialization",
        N_("Initialization"),
        N_("What is initialization?"),
        N_(
            "Weights must start at different numbers, or all neurons of a layer would learn the same. The"
            " spread has to fit the number of inputs, so that signals neither fade nor grow from layer to"
            " layer: Glorot for tanh and sigmoid, He for relu. The same seed gives the same start."
        ),
        ("vanishing_gradient", "relu", "neuron"),
        "variance of w ≈ 2 / (n_in + n_out) (Glorot),  2 / n_in (He)",
    ),
    Concept(
        "vanishing_gradient",
        N_("Vanishing gradients"),
        N_("What are vanishing gradients?"),
        N_(
            "On its way back a gradient is multiplied by weights and slopes at every layer or time step."
            " Where these are mostly below 1 it fades to nothing and the first layers do not learn; where"
            " they are above 1 it explodes. Relu, fitting initializers, normalization, residual connections"
            " and gates are all answers to this."
        ),
        ("relu", "initialization", "residual_connection", "gates", "gradient_clipping"),
    ),
)
