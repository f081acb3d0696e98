"""Korean on paper: whole words, nothing lost, nothing added, no empty boxes, the same in two engines."""

from xml.etree.ElementTree import Element, SubElement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.pdf.assets import covered
from portal.pdf.typesetting import Printable, spaced, typeset
from tests.portal.pdf import sample_papers
from tests.portal.pdf.reading import (
    BODY,
    difference,
    html_words,
    missing_glyphs,
    needs_poppler,
    pictures,
    poppler_text,
    text,
)
from tests.portal.pdf.test_engine import page, printed

ODD = "펲 쀍 ㎡ △ 〔〕 金甲洙 「국가연구개발혁신법」 ‘K-AI 기업’ ①② → ≥ ½ ₩1,000 95%의 7명이 제2026-0007호(과반)의"
# What paper adds to the words of its HTML: numbers of sections and lists, the head of a table that goes on.
ADDED = {"", "위원평가의견"} | {f"{number}." for number in range(1, 10)} | {f"{letter}." for letter in "가나다라"}


def marked(text: str) -> str:
    return text.replace("\u2060", "+").replace("\u200b", "|")


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("평가위원회 과반", "평+가+위+원+회 과+반"),
        ("95%의 7명이", "95%+의 7+명+이"),
        ("(과반)의 「혁신법」은", "(+과+반)+의 「+혁+신+법」+은"),
        ("AI로 국내AI", "AI+로 국+내+AI"),
        ("서울대·포항공대/고려대", "서+울+대·포+항+공+대/고+려+대"),
        ("제2026-0007호", "제+2026-0007+호"),
        ("plain words only", "plain words only"),
        ("아주긴기관이름은열여섯자를넘으면아무데서나", "아주긴기관이름은열여섯자를넘으면아무데서나"),
        ("9f3c1d07b2a84e55c6f0912ad37b", "9f3c1d07|b2a84e55|c6f0912a|d37b"),
        ("2026_사업계획서_최종본_수정_제출용_v3.pdf", "2026_|사+업+계+획+서_|최+종+본_|수+정_|제+출+용_|v3.|pdf"),
    ],
)
def test_spaced(given_text, expected):
    assert marked(spaced(given_text)) == expected


@given(st.text(alphabet="가나다 a1_.(),·/-\u3000\n"))
def test_spaced_adds_only_breaks_and_joins(given_text):
    assert spaced(given_text).replace("\u2060", "").replace("\u200b", "") == given_text


def test_typeset_joins_a_word_over_inline_elements_but_not_over_blocks():
    body = Element("body")
    first, second = SubElement(body, "p"), SubElement(body, "p")
    strong = SubElement(first, "strong")
    strong.text, strong.tail, second.text = "가람", "이 선정", "되었다"

    typeset(body, Printable(covered()))

    assert (marked(strong.text), marked(strong.tail), marked(second.text)) == ("가+람", "+이 선+정", "되+었+다")


def test_typeset_writes_out_what_the_fonts_lack():
    paragraph = Element("p")
    paragraph.text = "a😀 b\u202ec\u200bd\u0007 \u1112\u1161\u11ab\u05d0"

    typeset(paragraph, Printable(covered()))

    assert marked(paragraph.text) == "a[U+1F600] bcd[U+0007] 한[U+05D0]"


@given(st.text(max_size=60))
def test_printable_leaves_only_what_the_fonts_draw(given_text):
    drawn = given_text.translate(Printable(covered()))

    assert {ord(char) for char in drawn} <= covered() | {0x09, 0x0A, 0x20}


def test_text_is_extracted_as_it_was_written():
    body = f"<p>{ODD}</p><p>{sample_papers.PARTNERS}</p><p>둘째 <strong>가람</strong>이 <em>선정</em>되었다.</p>"
    data = printed(page(body))

    assert text(data).split() == [
        *ODD.split(),
        *sample_papers.PARTNERS.split(),
        "둘째",
        "가람이",
        "선정되었다.",
        "1",
        "/",
        "1",
    ]
    assert missing_glyphs(data) == []


def test_hash_is_extracted_whole():
    assert sample_papers.HASH in text(printed(page(f"<p><code>{sample_papers.HASH}</code></p>")))


def test_lines_break_between_words_only():
    words = sample_papers.OPINION.split()
    narrow = page(f"<table class='data'><tr><td style='width: 30mm'>{' '.join(words)}</td><td>둘</td></tr></table>")

    assert text(printed(narrow)).split()[: len(words)] == words


@pytest.mark.parametrize("paper", [sample_papers.notice, sample_papers.evaluation_report])
def test_papers_say_what_their_html_says(paper):
    html = paper()
    data = printed(html)
    written, at, added = text(data, clip=BODY).replace(" ", ""), 0, set()

    for word in html_words(html):
        found = written.index(word, at)
        added.add(written[at:found])
        at = found + len(word)

    assert added | {written[at:]} <= ADDED
    assert missing_glyphs(data) == []


@needs_poppler
@pytest.mark.parametrize("paper", [sample_papers.notice, sample_papers.evaluation_report])
def test_papers_are_the_same_in_two_engines(paper):
    data = printed(paper())

    assert "".join(poppler_text(data).split()) == "".join(text(data).split())
    for one, other in zip(pictures(data, engine="mupdf"), pictures(data, engine="poppler"), strict=True):
        assert difference(one, other) < 32
