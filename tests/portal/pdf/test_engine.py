"""What the engine promises: the same bytes for the same input, nothing fetched, limits kept, errors that speak."""

import hashlib
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import weasyprint.pdf.fonts
from django.conf import settings

from portal import pdf
from portal.pdf import Attachment, Limits, PdfError, assets, engine
from tests.portal.pdf import sample_papers
from tests.portal.pdf.reading import text

DECISION = Attachment("decision.json", b'{"outcome": "selected"}', "결정 자료")

# Another process, another machine's environment: prints what it printed, before and after a fork.
ELSEWHERE = """
import hashlib, os, sys
from datetime import datetime
from pathlib import Path
from django.conf import settings
settings.configure(BASE_DIR=Path(sys.argv[1]), BUILD_DIR=Path(sys.argv[1], "build"), USE_I18N=False)
from portal import pdf
def printed():
    data = pdf.render(sys.argv[2], title="평가 결과", lang="ko", created=datetime.fromisoformat(sys.argv[3]))
    return hashlib.sha256(data).hexdigest()
first = printed()
child = os.fork()
if not child:
    sys.exit(printed() != first)
print(first, os.waitpid(child, 0)[1], printed() == first)
"""


def printed(html: str, *, lang: str = "ko", limits: Limits = pdf.LIMITS, attachments=()) -> bytes:
    return pdf.render(
        html, title="평가 결과", lang=lang, created=sample_papers.ISSUED, attachments=attachments, limits=limits
    )


def page(body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>"


def test_render_twice_is_byte_identical():
    report, notice = sample_papers.evaluation_report(), sample_papers.notice()
    first = printed(report, attachments=[DECISION])

    printed(notice)

    assert printed(report, attachments=[DECISION]) == first


def test_render_in_another_process_and_its_child_is_byte_identical(tmp_path):
    notice = sample_papers.notice()
    here = hashlib.sha256(printed(notice)).hexdigest()
    (tmp_path / "fonts.conf").write_text('<?xml version="1.0"?><fontconfig></fontconfig>')
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(settings.BASE_DIR),
        "HOME": str(tmp_path),
        "TZ": "America/New_York",
        "LC_ALL": "C",
        "SOURCE_DATE_EPOCH": "1",
        "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"),
        "TMPDIR": str(tmp_path),
        "PYTHONUTF8": "1",
    }

    ran = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, settings.BASE_DIR, notice, sample_papers.ISSUED.isoformat()],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout.split() == [here, "0", "True"]
    assert list(tmp_path.glob("gwaban-fonts-*")) == []


def test_render_without_harfbuzz_subset_is_byte_identical_too(monkeypatch):
    notice = sample_papers.notice()
    expected = text(printed(notice))
    monkeypatch.setattr(weasyprint.pdf.fonts, "harfbuzz_subset", None)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    first = printed(notice)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")

    second = printed(notice)

    assert second == first
    assert text(second) == expected


