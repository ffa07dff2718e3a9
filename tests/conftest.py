from __future__ import annotations

from collections.abc import Iterator

import pytest

from nnstudio.protocol.events import Ready
from nnstudio.training.supervisor import Worker
from tests.training.conversation import Conversation


@pytest.fixture(scope="session")
def warm_worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Conversation]:
    """A worker process that is warm, for all tests that do not harm it; it ends with the session."""
    worker = Worker(tmp_path_factory.mktemp("worker") / "worker.log")
    worker.start()
    conversation = Conversation(worker)
    conversation.until(Ready)
    yield conversation
    worker.close()
