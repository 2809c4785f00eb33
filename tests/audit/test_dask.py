"""The same audit on a real cluster of worker processes, one of which is killed."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tonecheck.audit.dataset import LETTERS, Dataset
from tonecheck.audit.running import Options, Progress, audit
from tonecheck.errors import TonecheckError

distributed = pytest.importorskip("distributed")
pytest.importorskip("pyarrow")


def test_a_cluster_gives_the_same_tables_also_when_a_worker_dies(archive: Path, tmp_path: Path) -> None:
    audit(archive, tmp_path / "here", Options(model="fast", jobs=1, chunk=3))
    killed: list[int] = []
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:

        def kill_one(progress: Progress) -> None:
            if progress.done and not killed:
                killed.append(next(iter(cluster.workers.values())).pid)
                os.kill(killed[0], signal.SIGTERM if os.name == "nt" else signal.SIGKILL)

        options = Options(model="fast", chunk=3, scheduler=cluster.scheduler_address)
        found = audit(archive, tmp_path / "cluster", options, kill_one)
    assert killed
    assert found.done == found.total == 14
    assert Dataset(tmp_path / "cluster").table(LETTERS).equals(Dataset(tmp_path / "here").table(LETTERS))


def test_an_address_without_a_cluster_is_said(archive: Path, tmp_path: Path) -> None:
    import dask

    with (
        dask.config.set({"distributed.comm.timeouts.connect": "2s"}),
        pytest.raises(TonecheckError, match=r"tcp://127\.0\.0\.1:9"),
    ):
        audit(archive, tmp_path / "x", Options(model="fast", scheduler="tcp://127.0.0.1:9"))
