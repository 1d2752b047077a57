"""Files that no reader may trust: damaged, locked, endless, lying, and no files at all."""

from __future__ import annotations

import io
import os
import random
import zipfile
import zlib
from pathlib import Path

from reformtrace.read import READERS

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a0 '哈'>" + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12)) + "]>"
)
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def has(reader: str) -> bool:
    """Whether files are read with that module of the readers."""
    return any(module == reader for _, module in READERS)


def zipped(parts: dict[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return file.getvalue()


def docx(document: str | bytes, more: dict[str, str | bytes] | None = None) -> bytes:
    """A Word file around its main part."""
    return zipped({"_rels/.rels": RELATIONS, "word/document.xml": document, **(more or {})})


def ofd(root: str | bytes, more: dict[str, str | bytes] | None = None) -> bytes:
    """An OFD file around its root."""
    return zipped({"OFD.xml": root, **(more or {})})


def pdf(pages: int, *, extra: str = "") -> bytes:
    """A PDF file with a line of text on each page."""
    lines = (f"Page {i + 1} says that 46 stations were built in this year." for i in range(pages))
    return _pdf([f"BT /F 12 Tf 72 720 Td ({line}) Tj ET".encode() for line in lines], extra=extra)


def pdf_of(text: str, *, packed: bool = False) -> bytes:
    """A PDF file of a Chinese text, thirty lines a page, rows with their cells apart and rules between them."""
    lines: list[str] = []
    for line in text.split("\n"):
        lines += [line[i : i + 32] for i in range(0, len(line), 32)] or [""]
    pages = []
    for first in range(0, len(lines), 30):
        out = ["BT /G 14 Tf 22 TL 60 780 Td"]
        for line in lines[first : first + 30]:
            cells = line.split("\t")
            for i, cell in enumerate(cells):
                out.append(f"{100 if i else 0} 0 Td <{cell.encode('utf-16-be').hex()}> Tj")
            out.append(f"{-100 * (len(cells) - 1)} -22 Td")
        out.append("ET")
        for i, line in enumerate(lines[first : first + 30]):
            if "\t" in line:
                out.append(f"55 {774 - 22 * i} m 540 {774 - 22 * i} l S")
        pages.append("\n".join(out).encode())
    return _pdf(pages, packed=packed)


def _pdf(contents: list[bytes], *, extra: str = "", packed: bool = False) -> bytes:
    count = len(contents)
    objects: list[bytes | str] = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count}/Kids[{' '.join(f'{i} 0 R' for i in range(6, 6 + 2 * count, 2))}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[5 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        "/Supplement 4>>/DW 1000>>",
    ]
    for i, content in enumerate(contents):
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R/G 4 0 R>>>>"
            f"/Contents {7 + 2 * i} 0 R>>"
        )
        stream = zlib.compress(content) if packed else content
        head = f"<</Length {len(stream)}{'/Filter/FlateDecode' if packed else ''}>>stream\n"
        objects.append(head.encode() + stream + b"\nendstream")
    out = bytearray(b"%PDF-1.7\n")
    at = []
    for i, body in enumerate(objects, 1):
        at.append(len(out))
        out += f"{i} 0 obj\n".encode() + (body.encode() if isinstance(body, str) else body) + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(at) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{offset:010} 00000 n \n" for offset in at).encode()
    out += f"trailer<</Size {len(at) + 1}/Root 1 0 R{extra}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def encrypted_pdf() -> bytes:
    """A PDF file that asks for a password."""
    key = "00" * 32
    extra = f"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44/O<{key}>/U<{key}>>>/ID[<{'11' * 16}><{'11' * 16}>]"
    return pdf(1, extra=extra)


def lying_zip() -> bytes:
    """A Word file whose main part says that it is small and is not."""
    data = docx(BODY % ("改革" * 2_000_000))
    size = len((BODY % ("改革" * 2_000_000)).encode())
    return data.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def bad_files(port: int, secret: Path) -> dict[str, tuple[bytes, str]]:
    """Bytes of files that cannot be read, by their names, and what the reason must say; port and secret are bait."""
    outside = f'<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:{port}/e"><!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    word = docx(BODY % "全市新建站点46处。")
    far = f"<!--{' ' * 70_000}-->"
    rng = random.Random(7)
    found = {
        "empty.txt": (b"", "empty"),
        "blank.txt": ("\n \u3000\n".encode() * 50, "empty"),
        "junk.txt": (rng.randbytes(20_000), "no text"),
        "nuls.txt": (bytes(100_000), "NUL"),
        "picture.docx": (b"\x89PNG\r\n\x1a\n" + rng.randbytes(9_000), "no text"),
        "program.html": (b"\x7fELF\x02\x01\x01" + bytes(5_000), "NUL"),
        "half.docx": (word[: len(word) // 2], "damaged or cut off"),
        "tail.docx": (word[:-30], "damaged or cut off"),
        "nested.zip": (zipped({"a.zip": zipped({"b.zip": zipped({"c.txt": "改革"})})}), ""),
        "outside.zip": (zipped({"../../outside.txt": "改革", "/outside.txt": "改革"}), ""),
        "bomb.docx": (docx(bytes(150_000_000)), "unpacks to more than"),
        "lying.docx": (lying_zip(), "damaged"),
        "laughs.docx": (docx(f"{LAUGHS}{BODY % '&a11;'}"), "entit"),
        "laughs16.docx": (
            docx(f'<?xml version="1.0" encoding="utf-16"?>{LAUGHS}{BODY % "&a11;"}'.encode("utf-16")),
            "",
        ),
        "far.docx": (docx(f"{far}{LAUGHS}{BODY % '&a11;'}"), ""),
        "attribute.docx": (docx(f"{far}{LAUGHS}{BODY % '改革'}".replace("<w:t>", '<w:t a="&a11;">')), ""),
        "outside.docx": (docx(f"{outside}{BODY % '&e;&s;'}"), "entit"),
        "faroutside.docx": (docx(f"{far}{outside}{BODY % '&e;&s;'}"), ""),
        "locked.docx": (OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500), "password"),
        "old.doc": (OLE + bytes(2_000), ""),
        "cut.rtf": (b"{\\rtf1\\ansi", ""),
        "nothing.html": (b"<!DOCTYPE html><html><body><script>1</script></body></html>", "text"),
        "empty.docx": (docx(BODY % ""), "no text"),
    }
    if has("pdf"):
        found |= {
            "locked.pdf": (encrypted_pdf(), "password"),
            "cut.pdf": (pdf(20)[:400], ""),
            "head.pdf": (b"%PDF-1.7\n", ""),
            "junk.pdf": (b"%PDF-1.7\n" + rng.randbytes(20_000), ""),
            "pages.pdf": (pdf(5_000), "--max-pages"),
            "none.pdf": (pdf(0), ""),
        }
    if has("ofd"):
        whole = f'<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocRoot>%s</ofd:DocRoot>{"</ofd:DocBody>"}</ofd:OFD>'
        found |= {
            "missing.ofd": (ofd(whole % "Doc_0/Document.xml"), ""),
            "outside.ofd": (ofd(whole % "../../../etc/passwd"), ""),
            "laughs.ofd": (ofd(LAUGHS + whole % "&a11;"), ""),
            "entity.ofd": (ofd(outside + whole % "&e;&s;"), ""),
            "bomb.ofd": (ofd(whole % "Doc_0/Document.xml", {"Doc_0/Document.xml": bytes(150_000_000)}), ""),
            "half.ofd": (ofd(whole % "Doc_0/Document.xml")[:-40], ""),
        }
    return found


def bait(port: int) -> dict[str, bytes]:
    """Files that can be read and that ask to fetch and to run things."""
    page = (
        f'<!DOCTYPE html><html><head><link rel="stylesheet" href="http://127.0.0.1:{port}/c">'
        f'<script src="http://127.0.0.1:{port}/s"></script><meta http-equiv="refresh" content="0;http://127.0.0.1:{port}/">'
        f'</head><body><img src="http://127.0.0.1:{port}/i"><iframe src="http://127.0.0.1:{port}/f"></iframe>'
        "<h1>河湾县工作总结</h1><p>全县新建驿站46座，增长12%。群众办事更加方便，材料明显减少。</p></body></html>"
    )
    relations = RELATIONS.replace(
        "</Relationships>",
        '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        f'attachedTemplate" Target="http://127.0.0.1:{port}/t" TargetMode="External"/></Relationships>',
    )
    more: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": relations,
        "../../outside.txt": "改革",
        "word/vbaProject.bin": OLE,
    }
    return {
        "page.pdf": page.encode(),
        "word.txt": docx(BODY % "全县新建驿站46座，增长12%。", more),
        "text.docx": "全县新建驿站46座，增长12%。\n".encode("gb18030"),
    }


def special_files(folder: Path) -> dict[str, str]:
    """What a folder may hold beside files, and what the reason must say."""
    found = {"gone.txt": "not there", "loop.txt": "itself", "zero.txt": "device", "up": "link to a folder"}
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "up").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    found["pipe.txt"] = "pipe"
    return found
