"""How long the readers take against the plain library underneath each: resiliparse, python-docx, pypdfium2, lxml, ofdkit.

    python bench/reading.py [FILE...] [--rounds 9]

Without files, the bundled reports in each format. The plain library gives what text it gives, without a thought for
menus, numbering, columns or tables. Processor time, the two in turn, the median ratio of the rounds of each format;
the exit status is 1 where one is above 2. Two are no readers of their format and only show how far down one could get:
the decoding of a plain text, and for OFD lxml, which parses the parts and knows neither pages nor places. The library
that reads OFD is ofdkit; where it is not installed, OFD has no bar.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
import zipfile
from collections import defaultdict
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
import docx
import pypdfium2
from lxml import etree
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

from mutate import FORMATS, seeds
from reformtrace.read import READERS, read_bytes
from reformtrace.read.extracted import Limits

BAR = 2.0
LEAST = 0.2  # seconds that a measurement takes at least


def plain_html(data: bytes) -> str:
    """What resiliparse takes for the main text."""
    return str(extract_plain_text(bytes_to_str(data, detect_encoding(data) or "utf-8"), main_content=True))


def plain_docx(data: bytes) -> str:
    """What python-docx gives of paragraphs and tables."""
    document = docx.Document(io.BytesIO(data))
    lines = [paragraph.text for paragraph in document.paragraphs]
    lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(lines)


def plain_pdf(data: bytes) -> str:
    """What pypdfium2 gives of each page."""
    document = pypdfium2.PdfDocument(data)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def plain_ofd(data: bytes) -> str:
    """What stands in the pages' elements for text, every part parsed by lxml."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith(".xml"):
                found += (code.text or "" for code in etree.fromstring(package.read(name)).iter("{*}TextCode"))
    return "\n".join(found)


def plain_text(data: bytes) -> str:
    """One decoding."""
    return data.decode("gb18030", "replace")


def ofdkit_text(data: bytes) -> str:
    """What ofdkit reads of an OFD file, in reading order."""
    from ofdkit import OFDDocument

    with OFDDocument(io.BytesIO(data)) as document:
        return str(document.text())


PLAIN: dict[str, dict[str, Callable[[bytes], str]]] = {
    "html": {"resiliparse": plain_html},
    "docx": {"python-docx": plain_docx},
    "pdf": {"pypdfium2": plain_pdf},
    "ofd": {"lxml": plain_ofd},
    "text": {"decode": plain_text},
}
FLOORS = ("decode", "lxml")
if find_spec("ofdkit"):
    PLAIN["ofd"]["ofdkit"] = ofdkit_text


def full(data: bytes) -> str:
    """What our reader gives."""
    return read_bytes(data, "x", doc_id="x", date=None, limits=Limits()).text


def seconds(give: Callable[[bytes], str], files: list[bytes]) -> float:
    """Processor time of one pass over files."""
    passes, start = 0, time.process_time()
    while (spent := time.process_time() - start) < LEAST or not passes:
        for data in files:
            give(data)
        passes += 1
    return spent / passes


def main() -> int:
    """Measures and prints; the exit status."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="*", metavar="FILE")
    options.add_argument("--rounds", type=int, default=9)
    said = options.parse_args()
    files: defaultdict[str, list[bytes]] = defaultdict(list)
    for path in said.files:
        data = Path(path).read_bytes()
        files[next((module for is_format, module in READERS if is_format(data)), "text")].append(data)
    if not said.files:
        files.update((form, list(seeds(form))) for form in FORMATS if seeds(form))
    slow = []
    for form, some in files.items():
        for library, give in PLAIN.get(form, {}).items():
            measured = [(seconds(full, some), seconds(give, some)) for _ in range(said.rounds)]
            ratio = median(ours / plain for ours, plain in measured)
            ours, plain = (median(column) / len(some) * 1e3 for column in zip(*measured, strict=True))
            print(f"{form:5}{len(some):4} files  ours {ours:7.2f} ms  {library:12}{plain:7.2f} ms  ratio {ratio:5.2f}")
            if ratio > BAR and library not in FLOORS:
                slow.append(f"{form} against {library}")
    print(f"above the bar of {BAR}: {', '.join(slow) or 'none'}")
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
