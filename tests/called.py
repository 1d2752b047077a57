"""Calls of the command in the process of the tests."""

from __future__ import annotations

from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from reformtrace.cli import main


def call(*args: str | Path) -> tuple[int, str, str]:
    """The exit code of a command, and what it prints to standard output and to standard error."""
    code = 0
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        try:
            main([str(arg) for arg in args])
        except SystemExit as end:
            code = int(end.code or 0)
    return code, out.getvalue(), err.getvalue()
