"""Commands as processes of their own, without the time that Python takes to load them.

One process loads all that commands need, once; each command is a fork of it, in a session of its
own, with the folder, the environment and the arguments that a test chooses.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import pkgutil
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import action_plan
from action_plan.build import templating
from action_plan.checks.reading import read_content
from action_plan.commands.main import end_with_exit_code
from action_plan.views.tables import record_definitions
from jinja2 import FileSystemBytecodeCache

__all__ = ["run_forked"]

_THEME = Path(__file__).resolve().parent.parent / "theme"


def run_forked(
    *arguments: str,
    cwd: Path,
    env: Mapping[str, str],
    limits: Mapping[str, int] | None = None,
    timeout: float = 120,
) -> subprocess.CompletedProcess[str]:
    """Run one of the site's commands; return its exit code and what it printed.

    The code is that of this project, whatever the folder has; `env` is all of the environment, and
    `limits` are what the system lets the process use, by the names of the module `resource`.
    """
    server = _server()
    with TemporaryFile() as request, TemporaryFile() as out, TemporaryFile() as err:
        request.write(json.dumps([arguments, str(cwd), {**env}, {**(limits or {})}]).encode())
        request.seek(0)
        socket.send_fds(server, [b"."], [request.fileno(), out.fileno(), err.fileno()])
        server.settimeout(timeout)
        process = int(_answer(server))
        try:
            code = int(_answer(server))
        except TimeoutError:
            os.killpg(process, signal.SIGKILL)
            _answer(server)
            raise subprocess.TimeoutExpired(arguments, timeout) from None
        return subprocess.CompletedProcess(arguments, code, _text(out), _text(err))


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


def _answer(server: socket.socket) -> bytes:
    """Return the server's next line."""
    line = b""
    while not line.endswith(b"\n"):
        received = server.recv(1)
        assert received, "the process that commands are forks of has ended"
        line += received
    return line


@cache
def _server() -> socket.socket:
    """Start the process that loads the commands; it ends when this end of its socket is closed."""
    ours, its = socket.socketpair()
    server = subprocess.Popen(
        [sys.executable, "-X", "utf8", __file__, str(its.fileno())],
        env={**os.environ, "PYTHONPATH": str(_THEME.parent / "plugins"), "COLUMNS": "200"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=[its.fileno()],
        start_new_session=True,
    )
    its.close()
    atexit.register(server.wait)
    atexit.register(ours.close)  # first
    return ours


def _serve(requests: socket.socket) -> None:
    """Fork for each request, and answer with the process and then with its exit code.

    What follows from the code alone, such as the schemas of records, is made once, before.
    """
    for module in pkgutil.walk_packages(action_plan.__path__, "action_plan."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    read_content(_THEME.parent / "tests" / "plans" / "harbour" / "content", date(2026, 1, 1))
    record_definitions(only_days=True)
    vars(templating).update(FileSystemBytecodeCache=_CompiledTemplates)
    gc.freeze()
    while received := socket.recv_fds(requests, 1, 3):
        data, files, _, _ = received
        if not data:
            return
        process = os.fork()
        if not process:
            requests.close()
            _become(*files)
            end_with_exit_code()
        for file in files:
            os.close(file)
        requests.sendall(f"{process}\n".encode())
        _, status = os.waitpid(process, 0)
        requests.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())


def _become(request: int, out: int, err: int) -> None:
    """Make this process as if it had been started for the request alone."""
    os.setsid()
    with open(request) as file:
        arguments, folder, env, limits = json.load(file)
    for descriptor, stream in ((1, out), (2, err)):
        os.dup2(stream, descriptor)
        os.close(stream)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    os.chdir(folder)
    sys.path[0] = folder
    sys.argv = ["action_plan", *arguments]
    for name, limit in limits.items():
        resource.setrlimit(getattr(resource, name), (limit, limit))


class _CompiledTemplates(FileSystemBytecodeCache):
    """Keeps what is compiled of templates for the themes of all projects, by what they say."""

    def __init__(self, _folder: str, pattern: str) -> None:
        folder = _THEME / "__pycache__"
        folder.mkdir(exist_ok=True)
        super().__init__(str(folder), pattern)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002
        """Return the same key for a template in whichever theme."""
        return super().get_cache_key(name)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
