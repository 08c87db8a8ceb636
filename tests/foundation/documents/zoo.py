"""Files that are sound, and the zoo of those that are not (security.md T31)."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"


def types(main: str, part: str, *more: str) -> str:
    extra = "".join(f'<Override PartName="/x{n}" ContentType="{each}"/>' for n, each in enumerate(more))
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{part}" ContentType="{main}"/>{extra}</Types>'
    )


def rels(*each: tuple[str, str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'
        for n, (kind, target, mode) in enumerate(each)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'


EXTERNAL = ' TargetMode="External"'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(more: dict[str, str | bytes] | None = None, *, main: str = WORD, body: str = "Words", also: tuple[str, ...] = (),
         relations: str = "") -> bytes:  # fmt: skip
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types(main, "word/document.xml", *also),
        "_rels/.rels": rels(("officeDocument", "word/document.xml", "")),
        "word/document.xml": f"<w:document {W}><w:body><w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:body></w:document>",
    }
    if relations:
        parts["word/_rels/document.xml.rels"] = relations
    return zipped(parts | (more or {}))


def xlsx(
    more: dict[str, str | bytes] | None = None, *, also: tuple[str, ...] = (), main: str = SHEET
) -> bytes:
    return zipped({
        "[Content_Types].xml": types(main, "xl/workbook.xml", *also),
        "_rels/.rels": rels(("officeDocument", "xl/workbook.xml", "")),
        "xl/workbook.xml": "<workbook/>",
        **(more or {}),
    })  # fmt: skip


def field(*words: str) -> str:
    begin, end = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )
    return (
        "</w:t></w:r>"
        + begin
        + "".join(f"<w:r><w:instrText>{each}</w:instrText></w:r>" for each in words)
        + end
        + "<w:r><w:t>"
    )


def pdf(objects: bytes = b"", *, trailer: bytes = b"") -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n" + objects
        + b"\ntrailer<</Root 1 0 R" + trailer + b">>\nstartxref\n9\n%%EOF\n"
    )  # fmt: skip


def object_stream(objects: bytes, name: bytes = b"/ObjStm") -> bytes:
    packed = zlib.compress(objects)
    return (
        b"4 0 obj<</Type"
        + name
        + b"/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
        + packed
        + b"\nendstream endobj"
    )


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack("!I", len(body)) + name + body + struct.pack("!I", zlib.crc32(name + body))


def png(width: int = 2, height: int = 2, *more: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0))
    picture = chunk(b"IDAT", zlib.compress(b"\0" * (1 + 3 * 2) * 2))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + picture + chunk(b"IEND", b"")


def segment(marker: int, body: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack("!H", len(body) + 2) + body


def exif(way_up: int = 6, gps: bytes = b"51.5N 1.3W") -> bytes:
    entries = struct.pack("<HHII", 0x010F, 2, len(gps), 200) + struct.pack("<HHIHH", 0x0112, 3, 1, way_up, 0)
    return segment(0xE1, b"Exif\0\0II*\0" + struct.pack("<IH", 8, 2) + entries + b"\0\0\0\0" + gps)


def jpg(width: int = 2, height: int = 2, *more: bytes) -> bytes:
    size = segment(0xC0, struct.pack("!BHHB", 8, height, width, 1) + b"\1\x11\0")
    return (
        b"\xff\xd8"
        + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
        + b"".join(more)
        + size
        + segment(0xDA, b"\1\1\0\0\x3f\0")
        + b"\x12\x34\xff\xd9"
    )


def eml(*files: tuple[str, str, bytes]) -> bytes:
    parts = "".join(
        f'--b\r\nContent-Type: {media}; name="{name}"\r\nContent-Disposition: attachment; filename="{name}"\r\n'
        f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{_quoted(content)}\r\n"
        for name, media, content in files
    )
    return (
        "From: a@b.example\r\nTo: c@d.example\r\nSubject: Visit\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: text/plain\r\n\r\nWords\r\n{parts}--b--\r\n"
    ).encode()  # fmt: skip


def _quoted(content: bytes) -> str:
    return "=\r\n".join(
        "".join(f"={byte:02X}" for byte in content[n : n + 20]) for n in range(0, len(content), 20)
    )


def patched(content: bytes, entry: int, **values: int) -> bytes:
    """A ZIP whose directory says something else about an entry (offset, flags, file size)."""
    found, place = bytearray(content), -1
    for _ in range(entry + 1):
        place = content.index(b"PK\x01\x02", place + 1)
    at = {
        "flags": (8, "<H"),
        "file_size": (24, "<I"),
        "compress_size": (20, "<I"),
        "offset": (42, "<I"),
        "method": (10, "<H"),
    }
    for name, value in values.items():
        shift, kind = at[name]
        struct.pack_into(kind, found, place + shift, value)
    return bytes(found)


def with_entry_twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", types(WORD, "word/document.xml"))
        archive.writestr("word/document.xml", "<a/>")
        archive.writestr("word/Document.xml", "<b/>")
    return out.getvalue()


def bomb(unpacked: int = 3_000_000) -> bytes:
    """Small outside, large inside."""
    return docx({"word/media/image1.dat": b"\0" * unpacked})
