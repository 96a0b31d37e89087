"""The program started again and again, without what most of a start goes to: its modules, and the first of each query.

One process has them, and forks itself for each start: what runs is a process of its own, and is killed like any.
"""

import io
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bot.__main__ import main

ROOT = Path(__file__).parent.parent
_LARGEST = 2**16


@dataclass
class Started:
    """One start of the program. It stays known to the system until `wait`, so nobody else can be killed for it."""

    pid: int
    stdout: BinaryIO
    line: socket.socket

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """What it ended with: 0 and above as it said, below if a signal ended it."""
        self.line.send(b"wait")
        return int(self.line.recv(_LARGEST))


@dataclass(frozen=True)
class Forks:
    """The process that has the modules."""

    line: socket.socket

    @contextmanager
    def started(self, folder: Path, environ: Mapping[str, str], *arguments: str) -> Iterator[Started]:
        """The program in `folder`, with nothing in its environment but `environ`; errors go to its file `errors`."""
        reading, writing = os.pipe()
        with os.fdopen(reading, "rb") as stdout, (folder / "errors").open("ab") as errors:
            said = json.dumps({"folder": str(folder), "environ": dict(environ), "arguments": arguments})
            socket.send_fds(self.line, [said.encode()], [writing, errors.fileno()])
            os.close(writing)
            yield Started(int(self.line.recv(_LARGEST)), stdout, self.line)

    def warm(self, folder: Path, environ: Mapping[str, str], *arguments: str) -> int:
        """Run the program to its end without forking: all later starts know the statements it had to compile."""
        said = {"folder": str(folder), "environ": dict(environ), "arguments": arguments}
        self.line.send(json.dumps(said).encode())
        return int(self.line.recv(_LARGEST))


@contextmanager
def forking() -> Iterator[Forks]:
    """The process that has the modules, for as long as it is wanted."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.forked", str(theirs.fileno())], pass_fds=[theirs.fileno()],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "PYTHONUTF8": "1"},
    )  # fmt: skip
    theirs.close()
    with ours:
        yield Forks(ours)
    process.wait()


def _serve(line: socket.socket) -> None:
    while True:
        said, to, _, _ = socket.recv_fds(line, _LARGEST, 2)
        if not said:
            return
        wanted = json.loads(said)
        os.chdir(wanted["folder"])
        os.environ.clear()
        os.environ.update(wanted["environ"])
        if not to:
            with redirect_stdout(io.StringIO()):
                line.send(str(main(wanted["arguments"])).encode())
            continue
        pid = os.fork()
        if not pid:
            for place, each in enumerate(to, 1):
                os.dup2(each, place)
            sys.exit(main(wanted["arguments"]))
        for each in to:
            os.close(each)
        line.send(str(pid).encode())
        if line.recv(_LARGEST):
            line.send(str(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])).encode())


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as line:
        _serve(line)
