"""The commands that Markdown files show with their output, in blocks of `console`: run, compared, written anew.

`python tests/shown.py FILE...` puts the present output into the files.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def shown(text: str) -> Iterator[tuple[str, str]]:
    """Each command that a Markdown text shows, and the output below it."""
    for block in BLOCK.findall(text):
        for command in COMMAND.finditer(block):
            yield command[1], command[2]


def output(command: str) -> str:
    """What a command prints, run in the checkout with this Python's `reformtrace`."""
    here = 'reformtrace() { "$PYTHON" -m reformtrace "$@"; }\n'
    done = subprocess.run(
        ["bash", "-eu", "-c", here + command],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PYTHON": sys.executable},
        check=True,
        capture_output=True,
    )
    return "".join(line.rstrip() + "\n" for line in done.stdout.decode().splitlines())


def renewed(text: str) -> str:
    """A Markdown text with the present output of the commands that it shows."""
    return BLOCK.sub(lambda block: COMMAND.sub(lambda m: f"$ {m[1]}\n{output(m[1])}", block[0]), text)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")
