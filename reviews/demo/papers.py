"""The papers that the demo's consortia file: real PDFs in Korean, a proposal of many pages and short ones."""

from datetime import datetime
from typing import Any

from django.template.loader import render_to_string

from portal import pdf
from reviews.demo.cast import Consortium
from reviews.demo.plans import registration_no

CHAPTERS = (
    "사업 개요",
    "기술력과 개발 경험",
    "개발 목표",
    "모델 구조와 학습 방법",
    "데이터 확보와 정제",
    "학습 기반과 GPU 활용",
    "안전성과 신뢰성",
    "추진 일정",
    "추진 체계와 역할",
    "파급효과",
    "생태계 확산",
    "위험 관리",
)
PARAGRAPHS = (
    (
        "본 컨소시엄은 설계부터 사전학습까지 모든 과정을 직접 수행하며 외부 모델의 가중치를 쓰지 않습니다. "
        "지난 3년 동안 언어, 영상, 음성 모델을 처음부터 학습하며 쌓은 경험과 도구를 그대로 활용합니다."
    ),
    (
        "성능 목표는 최신 글로벌 모델 대비 95% 이상이며, 지표마다 목표값과 근거, 측정 방법을 밝힙니다. "
        "분기마다 중간 결과를 공개하고, 목표에 미치지 못한 지표는 원인과 보완 계획을 함께 제시합니다."
    ),
    (
        "참여기관은 각자의 자료와 현장을 내놓고, 결과를 가장 먼저 실증합니다. "
        "연구 결과와 학습 기록은 감사할 수 있는 형태로 남기며 개인정보는 수집 단계에서 제거합니다."
    ),
)


def proposal(consortium: Consortium, *, created: datetime) -> bytes:
    """사업계획서: twelve chapters with running text and tables over many pages."""
    title = f"{consortium.team} 사업계획서"
    chapters = [_chapter(consortium, number, name) for number, name in enumerate(CHAPTERS, start=1)]
    return _print(title, created, consortium=consortium, chapters=chapters)


def short_paper(consortium: Consortium, name: str, *, created: datetime) -> bytes:
    """One of the other papers: a page or two with a table of the organisations."""
    chapter = {
        "title": name,
        "paragraphs": [f"{consortium.team}의 모든 기관은 아래와 같이 {name}를 제출합니다."],
        "caption": "기관 목록",
        "head": ("번호", "기관", "사업자등록번호", "맡은 일"),
        "align": "cllr",
        "rows": [
            (str(n), organisation, registration_no(n), task)
            for n, (organisation, task) in enumerate(consortium.organisations, start=1)
        ],
    }
    return _print(f"{consortium.team} {name}", created, consortium=consortium, chapters=[chapter])


def _chapter(consortium: Consortium, number: int, name: str) -> dict[str, Any]:
    organisations = [organisation for organisation, _task in consortium.organisations]
    return {
        "title": name,
        "paragraphs": PARAGRAPHS * 2,
        "caption": f"{name} 세부 과제",
        "head": ("과제", "내용", "담당", "기간"),
        "align": "clll",
        "rows": [
            (f"{number}-{row}", f"{name} {row}단계", organisations[row % len(organisations)], f"{row % 6 + 1}개월")
            for row in range(1, 19)
        ],
    }


def _print(title: str, created: datetime, **context: Any) -> bytes:
    html = render_to_string("demo/proposal.html", {"title": title, **context})
    return pdf.render(html, title=title, lang="ko", created=created)
