"""Documents to file: a real Korean PDF of many pages with tables, and small ones for tests about other things."""

import zipfile
from datetime import UTC, datetime
from functools import cache
from io import BytesIO

import pikepdf

from portal import pdf

_CREATED = datetime(2026, 2, 1, tzinfo=UTC)
_CHAPTERS = (
    "사업 개요", "기술력과 개발 경험", "개발 목표", "개발 전략", "데이터 계획", "학습 기반", "추진 일정", "추진 체계",
    "파급효과", "생태계 기여", "위험 관리", "예산",
)  # fmt: skip
_SENTENCE = (
    "본 컨소시엄은 설계부터 사전학습까지 모든 과정을 직접 수행하며, 외부 모델의 가중치를 쓰지 않습니다. "
    "성능 목표는 최신 글로벌 모델 대비 95% 이상이고, 지표마다 근거와 측정 방법을 밝힙니다. "
)


def small_pdf(text: str = "", *, pages: int = 1) -> bytes:
    """A sound PDF with blank pages in milliseconds; another `text` makes other bytes."""
    document, made = pikepdf.new(), BytesIO()
    for _ in range(pages):
        document.add_blank_page()
    document.docinfo["/Subject"] = text
    document.save(made, deterministic_id=True)
    return made.getvalue()


@cache
def proposal_pdf(team_name: str = "가람 컨소시엄", *, chapters: int = 12) -> bytes:
    """사업계획서 as a team would file it: chapters with running text and tables that cross pages. Made once a run."""
    body = "".join(
        f"<h2>{chapter}</h2><p>{_SENTENCE * 12}</p>{_table(24)}<p>{_SENTENCE * 8}</p>"
        for chapter in _CHAPTERS[:chapters]
    )
    page = f'<!DOCTYPE html><html lang="ko"><body><h1>{team_name} 사업계획서</h1><main>{body}</main></body></html>'
    return pdf.render(page, title=f"{team_name} 사업계획서", lang="ko", created=_CREATED)


def _table(rows: int) -> str:
    lines = "".join(
        f"<tr><td>{number}</td><td>세부 과제 {number}</td><td>참여기관 {number % 16 + 1}</td><td>{number * 37}</td></tr>"
        for number in range(1, rows + 1)
    )
    head = "<tr><th>번호</th><th>내용</th><th>담당</th><th>금액(백만 원)</th></tr>"
    return f'<table class="data"><thead>{head}</thead><tbody>{lines}</tbody></table>'


def zip_of(**files: bytes) -> bytes:
    """An archive; keyword names become file names with the last underscore as the dot."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(".".join(name.rsplit("_", 1)), content)
    return made.getvalue()
