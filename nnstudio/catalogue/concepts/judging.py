"""Concepts of whether what was learnt holds, how to help it, and how it is measured."""

from __future__ import annotations

from nnstudio.catalogue.concepts.concept import Concept
from nnstudio.i18n import N_

HOLDING = (
    Concept(
        "overfitting",
        N_("Overfitting"),
        N_("What is overfitting?"),
        N_(
            "A network with enough weights can learn its examples by heart, noise included. Then the training"
            " loss still falls while the validation loss rises. More data, a smaller network, dropout, weight"
            " penalties, augmentation or stopping early help; too much of them, and it cannot even learn the"
            " examples (underfitting)."
        ),
        ("validation", "early_stopping", "dropout", "weight_penalty", "augmentation"),
    ),
    Concept(
        "validation",
        N_("Validation"),
        N_("What is validation?"),
        N_(
            "A part of the data is set aside and never trained on; the loss on it tells how the network does"
            " with what it has not seen. Whoever chooses settings by it fits them to it a little, so a third"
            " part, the test set, is kept for one last look. Parts must not share examples, and of a series"
            " the later part is set aside."
        ),
        ("overfitting", "early_stopping", "loss"),
    ),
    Concept(
        "early_stopping",
        N_("Early stopping"),
        N_("What is early stopping?"),
        N_(
            "Training ends when the validation loss has not improved for some epochs, the patience, and the"
            " best weights are taken back. It costs nothing, saves time, and is the simplest guard against"
            " overfitting."
        ),
        ("validation", "overfitting", "learning_rate_schedule"),
    ),
    Concept(
        "dropout",
        N_("Dropout"),
        N_("What is dropout?"),
        N_(
            "In training a random share of the numbers is set to 0 at every step and the others are made"
            " larger to match. No neuron can rely on a single other one, so that the network becomes like"
            " the mean of many. Outside training nothing is dropped. Noise that is added or multiplied works"
            " in the same way."
        ),
        ("overfitting", "augmentation", "weight_penalty"),
        "y = x · mask / (1 − rate)",
    ),
    Concept(
        "weight_penalty",
        N_("L1 and L2 regularization"),
        N_("What are L1 and L2 regularization?"),
        N_(
            "The size of the weights is added to the loss, so that a large one must be worth its price. L2"
            " adds squares and keeps all weights small; L1 adds sizes and brings those that are of little use"
            " to exactly 0. On activities instead of weights, L1 leaves only few units active at a time."
        ),
        ("weight_decay", "overfitting", "weight_constraint"),
        "L + l1 · Σ |w| + l2 · Σ w²",
    ),
    Concept(
        "weight_decay",
        N_("Weight decay"),
        N_("What is weight decay?"),
        N_(
            "At each step every weight shrinks by a small share of itself. With plain gradient descent that"
            " is the same as L2 regularization; with Adam it is not, for Adam would divide the penalty by the"
            " size of the gradient. AdamW therefore decays the weights beside the step."
        ),
        ("weight_penalty", "adam", "overfitting"),
        "w ← w − learning rate · decay · w",
    ),
    Concept(
        "weight_constraint",
        N_("Weight constraint"),
        N_("What is a weight constraint?"),
        N_(
            "Instead of making large weights dear, a constraint forbids them: after each update the weights"
            " of a unit are brought back into bounds, such as a largest length or no number below 0. Max norm"
            " goes well with dropout and high learning rates. Dividing a kernel by its largest stretch"
            " (spectral normalization) bounds a layer as a whole."
        ),
        ("weight_penalty", "dropout"),
        "w ← w · min(1, c / ‖w‖)",
    ),
    Concept(
        "label_smoothing",
        N_("Label smoothing"),
        N_("What is label smoothing?"),
        N_(
            "The target is made a little less than certain: 0.9 for the true class and the rest shared by the"
            " others. The network then does not drive its logits ever further apart, and its probabilities"
            " are more honest."
        ),
        ("cross_entropy", "overfitting"),
        "y ← (1 − α) · y + α / classes",
    ),
    Concept(
        "class_imbalance",
        N_("Class imbalance"),
        N_("What is class imbalance?"),
        N_(
            "Where one class is rare, always answering the other one is right most of the time, and a network"
            " soon finds that out. Class weights let each example of a rare class count more. Judge by"
            " precision, recall or the area under the curve: accuracy flatters."
        ),
        ("precision_and_recall", "auc", "focal_loss", "accuracy"),
        "weight of a class = examples / (classes · examples of the class)",
    ),
    Concept(
        "input_scaling",
        N_("Scaling of inputs"),
        N_("Why are inputs scaled?"),
        N_(
            "Where one column goes to 1 and another to 10,000, no learning rate suits the weights of both."
            " So inputs are brought to a like range, to mean 0 and deviation 1 or to 0…1. The numbers for it"
            " are taken from the training part alone, or the others would no longer be unseen."
        ),
        ("normalization", "learning_rate", "validation"),
        "x ← (x − mean) / deviation",
    ),
)

MEASURES = (
    Concept(
        "accuracy",
        N_("Accuracy"),
        N_("What is accuracy?"),
        N_(
            "Accuracy is the share of right answers. It is easy to read, and misleads where classes are of"
            " different size: compare it with the share of the largest class. Among many classes one also"
            " asks whether the true one is among the best five."
        ),
        ("precision_and_recall", "class_imbalance", "loss"),
        "right answers / all answers",
    ),
    Concept(
        "precision_and_recall",
        N_("Precision and recall"),
        N_("What are precision and recall?"),
        N_(
            "Precision asks: of what was called a yes, how much is one? Recall asks: of all that is a yes,"
            " how much was found? A lower threshold finds more and is wrong more often, so one is bought with"
            " the other; F1 is high only when both are."
        ),
        ("accuracy", "auc", "class_imbalance"),
        "precision = TP / (TP + FP),  recall = TP / (TP + FN),  F1 = 2 · P · R / (P + R)",
    ),
    Concept(
        "auc",
        N_("ROC curve and AUC"),
        N_("What are the ROC curve and AUC?"),
        N_(
            "The ROC curve shows, for every threshold, the share of true cases found over the share of false"
            " alarms. The area under it is the chance that a true case is given a larger number than a false"
            " one: 1 is perfect, 0.5 a guess. It needs no threshold and does not mind rare classes."
        ),
        ("precision_and_recall", "accuracy"),
    ),
    Concept(
        "r_squared",
        N_("R²"),
        N_("What is R²?"),
        N_(
            "R² is the share of the variation of a quantity that the predictions explain. 1 is perfect, 0 is"
            " no better than always saying the mean, and below 0 is worse than that. It has no units, so that"
            " tasks can be compared."
        ),
        ("mean_squared_error", "mean_absolute_error"),
        "1 − Σ (y − ŷ)² / Σ (y − mean y)²",
    ),
    Concept(
        "perplexity",
        N_("Perplexity"),
        N_("What is perplexity?"),
        N_(
            "Perplexity is e to the power of the cross-entropy: among how many equally likely next tokens the"
            " network still hesitates. A language model that knows nothing has as many as there are tokens; 1"
            " is certainty."
        ),
        ("cross_entropy", "softmax"),
        "e^(mean of −ln p of the true token)",
    ),
)
