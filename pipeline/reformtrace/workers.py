"""Worker processes that make shards side by side, each document within bounds; one that dies costs its document alone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from time import monotonic
from typing import Any

from .outcomes import Input
from .read.name import as_utf8
from .records import ErrorRow
from .shards import Shards
from .worker import Bounds, Done, Setup, WorkerError

# Seconds between two looks at the clock, and those that a process may take to start.
TICK = 0.1
START = 120.0
# The search path goes along, so that a worker finds what this process found.
CODE = "import json,sys; sys.path[:]=json.loads(sys.argv[1]); from reformtrace.worker import main; main()"


class Worker:
    """A process that reads one document after another, and is started anew when it has died."""

    def __init__(self, setup: Setup, bounds: Bounds) -> None:
        self._setup = setup
        self._bounds = bounds
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        self._deadline: float | None = None
        self._late = False
        self._over = False

    def do(self, item: Input) -> Done:
        """What became of a document, in bounded time."""
        process = self._process or self._start()
        task = {"path": os.fsencode(item.path).hex(), "doc_id": item.doc_id}
        reply = self._ask(process, task, self._bounds.max_seconds)
        if reply is None or reply.get("leave") or self._late:
            code = self._end(process)
        if reply is None:
            return Done(failure=self._died(item, code))
        if "stop" in reply:
            raise WorkerError(reply["stop"])
        failure = ErrorRow(**reply["failure"]) if reply["failure"] else None
        return Done(reply.get("shard"), bool(reply.get("was_there")), failure)

    def look(self, now: float) -> None:
        """Ends the process where its document has taken too long."""
        with self._lock:
            if self._deadline is not None and now > self._deadline:
                self._late = True
                self._kill()

    def stop(self) -> None:
        """Ends the process, for good."""
        with self._lock:
            self._over = True
            self._kill()

    def close(self) -> None:
        """Takes the process off the system's books."""
        if self._process:
            self._end(self._process)

    def _start(self) -> subprocess.Popen[bytes]:
        shards, bounds, options = Shards(self._setup.out), self._bounds, self._setup.options
        command = [sys.executable, "-c", CODE, json.dumps(sys.path)]
        environment = os.environ | {"TMPDIR": str(shards.temporary.absolute())}
        pipe = subprocess.PIPE
        with self._lock:
            if self._over:
                raise WorkerError("the run is over")
            # In a session of its own: it ends with all that it has started, and only when this process says so.
            process = subprocess.Popen(  # noqa: S603 - this Python and code
                command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment, start_new_session=True
            )
            self._process = process
        setup = {
            "out": os.fsencode(self._setup.out).hex(),
            "made_by": self._setup.made_by,
            "date": options.date,
            "max_bytes": options.limits.max_bytes,
            "max_pages": options.limits.max_pages,
            "max_seconds": bounds.max_seconds,
            "max_memory": bounds.max_memory,
        }
        assert process.stderr
        if self._ask(process, setup, START) is None:
            with self._lock:
                self._kill()
            said = process.stderr.read().decode(errors="replace").strip().splitlines() or ["it said nothing"]
            self._end(process)
            raise WorkerError(f"no process that reads documents can be started here: {said[-1]}")
        process.stderr.close()
        return process

    def _ask(self, process: subprocess.Popen[bytes], row: dict[str, Any], seconds: float) -> dict[str, Any] | None:
        """The answer of the process; None where it died."""
        assert process.stdin
        assert process.stdout
        with self._lock:
            self._late = False
            self._deadline = monotonic() + seconds
        line = b""
        with suppress(OSError):
            process.stdin.write(json.dumps(row).encode() + b"\n")
            process.stdin.flush()
            line = process.stdout.readline()
        with self._lock:
            self._deadline = None
        if not line.endswith(b"\n"):
            return None
        reply: dict[str, Any] = json.loads(line)
        return reply

    def _end(self, process: subprocess.Popen[bytes]) -> int:
        """Ends a process that is of no more use, with all that it started; its exit status."""
        with self._lock:
            self._kill()  # one that has died already keeps its status
            self._process = None
        with suppress(subprocess.TimeoutExpired):
            process.wait(START)
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream:
                with suppress(OSError):
                    stream.close()
        return -signal.SIGTERM if process.returncode is None else process.returncode

    def _kill(self) -> None:
        process = self._process
        if process is None:
            return
        if sys.platform != "win32":
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()

    def _died(self, item: Input, code: int) -> ErrorRow:
        if self._late:
            reason = f"it took longer than {self._bounds.max_seconds:g} seconds and was given up; raise --max-seconds or split it"
        elif code == -9:
            reason = (
                "the process that read it was killed, most likely for want of memory; run again with fewer --jobs, or "
                "split it"
            )
        else:
            how = f"signal {-code} ({signal.strsignal(-code)})" if code < 0 else f"status {code}"
            reason = (
                f"the process that read it died with {how}, as damage in a file or too little --max-memory makes a "
                "library do; open the file and save it again"
            )
        return ErrorRow(source=as_utf8(item.path), stage="worker", reason=reason)


def make_all(
    items: Sequence[Input], setup: Setup, bounds: Bounds, jobs: int
) -> Generator[tuple[Input, Done], None, None]:
    """What became of each document, in the order in which they are done; raises WorkerError where nothing can be."""
    todo: SimpleQueue[Input] = SimpleQueue()
    done: SimpleQueue[tuple[Input, Done] | Exception] = SimpleQueue()
    for item in items:
        todo.put(item)
    workers = [Worker(setup, bounds) for _ in range(min(jobs, len(items)))]
    threads = [Thread(target=_serve, args=(worker, todo, done), daemon=True) for worker in workers]
    try:
        for thread in threads:
            thread.start()
        left, looked = len(items), monotonic()
        while left:
            found = None
            with suppress(Empty):
                found = done.get(timeout=TICK)
            if (now := monotonic()) > looked + TICK:
                looked = now
                for worker in workers:
                    worker.look(now)
            if isinstance(found, Exception):
                raise found
            if found is not None:
                left -= 1
                yield found
    finally:
        for worker in workers:
            worker.stop()
        for thread in threads:
            if thread.ident is not None:
                thread.join()
        for worker in workers:
            worker.close()


def _serve(worker: Worker, todo: SimpleQueue[Input], done: SimpleQueue[tuple[Input, Done] | Exception]) -> None:
    """Has a worker do what is to be done until nothing is."""
    with suppress(Empty):
        while True:
            item = todo.get_nowait()
            try:
                done.put((item, worker.do(item)))
            except Exception as error:  # noqa: BLE001 - the main thread raises it
                done.put(error)
                return
