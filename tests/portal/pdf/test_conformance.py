"""The file is what it claims to be: PDF/A-3a and PDF/UA-1 with its data inside, and tells nothing about its makers."""

import getpass
import re
import socket

import pikepdf
import pytest
from django.conf import settings

from portal.pdf import Attachment
from tests.portal.pdf import sample_papers
from tests.portal.pdf.reading import catalog
from tests.portal.pdf.test_engine import page, printed

FILES = [
    Attachment("tally.json", b'{"format": "gwaban/tally-1"}', "집계 문서"),
    Attachment("decision.json", '{"팀": "가람"}'.encode(), "결정 자료"),
    Attachment("note.txt", "한글".encode(), mime="text/plain"),
]


@pytest.fixture(scope="module")
def report() -> pikepdf.Pdf:
    return catalog(printed(sample_papers.evaluation_report(), attachments=FILES))


def test_metadata_names_both_standards(report):
    with report.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        assert metadata.pdfa_status == "3A"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "평가 결과"


def test_output_intent_language_and_tags_are_there(report):
    assert report.Root.OutputIntents[0].S == "/GTS_PDFA1"
    assert str(report.Root.Lang) == "ko"
    assert report.Root.MarkInfo.Marked is True
    assert report.Root.ViewerPreferences.DisplayDocTitle is True
    assert "/ID" in report.trailer


def test_attachments_come_back_whole(report):
    assert {name: file.get_file().read_bytes() for name, file in report.attachments.items()} == {
        each.name: each.data for each in FILES
    }
    assert {name: file.get_file().mime_type for name, file in report.attachments.items()} == {
        each.name: each.mime for each in FILES
    }


def test_attachments_are_declared_once_as_data(report):
    assert [(str(entry.UF), str(entry.AFRelationship)) for entry in report.Root.AF] == [
        ("decision.json", "/Data"),
        ("note.txt", "/Data"),
        ("tally.json", "/Data"),
    ]


def test_fonts_are_embedded_truetype(report):
    fonts = [each for each in report.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"]
    descendants = [each for each in fonts if str(each.Subtype).startswith("/CIDFont")]

    assert {str(each.Subtype) for each in descendants} == {"/CIDFontType2"}
    assert all("/FontFile2" in each.FontDescriptor for each in descendants)
    assert all("/ToUnicode" in each for each in fonts if each.Subtype == "/Type0")


def test_metadata_is_neutral(report):
    assert set(report.docinfo.keys()) == {"/Title", "/Producer", "/CreationDate", "/ModDate"}
    assert str(report.docinfo.Producer) == "Gwaban"
    assert str(report.docinfo.CreationDate) == "D:20260220140000+09'00"


def test_metadata_of_the_html_is_not_taken_over():
    document = catalog(
        printed(
            '<!DOCTYPE html><html lang="fr"><head><title>other</title><meta name="author" content="somebody">'
            '<meta name="generator" content="tool"><meta name="dcterms.created" content="1999-01-01"></head>'
            "<body><p>x</p></body></html>"
        )
    )

    assert set(document.docinfo.keys()) == {"/Title", "/Producer", "/CreationDate", "/ModDate"}
    assert (str(document.docinfo.Title), str(document.Root.Lang)) == ("평가 결과", "ko")


def test_nothing_in_the_file_tells_of_the_machine(report):
    content = b"".join(
        each.read_bytes() if isinstance(each, pikepdf.Stream) and "/Length1" not in each else each.unparse()
        for each in report.objects
        if isinstance(each, pikepdf.Object)
    )

    for trace in (str(settings.BASE_DIR), "/tmp", "weasyprint", socket.gethostname(), f"{getpass.getuser()}@"):  # noqa: S108
        assert trace.lower().encode() not in content.lower()


def test_page_furniture_is_no_content(report):
    """Page numbers and running lines are artifacts; every other piece of text belongs to the tree."""
    tree = report.Root.StructTreeRoot
    for number, sheet in enumerate(report.pages):
        content = sheet.Contents.read_bytes()
        tagged = {int(mark) for mark in re.findall(rb"/MCID (\d+)", content)}
        owners = list(tree.ParentTree.Nums[2 * number + 1])

        assert content.count(b"/Pagination") == 3  # demonstration mark, reference line, page number
        assert tagged == {mark for mark, owner in enumerate(owners) if owner is not None}
        assert all(_is_in_tree(owners[mark], tree) for mark in tagged)


def _is_in_tree(element: pikepdf.Dictionary, tree: pikepdf.Dictionary) -> bool:
    while element.P.objgen != tree.objgen:
        if not any(isinstance(kid, pikepdf.Dictionary) and kid.objgen == element.objgen for kid in element.P.K):
            return False
        element = element.P
    return True


def test_header_cells_say_what_they_head():
    body = (
        "<table class='data'><thead><tr><th>위원</th><th>점수</th></tr></thead>"
        "<tbody><tr><th scope='row'>김하늘</th><td>86</td></tr></tbody></table>"
    )
    document = catalog(printed(page(body)))
    cells = [
        each for each in document.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") in ("/TH", "/TD")
    ]
    named = dict(zip(*[iter(document.Root.StructTreeRoot.IDTree.Names)] * 2, strict=True))

    assert [(str(cell.S), str(cell.A.get("/Scope"))) for cell in cells] == [
        ("/TH", "/Column"),
        ("/TH", "/Column"),
        ("/TH", "/Row"),
        ("/TD", "None"),
    ]
    assert all(named[name].S == "/TH" for name in cells[3].A.Headers)
