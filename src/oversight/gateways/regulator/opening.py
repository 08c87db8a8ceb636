"""What a file is, told from its first bytes, and how it is opened; its name is never believed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook

from oversight.gateways.regulator.csv_sheet import CsvSheet
from oversight.gateways.regulator.ods_sheet import OdsBook
from oversight.gateways.regulator.records import RegulatorFileError
from oversight.gateways.regulator.sheets import Book
from oversight.gateways.regulator.xlsx_sheet import CalamineBook

LARGEST_STREAMED, LARGEST_HELD = 4 * 1024**3, 1024**3
"""Bytes unpacked: nine times the regulator's largest sheet for what is streamed, less for a workbook that
must be held in memory. What unpacks to more is no register."""

UTF8, WINDOWS = "utf-8-sig", "cp1252"


class Form(StrEnum):
    """The form of a file."""

    CSV = "csv"
    JSON = "json"
    ODS = "ods"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Found:
    """A file and its form; ``member`` is the file inside, where it is a zip around one CSV."""

    path: Path
    form: Form
    member: str = ""

    @property
    def file(self) -> str:
        """The file as it is named in messages."""
        return str(self.path)


def look_at(path: Path) -> Found:
    """What a file is. Raises ``RegulatorFileError`` where it is none of the forms that are read."""
    try:
        with path.open("rb") as stream:
            start = stream.read(2048)
    except OSError as wrong:
        reason = (wrong.strerror or str(wrong)).lower()
        raise RegulatorFileError(f"{path} cannot be read: {reason}; check the path") from None
    if start.startswith(b"PK\x03\x04"):
        return _inside(path)
    return Found(path, _form_of_text(path, start))


_STRANGERS = (
    (b"\xd0\xcf\x11\xe0", "it is a workbook in the old .xls form; save it as .xlsx, .ods or CSV"),
    (b"%PDF", "it is a PDF; download the spreadsheet or the CSV"),
    (b"\xff\xfe", "it is text in UTF-16; save it as 'CSV UTF-8'"),
    (b"\xfe\xff", "it is text in UTF-16; save it as 'CSV UTF-8'"),
    (b"PK\x05\x06", "it is an empty zip; download it again"),
    (b"\x1f\x8b", "it is compressed with gzip; unpack it first"),
)


def _form_of_text(path: Path, start: bytes) -> Form:
    for mark, why in _STRANGERS:
        if start.startswith(mark):
            raise RegulatorFileError(f"{path} cannot be read: {why}")
    begins = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not begins:
        raise RegulatorFileError(f"{path} is empty; download it again")
    if begins[:1] == b"<":
        raise RegulatorFileError(
            f"{path} is a web page or XML, not the file itself; open the regulator's page in a browser and "
            "download the file from there"
        )
    return Form.JSON if begins[:1] in b"{[" else Form.CSV


def _inside(path: Path) -> Found:
    """A zip: an OpenDocument sheet, an Excel workbook, or a zip around one CSV."""
    try:
        with ZipFile(path) as archive:
            names = archive.namelist()
            unpacked = sum(entry.file_size for entry in archive.infolist())
            locked = any(entry.flag_bits & 1 for entry in archive.infolist())
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise RegulatorFileError(f"{path} is damaged (not a whole zip); download it again") from None
    held = "xl/workbook.xml" in names
    if unpacked > (LARGEST_HELD if held else LARGEST_STREAMED):
        raise RegulatorFileError(f"{path} unpacks to {unpacked:,} bytes, more than any register; not read")
    if locked or "EncryptedPackage" in names:
        raise RegulatorFileError(f"{path} is locked with a password; save it without one")
    if "content.xml" in names:
        return Found(path, Form.ODS)
    if held:
        return Found(path, Form.XLSX)
    tables = [name for name in names if name.casefold().endswith(".csv")]
    if len(tables) == 1:
        return Found(path, Form.CSV, tables[0])
    raise RegulatorFileError(
        f"{path} is a zip that holds {len(tables) or 'no'} CSV files; unpack it and give the one to read"
    )


@contextmanager
def opened_text(found: Found, encoding: str) -> Iterator[IO[str]]:
    """The file as text, line ends untouched."""
    with ExitStack() as files:
        if found.member:
            archive = files.enter_context(ZipFile(found.path))
            binary = files.enter_context(archive.open(found.member))
            yield files.enter_context(TextIOWrapper(binary, encoding=encoding, newline=""))
        else:
            yield files.enter_context(found.path.open(encoding=encoding, newline=""))


def text_opener(found: Found, encoding: str) -> Callable[[], IO[str]]:
    """A function that opens the (unzipped) file anew."""
    return lambda: found.path.open(encoding=encoding, newline="")


@contextmanager
def opened_book(found: Found, encoding: str) -> Iterator[Book]:
    """The file as a book of sheets. Raises ``RegulatorFileError`` where a workbook is damaged."""
    if found.form is Form.CSV:
        with opened_text(found, encoding) as lines:
            yield CsvSheet(lines)
    elif found.form is Form.ODS and _plain_prefixes(found.path):
        with ZipFile(found.path) as archive, archive.open("content.xml") as content:
            yield OdsBook(content, found.file)
    else:
        with ExitStack() as files:
            yield CalamineBook(_workbook(found.path, files))


def _plain_prefixes(path: Path) -> bool:
    """Whether an OpenDocument file uses the usual prefixes of its format; others are left to calamine."""
    with ZipFile(path) as archive, archive.open("content.xml") as content:
        start = content.read(65_536)
    return b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"' in start and (
        b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"' in start
    )


def _workbook(path: Path, files: ExitStack) -> CalamineWorkbook:
    """A workbook opened as a stream: given a path, calamine would believe its extension."""
    try:
        return CalamineWorkbook.from_object(files.enter_context(path.open("rb")))
    except (CalamineError, OSError) as wrong:
        raise RegulatorFileError(f"{path} is a damaged workbook ({wrong}); download it again") from None