def test_render_in_threads_is_byte_identical_and_leaves_the_environment_alone():
    notice = sample_papers.notice()
    expected, environment, results = printed(notice), dict(os.environ), []
    threads = [threading.Thread(target=lambda: results.append(printed(notice))) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results == [expected] * 4
    assert dict(os.environ) == environment


@pytest.mark.parametrize(
    "body",
    [
        '<img alt="" src="http://127.0.0.1:9/logo.png">',
        '<img alt="" src="https://example.org/logo.png">',
        '<img alt="" src="file:///etc/passwd">',
        '<img alt="" src="FILE:/etc/passwd">',
        '<img alt="" src="data:image/svg+xml,%3Csvg/%3E">',
        '<img alt="" src="asset:../../../etc/passwd">',
        '<img alt="" src="asset:other.ttf">',
        '<img alt="" src="ftp://127.0.0.1/x">',
        '<p style="background: url(http://127.0.0.1:9/x.png)">x</p>',
        '<ul style="list-style-image: url(file:///etc/hostname)"><li>x</li></ul>',
        "<style>@import url(http://127.0.0.1:9/x.css);</style><p>x</p>",
        "<style>@font-face { font-family: x; src: url(file:///etc/passwd) }</style><p>x</p>",
        "<style>p::before { content: url(http://127.0.0.1:9/x.png) }</style><p>x</p>",
        "<style>@page { background: url(http://127.0.0.1:9/x.png) }</style><p>x</p>",
        '<p><a rel="attachment" href="file:///etc/passwd">x</a></p>',
    ],
)
def test_render_of_what_would_fetch_fails(body):
    with pytest.raises(PdfError) as refused:
        printed(page(body))

    assert (refused.value.code, refused.value.is_final) == ("asset", True)


def test_render_of_a_relative_picture_fails():
    with pytest.raises(PdfError) as refused:
        printed(page('<img alt="" src="logo.png">'))

    assert refused.value.code == "layout"


@pytest.mark.parametrize(
    "body",
    [
        "<script>1</script>",
        '<iframe src="file:///etc/passwd"></iframe>',
        '<object data="file:///etc/passwd"></object>',
        '<embed src="file:///etc/passwd">',
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
        '<base href="file:///etc/">',
        '<svg><image href="file:///etc/passwd"/></svg>',
        '<form action="http://127.0.0.1:9/"><input name="x"></form>',
        "<math><mi>x</mi></math>",
    ],
)
def test_render_of_an_unknown_element_fails(body):
    with pytest.raises(PdfError) as refused:
        printed(page(body))

    assert (refused.value.code, refused.value.is_final) == ("element", True)


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(characters=50), "size"),
        (Limits(pages=2), "pages"),
        (Limits(seconds=0), "time"),
    ],
)
def test_render_beyond_a_limit_fails(limits, code):
    three_pages = page("<p>1</p><p class='new-page'>2</p><p class='new-page'>3</p>")

    assert pdf.page_count(printed(three_pages, limits=Limits(pages=3))) == 3
    with pytest.raises(PdfError) as refused:
        printed(three_pages, limits=limits)

    assert refused.value.code == code


@pytest.mark.parametrize("content", [None, b"wOF2\x00\x01\x00\x00", b"OTTO\x00\x0c\x00\x80"])
def test_font_other_than_truetype_is_refused(tmp_path, settings, content):
    settings.BUILD_DIR = tmp_path
    target = assets.font_path("PretendardGOV-Regular.ttf")
    target.parent.mkdir(parents=True)
    if content:
        target.write_bytes(content)

    with pytest.raises(PdfError) as refused:
        assets.font("PretendardGOV-Regular.ttf")

    assert (refused.value.code, refused.value.is_final) == ("fonts", False)


def test_render_with_a_naive_date_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        pdf.render(page("x"), title="", lang="ko", created=sample_papers.ISSUED.replace(tzinfo=None))


def test_render_of_the_samples_has_no_silent_trouble(caplog):
    caplog.set_level("INFO", logger="portal.pdf")

    printed(sample_papers.evaluation_report(), attachments=[DECISION])
    printed(sample_papers.notice(), lang="en")

    assert [each.getMessage() for each in caplog.records if each.name != "weasyprint.progress"] == []


def test_page_count_of_the_sample_report():
    assert pdf.page_count(printed(sample_papers.evaluation_report())) == 12


def test_page_count_of_no_pdf_fails():
    with pytest.raises(PdfError) as refused:
        pdf.page_count(b"%PDF-1.7 broken")

    assert refused.value.code == "broken"


def test_fonts_of_killed_processes_are_swept(tmp_path, monkeypatch):
    monkeypatch.setattr(engine.tempfile, "tempdir", str(tmp_path))
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    dead = tmp_path / f"gwaban-fonts-{int(ended.stdout)}-x"
    living = tmp_path / f"gwaban-fonts-{os.getpid()}-x"
    for folder in (dead, living):
        Path(folder, "copy").mkdir(parents=True)

    engine._sweep()

    assert sorted(tmp_path.iterdir()) == [living]


@pytest.mark.parametrize("name", ["", "../x.json", "결정.json", ".hidden", "a/b", "x" * 81])
def test_attachment_with_an_unsafe_name_is_refused(name):
    with pytest.raises(ValueError, match="file name"):
        Attachment(name, b"")


def test_attachment_with_an_unsafe_media_type_is_refused():
    with pytest.raises(ValueError, match="media type"):
        Attachment("x.json", b"", mime="application/json /Evil")
