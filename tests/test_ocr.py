"""Scans: what RapidOCR reads gives the records of the text, and nothing is fetched for it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from records_of import alike
from reformtrace.read import ocr
from reformtrace.read.extracted import Limits
from reformtrace.read.pdf import extract
from render_pages import CHROMIUM, SOFFICE, to_page, to_pdf_chromium, to_pdf_soffice, to_scan

REPORTS = sorted((Path(__file__).parent.parent / "corpora" / "reports").glob("*.txt"))
TRADITIONAL = ("hong-kong-style-address", "justice-bureau-review", "premier-report-taiwan")
pytestmark = [
    pytest.mark.skipif(not ocr.is_installed(), reason="reformtrace[ocr] is not installed"),
    pytest.mark.filterwarnings("ignore"),  # of the engine and what it is built on
]
needs_soffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


@needs_soffice
def test_a_scan_gives_its_records_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join((REPORTS[-1]).read_text(encoding="utf-8").splitlines()[:14])
    scan = to_scan(to_pdf_soffice(text))

    def refuse(*_: object) -> None:
        raise AssertionError("nothing may be fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    found = extract(scan, Limits())
    assert "+ rapidocr" in found.reader
    assert alike(text, found.text) >= 0.9


@pytest.mark.slow
@needs_soffice
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_scan_from_libreoffice_gives_its_records(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = extract(to_scan(to_pdf_soffice(text)), Limits())
    assert alike(text, found.text) >= (0.75 if path.stem in TRADITIONAL else 0.9)


@pytest.mark.slow
@needs_chromium
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_scan_from_chromium_gives_its_records(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = extract(to_scan(to_pdf_chromium(to_page(text))), Limits())
    assert alike(text, found.text) >= (0.75 if path.stem in TRADITIONAL else 0.9)
