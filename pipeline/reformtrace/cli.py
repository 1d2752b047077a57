"""The command line: one command a task, each a few lines over the package.

A command makes its own options known, so that a run builds no parser but its own.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from argparse import PARSER, ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date as day
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from . import __version__
from .read import MAX_BYTES, MAX_PAGES, ReadError, from_text, read
from .read.name import as_utf8

if TYPE_CHECKING:
    from .batch import Summary

FAILED, WRONG_USAGE, INTERRUPTED = 1, 2, 130
PATH_AHEAD = "\0"  # in front of a path that stands behind `--`, and in no path


def run(parser: ArgumentParser, args: Sequence[str]) -> None:
    """Read files and folders and write their records to a folder."""
    parser.add_argument("paths", metavar="PATH", nargs="+", help="files, and folders that are read through")
    parser.add_argument("--out", metavar="DIR", required=True, help="the folder to write to")
    parser.add_argument("--doc-id", metavar="ID", help="the id of the one document given")
    parser.add_argument("--fresh", action="store_true", help="take nothing over from earlier runs")
    _add_date(parser)
    _add_number(parser, "--jobs", 1, "documents read side by side; 0: one a core", least=0)
    _add_bounds(parser)
    _add_number(parser, "--max-seconds", 120, "the most time a document may take")
    _add_number(parser, "--max-memory", 2000, "the most memory it may take, in MB")
    # Paths may stand on both sides of options, and behind `--`, which such parsing does not know on every Python.
    at = args.index("--") if "--" in args else len(args)
    given = parser.parse_intermixed_args([*args[:at], *(PATH_AHEAD + path for path in args[at + 1 :])])
    given.paths = [path.removeprefix(PATH_AHEAD) for path in given.paths]
    from .batch import RunError, UsageError
    from .batch import run as run_batch
    from .outcomes import MEGABYTE
    from .worker import Bounds

    try:
        with _progress() as watch:
            summary = run_batch(
                given.paths,
                given.out,
                doc_id=given.doc_id,
                date=given.date,
                max_bytes=given.max_bytes,
                max_pages=given.max_pages,
                bounds=Bounds(given.max_seconds, given.max_memory * MEGABYTE),
                jobs=given.jobs,
                fresh=given.fresh,
                watch=watch,
            )
    except UsageError as error:
        _stop(str(error), WRONG_USAGE)
    except RunError as error:
        _stop(str(error), FAILED)
    except KeyboardInterrupt:
        _stop("interrupted; the same command goes on from here", INTERRUPTED)
    out = as_utf8(given.out)
    for failure in summary.failures:
        _warn(f"{failure.source}: {failure.reason}")
    if summary.kept:
        _warn(f"{summary.kept} of {summary.documents} documents had not changed since an earlier run")
    if summary.stale:
        _warn(f"{Path(out, 'texts')}: {summary.stale} texts of earlier runs were left there")
    print(closing(summary, out))
    if summary.failures:
        raise SystemExit(FAILED)


def closing(summary: Summary, out: str) -> str:
    """The table that ends a run; without rich, whose loading takes longer than a short document."""
    rows = [("documents", f"{summary.documents:,}")]
    rows += [(kind, f"{count:,}") for kind, count in summary.records.items()]
    rows += [("failures", f"{len(summary.failures):,}"), ("written to", out)]
    left, right = (max(len(row[i]) for row in rows) for i in (0, 1))
    lines = [f"{name:<{left}}  {figure:>{right}}" for name, figure in rows]
    if summary.failures and sys.stdout is not None and sys.stdout.isatty():
        lines[-2] = f"\x1b[31m{lines[-2]}\x1b[0m"
    return "\n".join(lines)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """What shows how far a run is; nothing where standard error is no terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("documents", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def show(parser: ArgumentParser, args: Sequence[str]) -> None:
    """Print a document's initiatives as a tree, with their targets and claims."""
    parser.add_argument("file", metavar="FILE", help="the document")
    _add_date(parser)
    _add_bounds(parser)
    given = parser.parse_args(args)
    from .chain import process
    from .display import console, tree

    if not Path(given.file).exists():
        _stop(f"{as_utf8(given.file)}: there is no such file", WRONG_USAGE)
    try:
        document = read(given.file, date=given.date, max_bytes=given.max_bytes, max_pages=given.max_pages)
    except ReadError as error:
        _stop(str(error), FAILED)
    console().print(tree(process(document)))


def explain(parser: ArgumentParser, args: Sequence[str]) -> None:
    """Say why a sentence gives its records: words, rules that fired, rules that were suppressed."""
    parser.add_argument("sentence", metavar="SENTENCE", help="a sentence, in quotes")
    _add_date(parser)
    given = parser.parse_args(args)
    from .chain import process
    from .display import console, explanation

    console().print(explanation(process(from_text(as_utf8(given.sentence), date=given.date))))


def schema(parser: ArgumentParser, args: Sequence[str]) -> None:
    """Print the JSON Schema of an output file's lines."""
    from .schema import NAMES
    from .schema import schema as text_of

    parser.add_argument("name", nargs="?", choices=NAMES, default="records", help="whose lines (default: records)")
    print(text_of(parser.parse_args(args).name), end="")


def evaluate(parser: ArgumentParser, args: Sequence[str]) -> None:
    """Score the records of a run against gold: F1 by kind, and how far attributes agree."""
    parser.add_argument("records", metavar="RECORDS_DIR", help="the --out folder of a run")
    _add_gold(parser)
    parser.add_argument("--before", metavar="DIR", help="an earlier run: tell gains and losses")
    parser.add_argument("--list", action="store_true", help="list what is wrong")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    parser.add_argument("--markdown", action="store_true", help="print the page docs/scores.md")
    given = parser.parse_args(args)
    from . import evaluate as scoring
    from .display import changes, console, faults, scores

    try:
        rows = scoring.read_gold(given.gold)
        every, each = scoring.evaluate(rows, scoring.read_run(given.records, rows))
        earlier = scoring.evaluate(rows, scoring.read_run(given.before, rows))[0] if given.before else None
    except scoring.EvaluateError as error:
        _stop(str(error), WRONG_USAGE)
    if given.json:
        print(json.dumps(every.figures()))
    elif given.markdown:
        from .pages import scores_page

        print(scores_page(every, each), end="")
    else:
        if given.list:
            console().print(faults(every.faults))
        if earlier:
            console().print(changes(*scoring.gains_and_losses(earlier, every)))
        console().print(scores(every))


def rules(parser: ArgumentParser, args: Sequence[str]) -> None:
    """Print every rule with its examples as Markdown: the page docs/rules.md."""
    parser.add_argument("--reports", metavar="DIR", help="reports to count on how each rule did")
    _add_gold(parser)
    given = parser.parse_args(args)
    from .evaluate import EvaluateError
    from .pages import bundled, rules_page, uses

    try:
        print(rules_page(uses(bundled(given.reports, given.gold)) if given.reports else None), end="")
    except EvaluateError as error:
        _stop(str(error), WRONG_USAGE)


COMMANDS = {command.__name__: command for command in (run, show, explain, schema, evaluate, rules)}


def _add_number(parser: ArgumentParser, name: str, default: int, told: str, least: int = 1) -> None:
    def number(said: str) -> int:
        if said.isdecimal() and int(said) >= least:
            return int(said)
        raise ArgumentTypeError(f"{said!r} is no whole number from {least} on")

    parser.add_argument(name, metavar="N", type=number, default=default, help=f"{told} (default: {default})")


def _add_bounds(parser: ArgumentParser) -> None:
    _add_number(parser, "--max-bytes", MAX_BYTES, "the largest file that is read, and the most that it may unpack to")
    _add_number(parser, "--max-pages", MAX_PAGES, "the most pages that a file may have")


def _add_date(parser: ArgumentParser) -> None:
    parser.add_argument("--date", type=_date, help="the documents' date, YYYY-MM-DD, whatever they say")


def _date(said: str) -> str:
    with suppress(ValueError):
        if day.fromisoformat(said).isoformat() == said:
            return said
    raise ArgumentTypeError(f"{said!r} is no date; write it as YYYY-MM-DD")


def _add_gold(parser: ArgumentParser) -> None:
    told = "the folder of gold rows, a file a document (default: %(default)s)"
    parser.add_argument("--gold", metavar="DIR", default="annotations/gold", help=told)


def _warn(message: str) -> None:
    if sys.stderr is not None:  # as where a shell closed it
        print(message, file=sys.stderr)


def _stop(message: str, code: int) -> NoReturn:
    _warn(f"Error: {message}")
    raise SystemExit(code)


def main(args: Sequence[str]) -> None:
    """Turns Chinese reform documents into linked JSON records."""
    for stream in (sys.stdout, sys.stderr):
        # Chinese goes out as UTF-8 under any locale; a path whose bytes are no UTF-8 as escapes.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = ArgumentParser(
        prog="reformtrace",
        description=main.__doc__,
        epilog="\n".join(["commands:", *(f"  {name:<10}{command.__doc__}" for name, command in COMMANDS.items())]),
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=__version__, help="show the version and exit")
    parser.add_argument("command", nargs=PARSER, choices=COMMANDS, help="what to do, and its own arguments")
    if not args:
        parser.print_help(sys.stderr)
        raise SystemExit(WRONG_USAGE)
    name, *rest = parser.parse_args(args).command
    chosen = COMMANDS[name]
    chosen(ArgumentParser(f"{parser.prog} {name}", description=chosen.__doc__, allow_abbrev=False), rest)


def command() -> NoReturn:
    """What a shell starts: runs the command and ends the process."""
    gc.disable()  # a command ends before it has made so much that looking for cycles pays
    code = 0
    try:
        main(sys.argv[1:])
    except SystemExit as end:
        if isinstance(end.code, str):
            _warn(end.code)
        code = end.code if isinstance(end.code, int) else FAILED if end.code else 0
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:  # as where `head` has read enough
        code = FAILED
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(BrokenPipeError):
                stream.flush()
    # Everything is written. Taking the dictionaries apart piece by piece, as an ordinary end does, would take a good
    # part of the time of a short document.
    os._exit(code)
