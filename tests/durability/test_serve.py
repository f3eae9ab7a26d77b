"""`onematter ops serve`: clear words when it cannot run, and nothing left behind however it ends."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import psutil
import pytest

from deploy import server
from deploy.serve import TRY
from tests.support.places import ONEMATTER, ROOT

pytestmark = pytest.mark.slow

PATIENCE: Final = 60
"""Seconds in which one ends, also on a machine that has much else to do."""


class Serve:
    """An `onematter ops serve` in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self.ui_port = server.free_port(), server.free_port()

    def start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [ONEMATTER, "ops", "serve"],
            cwd=self.folder,
            env={
                **os.environ,
                "ONEMATTER_PORT": str(self.port),
                "ONEMATTER_UI_PORT": str(self.ui_port),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def start_until_running(self) -> subprocess.Popen[str]:
        process = self.start()
        assert process.stdout
        for line in process.stdout:
            if "worker's log" in line:
                return process
        raise AssertionError(process.communicate()[1])

    def pre_review(self) -> str:
        """What is found upon the file that `make serve` proposes to send."""
        asking = [ONEMATTER, "case", "pre-review", str(ROOT / TRY), "--address", f"127.0.0.1:{self.port}"]
        return subprocess.check_output(asking, cwd=self.folder, text=True)

    def left_behind(self) -> list[psutil.Process]:
        """Processes of this folder that still run a few seconds later."""
        mine = [process for process in psutil.process_iter() if self._is_mine(process)]
        return psutil.wait_procs(mine, timeout=PATIENCE)[1]

    def _is_mine(self, process: psutil.Process) -> bool:
        try:
            return process.cwd() == str(self.folder)
        except psutil.Error:
            return False


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """A folder to serve in, emptied of processes at the end even if the test fails."""
    serve = Serve(tmp_path)
    yield serve
    for process in serve.left_behind():
        process.kill()


def test_second_serve_and_ctrl_c(serve: Serve) -> None:
    """A second one says who runs already; Ctrl-C ends the first quietly, and it starts again on its state.

    Even if that is killed outright, server and worker end by themselves.
    """
    first = serve.start_until_running()
    second = serve.start()
    _, complaint = second.communicate(timeout=PATIENCE)
    assert second.returncode == 2
    assert f"already runs here (process {first.pid})" in complaint
    assert "newborn.birth-agrees" not in serve.pre_review()

    first.send_signal(signal.SIGINT)
    said, complaint = first.communicate(timeout=PATIENCE)
    assert (first.returncode, complaint) == (0, "")
    assert "goes on at the next start" in said
    assert not serve.left_behind()

    again = serve.start_until_running()
    again.kill()
    again.communicate(timeout=PATIENCE)
    assert not serve.left_behind()


def test_port_taken(serve: Serve) -> None:
    """A taken port is named, with what to do, and nothing is left running."""
    with socket.create_server(("127.0.0.1", serve.ui_port)):
        process = serve.start()
        _, complaint = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert f"port {serve.ui_port} is taken" in complaint
    assert "Traceback" not in complaint
    assert not serve.left_behind()


def test_told_to_end_while_starting(serve: Serve) -> None:
    """Before everything is up, that ends everything that is."""
    process = serve.start()
    assert process.stdout
    assert "starting" in process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    _, complaint = process.communicate(timeout=PATIENCE)
    assert (process.returncode, complaint) == (0, "")
    assert not serve.left_behind()


def test_a_ledger_that_does_not_open(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken ledger URL is told in one line before anything is started."""
    monkeypatch.setenv("ONEMATTER_LEDGER_URL", "postgresql+psycopg://user:secret@127.0.0.1:1/none")
    process = serve.start()
    _, complaint = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert "does not open" in complaint
    assert "Traceback" not in complaint
    assert "secret" not in complaint
