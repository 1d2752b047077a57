"""DOC, WPS and RTF -> text: LibreOffice, where it is installed, turns them into a Word file, which is then read."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from . import docx
from .extracted import Extracted, Limits, Unreadable
from .sniff import OLE

# Less than a worker of a run may take for one document, so that this bound is the one that tells.
SECONDS = 100
PROGRAMS = ("soffice", "libreoffice")
# How an OLE file names its streams tells a text from a sheet and from slides.
STREAMS = ((b"Workbook", "an Excel workbook"), (b"PowerPoint Document", "a PowerPoint presentation"))
VERSION = re.compile(r"\d+(?:\.\d+)+")
# No macro runs, no link is followed, nothing is asked for over a network that leads nowhere.
SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)


def extract(data: bytes, limits: Limits) -> Extracted:
    """The text of a DOC, WPS or RTF; raises Unreadable where LibreOffice is missing or cannot read it."""
    is_rtf = not data.startswith(OLE)
    name = "an RTF file" if is_rtf else "an old Office file (DOC, WPS)"
    for stream, kind in () if is_rtf else STREAMS:
        if stream.decode().encode("utf-16-le") in data and b"W\0o\0r\0d\0D\0o\0c\0" not in data:
            raise Unreadable(f"it is {kind}, which is not read; save what counts in it as DOCX or PDF")
    program = next((found for found in map(shutil.which, PROGRAMS) if found), None)
    if program is None:
        raise Unreadable(
            f"it is {name}, which takes LibreOffice to read; install libreoffice-writer (soffice has to be on PATH) or "
            "save the document as DOCX"
        )
    try:
        word = _converted(data, program, "rtf" if is_rtf else "doc", limits)
        found = docx.extract(word, limits)
    except Unreadable as error:
        raise Unreadable(f"it is {name}, which is read through LibreOffice: {error}") from error
    return found._replace(reader=f"office (LibreOffice {_version(program)}) + {found.reader}")


@cache
def _version(program: str) -> str:
    with TemporaryDirectory(prefix="reformtrace-", ignore_cleanup_errors=True) as folder:
        said = _run([program, "--headless", "--version"], folder, 30)
    m = VERSION.search(said)
    return m.group() if m else "?"


def _converted(data: bytes, program: str, ending: str, limits: Limits) -> bytes:
    """The Word file that LibreOffice makes of a document, in a folder of its own that is gone afterwards."""
    with TemporaryDirectory(prefix="reformtrace-", ignore_cleanup_errors=True) as folder:
        source, profile, out = Path(folder, f"document.{ending}"), Path(folder, "profile"), Path(folder, "out")
        source.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
        command = [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
            "--nodefault", "--convert-to", "docx", "--outdir", str(out), str(source),
        ]  # fmt: skip
        _run(command, folder, SECONDS)
        made = out / "document.docx"
        if not made.is_file():
            raise Unreadable(
                "it cannot be opened, being damaged, protected by a password or no text document; open it in its program "
                "and save it as DOCX"
            )
        if made.stat().st_size > limits.max_bytes:
            raise Unreadable(f"as DOCX it is larger than {limits.max_bytes:,} bytes; raise --max-bytes or split it")
        return made.read_bytes()


def _run(command: list[str], folder: str, seconds: float) -> str:
    """Runs a program whose home is a folder, and ends it with all that it started when its time is up."""
    env = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    env |= {"HOME": folder, "TMPDIR": folder, "TMP": folder, "TEMP": folder, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    env |= dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")
    # Should this process be ended first, its child is ended all the same.
    watch = shutil.which("timeout")
    if watch and sys.platform == "linux":
        command = [watch, "--kill-after=2", f"{seconds + 5:.0f}", *command]
    try:
        process = subprocess.Popen(  # noqa: S603 - a fixed program; the document's name is ours
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder, env=env,
            start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise Unreadable(f"the program does not start: {error.strerror or error}; mend its installation") from error
    try:
        said, _ = process.communicate(timeout=seconds)
        return said.decode(errors="replace")
    except subprocess.TimeoutExpired as error:
        raise Unreadable(
            f"it takes longer than {seconds} seconds; open it in its program and save it as DOCX"
        ) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a process and its group, and takes it off the system's books."""
    if sys.platform == "win32":
        process.kill()
    else:
        # The group outlives its first process where that left others behind.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>"
    )
