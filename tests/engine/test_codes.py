"""What is looked up in the narrow layer: its plane, its clusters, and what any code becomes."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.design.check import all_passes_through
from nnstudio.design.model import Design
from nnstudio.engine.backend import keras
from nnstudio.engine.codes import clusters, in_a_plane, purity
from nnstudio.engine.questions import answer
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.commands import Cluster, Command, Decode
from nnstudio.protocol.events import Clustered, Event, Predicted, PredictFailed, Sampled, Started
from tests.engine.designs import autoencoder, points, row
from tests.engine.runs import Reaction, Told, train


def past_the_narrow() -> Design:
    """The first layer of all is read once more below the narrow one."""
    plain = autoencoder()
    flat, narrow, wide, shape = plain.layers
    joined = row("concatenate", "joined").model_copy(update={"reads": (flat.id, narrow.id)})
    return plain.model_copy(update={"layers": (flat, narrow, joined, wide, shape)})


def asked(question: Decode | Cluster, workshop: Workshop) -> Event:
    told: list[Event] = []
    answer(question, workshop, workshop.left, told.append)
    (only,) = told
    return only


def test_that_narrow_codes_are_shown_as_they_are() -> None:
    codes = np.arange(8, dtype=np.float32).reshape(4, 2)
    points, plane = in_a_plane(codes)
    np.testing.assert_array_equal(points, codes)
    np.testing.assert_array_equal(plane.codes(points), codes)
    points, plane = in_a_plane(codes[:, :1])
    assert points.shape == (4, 1)
    np.testing.assert_array_equal(plane.codes(points), codes[:, :1])


def test_that_wide_codes_become_the_principal_components_that_scikit_learn_finds() -> None:
    from sklearn.decomposition import PCA

    random = np.random.default_rng(0)
    spread = np.array([5.0, 2.0, 0.1, 0.1])
    codes = (random.normal(size=(500, 4)) * spread + 3).astype(np.float32)
    points, plane = in_a_plane(codes.reshape(500, 2, 2))
    pca = PCA(2).fit(codes)
    theirs = pca.transform(codes)
    np.testing.assert_allclose(np.abs(points), np.abs(theirs), atol=1e-3)
    np.testing.assert_allclose(plane.codes(points), pca.inverse_transform(theirs), atol=1e-3)
    assert abs(np.corrcoef(points[:, 0], codes[:, 0])[0, 1]) > 0.99


@pytest.mark.parametrize("shape", [(60, 90), (90, 60)])
def test_that_the_components_of_very_wide_codes_are_the_same_each_time(shape: tuple[int, int]) -> None:
    from sklearn.decomposition import PCA

    random = np.random.default_rng(0)
    codes = (random.normal(size=shape) + 3).astype(np.float32)
    codes[:, 0] *= 5
    codes[:, 7] *= 4
    points, plane = in_a_plane(codes)
    theirs = PCA(2, svd_solver="full").fit_transform(codes)
    np.testing.assert_allclose(np.abs(points), np.abs(theirs), atol=1e-3)
    np.testing.assert_allclose(plane.axes @ plane.axes.T, np.eye(2), atol=1e-5)
    np.testing.assert_array_equal(in_a_plane(codes)[0], points)


@pytest.mark.parametrize("rank", [0, 1])
def test_that_wide_codes_without_two_directions_have_a_plane_too(rank: int) -> None:
    codes = np.full((40, 50), 2, np.float32)
    codes[:, 3] += rank * np.arange(40, dtype=np.float32)
    points, plane = in_a_plane(codes)
    np.testing.assert_allclose(plane.axes @ plane.axes.T, np.eye(2), atol=1e-5)
    np.testing.assert_allclose(np.ptp(points, axis=0), [39 * rank, 0], atol=1e-4)


def test_that_components_do_not_flip_their_sign() -> None:
    codes = (np.random.default_rng(1).normal(size=(50, 3)) * [3.0, 2.0, 1.0]).astype(np.float32)
    np.testing.assert_allclose(in_a_plane(codes + 1e-3)[0], in_a_plane(codes)[0], atol=0.01)


def test_that_a_single_wide_code_has_a_plane_too() -> None:
    points, plane = in_a_plane(np.ones((1, 4), np.float32))
    assert points.shape == (1, 2)
    assert np.linalg.matrix_rank(plane.axes) == 2


def test_that_codes_that_are_no_numbers_are_shown_as_they_are() -> None:
    codes = np.full((3, 5), np.nan, np.float32)
    assert in_a_plane(codes)[0].shape == (3, 2)


def test_that_a_code_becomes_what_the_network_gives_for_its_example() -> None:
    workshop = Workshop()
    last = train(autoencoder(), workshop).of(Sampled)[-1]
    parts = workshop.assemble(autoencoder())
    shown = workshop.data(autoencoder().data)[1].shown
    encoder = keras.Model(parts.model.input, parts.model.get_layer("narrow").output)
    codes = encoder.predict(shown.inputs[:9], verbose=0)
    decoded = asked(Decode(5, codes), workshop)
    assert isinstance(decoded, Predicted)
    assert (decoded.number, decoded.run) == (5, 1)
    np.testing.assert_allclose(decoded.outputs, last.outputs[:9], rtol=1e-4, atol=1e-5)
    assert last.decoder is not None
    assert last.codes is not None
    assert last.codes.shape == (len(shown), 2)
    assert last.units is not None
    np.testing.assert_allclose(last.units[:9], codes, rtol=1e-4, atol=1e-5)
    on_plane = last.decoder.codes(last.codes[:9])
    assert on_plane.shape == codes.shape
    assert np.abs(on_plane - codes).mean() < np.abs(codes - codes.mean(axis=0)).mean()


def test_that_codes_are_decoded_while_training_goes_on() -> None:
    def on(event: Event) -> list[Command]:
        return [Decode(7, np.zeros((3, 5), np.float32))] if isinstance(event, Started | Sampled) else []

    told = Told()
    train(autoencoder(epochs=3), inbox=Reaction(told, on), told=told)
    answers = told.of(Predicted)
    assert answers
    assert all(given.outputs.shape == (3, 8, 8, 1) for given in answers)
    assert told.names[-1] == "Finished"


@pytest.mark.parametrize("shape", [(1, 4), (0, 5), (5,), (1, 5, 1)])
def test_that_codes_of_another_width_are_refused_in_words(shape: tuple[int, ...]) -> None:
    workshop = Workshop()
    train(autoencoder(), workshop)
    told = asked(Decode(3, np.zeros(shape, np.float32)), workshop)
    assert isinstance(told, PredictFailed)
    assert told.number == 3
    assert "width" in told.message


def test_that_nothing_is_decoded_where_something_leads_past_the_narrow_layer() -> None:
    workshop = Workshop()
    last = train(past_the_narrow(), workshop).of(Sampled)[-1]
    assert last.codes is not None
    assert last.decoder is None
    told = asked(Decode(1, np.zeros((1, 5), np.float32)), workshop)
    assert isinstance(told, PredictFailed)
    assert "narrow" in told.message
    assert told.hint


def test_that_codes_that_are_a_plane_already_are_told_once() -> None:
    flat, narrow, *rest = autoencoder().layers
    in_two = narrow.model_copy(update={"params": {**narrow.params, "units": 2}})
    last = train(autoencoder().model_copy(update={"layers": (flat, in_two, *rest)})).of(Sampled)[-1]
    assert last.codes is not None
    assert last.units is None


def test_that_a_network_for_labels_has_no_codes_and_no_clusters() -> None:
    workshop = Workshop()
    last = train(points(), workshop).of(Sampled)[-1]
    assert (last.codes, last.decoder) == (None, None)
    assert isinstance(asked(Cluster(1, 3), workshop), PredictFailed)
    assert isinstance(asked(Decode(2, np.zeros((1, 4), np.float32)), workshop), PredictFailed)


def test_that_nothing_can_be_looked_up_before_a_network_is_there() -> None:
    assert isinstance(asked(Decode(1, np.zeros((1, 5), np.float32)), Workshop()), PredictFailed)


def test_that_clusters_are_told_with_their_purity() -> None:
    workshop = Workshop()
    train(autoencoder(epochs=3), workshop)
    told = asked(Cluster(9, 10), workshop)
    assert isinstance(told, Clustered)
    labels = workshop.data(autoencoder().data)[1].shown.labels
    assert labels is not None
    assert told.number == 9
    assert told.clusters.shape == labels.shape
    assert set(told.clusters.tolist()) == set(range(10))
    by_hand = sum(np.bincount(labels[told.clusters == one]).max() for one in range(10)) / len(labels)
    assert told.purity == pytest.approx(by_hand)
    assert 0.2 < by_hand < 1


def test_that_clusters_have_the_number_of_the_class_that_they_hold() -> None:
    random = np.random.default_rng(0)
    labels = np.repeat(np.arange(3, dtype=np.int32), 40)
    codes = (np.eye(3)[labels] * 9 + random.normal(size=(120, 3))).astype(np.float32)
    mixed = random.permutation(120)
    np.testing.assert_array_equal(clusters(codes[mixed], 3, labels[mixed]), labels[mixed])
    assert purity(labels, labels) == 1
    assert purity(np.zeros(120, np.int32), labels) == pytest.approx(1 / 3)


def test_that_clusters_without_labels_count_along_the_code() -> None:
    codes = np.repeat([[7.0], [1.0], [4.0]], 5, axis=0).astype(np.float32)
    assert clusters(codes, 3, None).tolist() == [2] * 5 + [0] * 5 + [1] * 5
    assert clusters(codes, 8, None).max() == 2


def test_that_more_clusters_than_classes_and_fewer_are_found_too() -> None:
    random = np.random.default_rng(0)
    codes, labels = random.normal(size=(60, 2)).astype(np.float32), np.repeat([0, 1], 30).astype(np.int32)
    for count in (1, 2, 5):
        assert len(set(clusters(codes, count, labels).tolist())) == count


def test_that_what_is_read_past_the_narrow_layer_is_seen_in_the_design() -> None:
    assert all_passes_through(autoencoder(), "narrow")
    assert not all_passes_through(past_the_narrow(), "narrow")
    assert all_passes_through(past_the_narrow(), "joined")
    assert not all_passes_through(autoencoder().model_copy(update={"layers": ()}), "narrow")
