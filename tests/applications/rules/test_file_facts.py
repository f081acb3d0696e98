"""What a file's bytes tell, whatever its name says."""

import hashlib
import unicodedata
import zipfile
from io import BytesIO

import pikepdf
import pytest

from applications.rules import file_facts
from applications.rules.file_facts import clean_name
from applications.rules.file_formats import Archive
from tests.factories.papers import small_pdf, zip_of

CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(content, name="file.bin"):
    return file_facts.read(BytesIO(content), name)


def told(content):
    facts = read(content)
    return facts.content, facts.is_locked, facts.is_broken


def hwp(flags):
    header = b"HWP Document File".ljust(32, b"\0") + b"\x00\x01\x00\x05" + bytes([flags]) + bytes(200)
    return CFB + bytes(504) + header


def office(part):
    return packed({"[Content_Types].xml": b"<x/>", part: b"<x/>"})


def packed(entries):
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


def locked_pdf(**passwords):
    made = BytesIO()
    with pikepdf.open(BytesIO(small_pdf())) as document:
        document.save(made, encryption=pikepdf.Encryption(**passwords))
    return made.getvalue()


def test_read_measures_and_rewinds():
    content, stream = b"x" * 3_000_000, BytesIO(b"x" * 3_000_000)

    facts = file_facts.read(stream, "a/b/계획서.pdf")

    assert (facts.name, facts.size, facts.sha256) == ("계획서.pdf", 3_000_000, hashlib.sha256(content).hexdigest())
    assert stream.tell() == 0


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ("", False, False)),
        (b"<html>", ("", False, False)),
        (small_pdf(), ("pdf", False, False)),
        (b"\xef\xbb\xbf" + small_pdf(), ("pdf", False, False)),
        (locked_pdf(owner="secret", user="secret"), ("pdf", True, False)),
        (locked_pdf(owner="secret", user=""), ("pdf", True, False)),
        (b"%PDF-1.7\nnothing else", ("pdf", False, True)),
        (small_pdf(pages=0), ("pdf", False, True)),
        (hwp(0), ("hwp", False, False)),
        (hwp(0b10), ("hwp", True, False)),
        (CFB + bytes(504) + "EncryptedPackage".encode("utf-16-le"), ("", True, False)),
        (CFB + bytes(2_000_000), ("", False, False)),
        (packed({"mimetype": b"application/hwp+zip"}), ("hwpx", False, False)),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), ("odt", False, False)),
        (packed({"mimetype": b"text/plain"}), ("zip", False, False)),
        (packed({"mimetype": b"x" * 200}), ("zip", False, False)),
        (office("word/document.xml"), ("docx", False, False)),
        (office("ppt/presentation.xml"), ("pptx", False, False)),
        (office("xl/workbook.xml"), ("xlsx", False, False)),
        (office("other/part.xml"), ("zip", False, False)),
        (zip_of(a_pdf=b"1"), ("zip", False, False)),
        (b"PK\x03\x04 but no archive", ("zip", False, True)),
        (packed({}), ("zip", False, False)),
    ],
)
def test_read_tells_format_lock_and_damage(content, expected):
    assert told(content) == expected


def test_read_counts_pages():
    assert read(small_pdf(pages=7)).pages == 7
    assert read(zip_of(a_txt=b"1")).pages is None


def test_read_sees_a_cut_pdf_as_broken():
    whole = small_pdf(pages=30)

    assert told(whole[: len(whole) // 2]) == ("pdf", False, True)


def test_read_sees_a_locked_archive():
    content = bytearray(zip_of(a_pdf=b"1"))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1

    assert told(bytes(content)) == ("zip", True, False)


def test_read_counts_what_an_archive_unpacks_to():
    assert read(zip_of(a_txt=b"1" * 1000, b_txt=b"2" * 500)).archive == Archive(2, 1500)


@pytest.mark.parametrize("name", ["/etc/passwd", "../../x", "a/../../x", "..\\x", "C:\\x"])
def test_read_finds_names_that_lead_out(name):
    assert read(packed({name: b"1"})).archive.has_unsafe_names is True


def test_read_finds_links():
    made, link = BytesIO(), zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(link, "/etc/passwd")

    assert read(made.getvalue()).archive.has_unsafe_names is True


def test_read_does_not_open_a_directory_of_too_many_entries():
    facts = read(b"PK\x05\x06" + b"PK\x01\x02" * 30_000)

    assert (facts.content, facts.archive) == ("zip", Archive(30_000, 0))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("사업계획서 최종.pdf", "사업계획서 최종.pdf"),
        (unicodedata.normalize("NFD", "사업계획서.pdf"), "사업계획서.pdf"),
        ("C:\\Users\\hong\\계획서.hwp", "계획서.hwp"),
        ("/home/../../계획서.pdf", "계획서.pdf"),
        ("계획서\u202efdp.exe", "계획서fdp.exe"),
        ('a<b>c:"d|e?f*g.pdf', "abcdefg.pdf"),
        ("  여러   칸 .pdf", "여러 칸 .pdf"),
        ("탭\t줄\n.pdf", "탭줄.pdf"),
        ("...", "file"),
        ("", "file"),
        ("가" * 200 + ".hwpx", "가" * 145 + ".hwpx"),
        ("가" * 200, "가" * 150),
    ],
)
def test_clean_name_keeps_korean_and_drops_what_deceives(name, expected):
    assert clean_name(name) == expected
