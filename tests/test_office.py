"""DOC, WPS and RTF through LibreOffice: read, bounded in time, without macros, links or files left behind."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from records_of import alike
from reformtrace.read import ReadError, office, read
from reformtrace.read.extracted import Limits, Unreadable
from reformtrace.read.sniff import OLE
from render_pages import SOFFICE, convert, to_typeset

REPORTS = sorted((Path(__file__).parent.parent / "corpora" / "reports").glob("*.txt"))
needs_soffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
RTF = rb"{\rtf1\ansi\deff0 \u20840?\u24066?\u26032?\u24314?46\u22788?\u12290?%s\par}"


@needs_soffice
@pytest.mark.parametrize("ending", ["doc", "rtf"])
def test_a_report_gives_its_records(tmp_path: Path, ending: str) -> None:
    text = REPORTS[-1].read_text(encoding="utf-8")
    path = tmp_path / "a.txt"
    path.write_bytes(convert(to_typeset(text), "docx", ending))
    found = read(path)
    assert found.reader.startswith("office (LibreOffice ")
    assert alike(text, found.text) >= 0.99


@pytest.mark.slow
@needs_soffice
@pytest.mark.parametrize("ending", ["doc", "rtf"])
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_report_gives_its_records(path: Path, ending: str) -> None:
    text = path.read_text(encoding="utf-8")
    found = office.extract(convert(to_typeset(text), "docx", ending), Limits())
    assert alike(text, found.text) >= 0.99


@pytest.mark.parametrize(("data", "name"), [(OLE + bytes(600), "old Office file"), (RTF % b"", "RTF file")])
def test_without_libreoffice_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, data: bytes, name: str) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(Unreadable, match=f"{name}.*takes LibreOffice to read; install libreoffice-writer"):
        office.extract(data, Limits())


def test_a_workbook_is_told_apart() -> None:
    with pytest.raises(Unreadable, match="Excel workbook"):
        office.extract(OLE + "Workbook".encode("utf-16-le") + bytes(600), Limits())


@needs_soffice
@pytest.mark.parametrize("data", [OLE + bytes(2_000), b"{\\rtf1\\ansi"], ids=["doc", "rtf"])
def test_a_damaged_file_says_so(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(data)
    with pytest.raises(ReadError, match="LibreOffice"):
        read(path)


@needs_soffice
def test_nothing_is_fetched_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    at = f"http://127.0.0.1:{server.server_port}"
    fields = (
        rf'{{\field{{\*\fldinst INCLUDEPICTURE "{at}/picture.png" \\d}}{{\fldrslt }}}}'
        rf'{{\field{{\*\fldinst INCLUDETEXT "{at}/text.rtf"}}{{\fldrslt }}}}{{\*\template {at}/template.dot}}'
    )
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    found = office.extract(RTF % fields.encode(), Limits())
    server.shutdown()
    server.server_close()
    assert "全市新建46处。" in found.text
    assert not asked
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/bin/sh").exists(), reason="needs a shell")
def test_a_program_that_hangs_is_ended_with_what_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, left = tmp_path / "soffice", tmp_path / "left"
    program.write_text(f"#!/bin/sh\n(sleep 4; touch {left}) &\nsleep 60\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(office, "PROGRAMS", (str(program),))
    monkeypatch.setattr(office, "SECONDS", 1)
    with pytest.raises(Unreadable, match="longer than 1 seconds"):
        office.extract(RTF % b"", Limits())
    time.sleep(4)
    assert not left.exists()
