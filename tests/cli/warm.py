"""A process that has loaded the program, and forks for each run of it: as whole as a new one, without the loading.

It reads requests from its standard input, a JSON object a line, and answers each with the exit code. The program itself is
loaded and nothing of it has run, so that a fork begins as a new process does.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import assistant
from assistant.cli import main

NOT_LOADED = ("assistant.screens", "assistant.store.migrations", "assistant.__main__")
"""What runs when it is loaded, and what only a full screen wants."""


class Warm:
    """The process, seen by the tests."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._folder = folder
        command = [sys.executable, "-m", "tests.cli.warm"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, cwd=folder, text=True
        )

    def run(self, arguments: tuple[str, ...], given: bytes, environment: dict[str, str], cwd: Path) -> Any:
        """Run the program as `subprocess.run` would, with bytes."""
        files = {name: self._folder / name for name in ("stdin", "stdout", "stderr")}
        files["stdin"].write_bytes(given)
        request = {
            "arguments": arguments,
            "environment": environment,
            "cwd": str(cwd),
            "files": [str(file) for file in files.values()],
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        code = int(self._process.stdout.readline())
        return subprocess.CompletedProcess(arguments, code, files["stdout"].read_bytes(), files["stderr"].read_bytes())

    def close(self) -> None:
        """End it."""
        with self._process:
            assert self._process.stdin is not None
            self._process.stdin.close()


def _load() -> None:
    for part in pkgutil.walk_packages(assistant.__path__, "assistant."):
        if not part.name.startswith(NOT_LOADED):
            importlib.import_module(part.name)


def _serve() -> None:
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            _be_the_program(request)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _be_the_program(request: dict[str, Any]) -> None:
    """Run it in this process and end."""
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["environment"])
    given, out, err = request["files"]
    os.dup2(os.open(given, os.O_RDONLY), 0)
    for number, file in ((1, out), (2, err)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)), encoding="utf-8")
    sys.stdout = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "wb", closefd=False)), encoding="utf-8")
    sys.stderr = io.TextIOWrapper(
        io.BufferedWriter(io.FileIO(2, "wb", closefd=False)), encoding="utf-8", errors="backslashreplace", write_through=True
    )
    sys.argv = ["toegangswijzer", *request["arguments"]]
    code: Any = 70
    try:
        code = main()
    except SystemExit as end:
        code = end.code
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code if isinstance(code, int) else bool(code))


if __name__ == "__main__":
    _load()
    _serve()
