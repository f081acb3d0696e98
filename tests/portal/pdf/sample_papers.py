"""Two papers as the house prints them, with invented people and figures: an evaluation report and a notice."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.template.backends.django import DjangoTemplates
from django.utils import translation

from portal.display import KST

ISSUED = datetime(2026, 2, 20, 14, 0, tzinfo=KST)
HASH = "9f3c1d07b2a84e55c6f0912ad37be8841c55e0f7a9d26b3348c1f20e97ab41ab"
AGENCIES = ["과학기술정보통신부", "정보통신산업진흥원", "한국지능정보사회진흥원"]
TEAMS = ["가람 정예팀", "나래 정예팀"]
PARTNERS = (
    "가람소프트, 한빛로보틱스, 다온데이터, 새솔반도체, 누리클라우드, 미르에듀, 온새미로미디어, 가온대학교 산학협력단, "
    "해오름대학교 산학협력단, 늘품과학기술원, 다솜회계법인, 한울유산연구원, 바름건설정보, 아라수학교육, 라온테크노파크, "
    "모아모빌리티, 두레메모리"
)
MEMBERS = ["김하늘", "이도윤", "박서연", "최지호", "정다은", "강민준", "남궁예린"]
GATES = [
    ("유의미한 경쟁이 가능한가", {"yes": 6, "no": 1, "abstain": 0, "base": 7, "needs": 4, "result": "passed"}),
    (
        "국내 AI 생태계의 성장·확장에 기여하는가",
        {"yes": 5, "no": 2, "abstain": 0, "base": 7, "needs": 4, "result": "passed"},
    ),
    ("유의미한 경쟁이 가능한가", {"yes": 4, "no": 1, "abstain": 2, "base": 7, "needs": 4, "result": "passed"}),
    (
        "국내 AI 생태계의 성장·확장에 기여하는가",
        {"yes": 3, "no": 3, "abstain": 0, "base": 6, "needs": 4, "result": "failed"},
    ),
]
OPINION = (
    "제안사는 자체 설계한 사전학습 절차와 데이터 정제 기준을 구체적으로 제시하였으며, 글로벌 최신 모델 대비 95% 이상의 성능을 "
    "목표로 한 단계별 검증 계획이 실현 가능하다고 판단됨. 다만 다국어 안전성 평가와 장문맥 처리 성능의 측정 방법은 보완이 필요함."
)
CHECKS = [
    "신청 자격",
    "컨소시엄 구성",
    "사업계획서",
    "청렴서약서",
    "참여제한 여부",
    "중복 신청 여부",
    "외산 GPU 임차 여부",
    "첨부 서류의 유효기간",
]


def notice() -> str:
    """One page: the result notice to an applicant."""
    return _rendered(
        "sample_notice.html",
        {
            "title": "평가 결과 알림",
            "agencies": AGENCIES[:1],
            "round_ref": "2026-additional",
            "number": "인공지능정책과-0412",
            "issued": "2026. 2. 20.(금) 14:00",
            "to": "가람 정예팀 컨소시엄 대표자(가람소프트 대표이사)",
            "subject": "「독자 AI 파운데이션 모델」 추가 공모 평가 결과 알림 및 이의신청 안내",
            "facts": [
                ("접수번호", "제2026-0007호"),
                ("과제명", "글로벌 수준의 한국어 멀티모달 파운데이션 모델 개발"),
                ("평가 결과", "선정 (과반 인정, 1위)"),
                ("협약 예정", "2026. 3. 9.(월)"),
            ],
            "gates": GATES[:2],
            "enclosures": ["종합평가의견 1부.", "규칙 카드 1부.", "이의신청서 서식 1부."],
            "demo": True,
        },
    )


def evaluation_report(*, language: str = "ko") -> str:
    """Twelve pages with fourteen tables: the panel's 종합평가보고서."""
    return _rendered("sample_report.html", _report_context(), language=language)


def _report_context() -> dict[str, Any]:
    return {
        "title": "종합평가보고서",
        "agencies": AGENCIES,
        "round_ref": "2026-additional",
        "number": "제2026-0412호",
        "issued": "2026. 2. 20.(금)",
        "to": "과학기술정보통신부장관",
        "subject": "독자 AI 파운데이션 모델 프로젝트 추가 공모(2026) 평가 결과 보고",
        "demo": True,
        "overview": [
            ("공모 기간", "2026. 1. 23.(금) 09:00 ~ 2. 12.(목) 16:00:00.000 전까지"),
            ("접수", "2개 컨소시엄 (마감 시각 이후 접수 0건)"),
            ("선정 예정", "1개 팀 · B200 GPU 768장, 데이터 공동구매 및 구축·가공 지원, ‘K-AI 기업’ 명칭 사용"),
            ("평가 방법", "서면평가와 발표평가. 두 기준 모두에서 출석 위원 과반의 인정을 받은 팀 가운데 점수 순"),
            ("평가 장소", "정보통신산업진흥원 본원 대회의실 및 화상"),
        ],
        "rules": [
            ("과반의 기준", "출석 위원(그 신청을 회피한 위원 제외)의 2분의 1 초과"),
            ("의사정족수", "재적 위원의 2분의 1 초과 출석"),
            ("기권", "출석 수에 포함하며 찬성으로 세지 않음"),
            ("가부동수", "부결"),
            ("점수 산정", "평가표 5장 이상이면 최고·최저 각 1장 제외 후 산술평균, 소수 셋째 자리에서 반올림"),
            ("기준점수", "60점 (단독응모 70점)"),
            ("동점자 처리", "기술력 및 개발경험 점수 → 유의미한 경쟁 인정 수 → 추첨"),
            ("공개 범위", "선정 결과와 기준별 인정 수. 점수는 3개 팀 이상일 때 최고·평균만 공개"),
        ],
        "criteria": [
            ["기술력 및 개발경험", "처음부터 직접 설계·학습한 경험, 핵심 인력, 공개 모델 실적", "40", "–"],
            ["개발목표 우수성", "글로벌 최신 모델 대비 95% 이상 성능 목표의 타당성과 측정 방법", "15", "–"],
            ["개발 전략·기술 우수성", "자체 구조, 데이터 확보와 정제, 학습 안정화, 안전성 확보 방안", "15", "–"],
            ["파급효과 및 기여계획", "공개 범위와 이용허락, 국내 산업·공공 확산, 인재 양성", "30", "12"],
        ],
        "criteria_sum": ["계", "", "100", ""],
        "received": [
            ["제2026-0007호", TEAMS[0], "가람소프트", "17", "2026. 2. 12.(목) 11:08:41.207", HASH],
            ["제2026-0011호", TEAMS[1], "나래지능", "9", "2026. 2. 12.(목) 15:59:58.930", HASH[::-1]],
        ],
        "partners": PARTNERS,
        "teams": [_team(number, name) for number, name in enumerate(TEAMS)],
        "panel": [
            [
                str(number),
                "위원장" if number == 1 else "위원",
                name,
                ("학계", "산업계", "연구계")[number % 3],
                HASH[number * 6 : number * 6 + 16],
            ]
            for number, name in enumerate(MEMBERS, 1)
        ],
        "recusals": [
            ["남궁예린", TEAMS[1], "최근 3년 이내 공동연구 (이해관계 확인서)", "회피", "2026. 2. 13.(금) 10:02"]
        ],
        "attendance": [
            [name, "09:58", "17:31", "모든 순서" if number else f"{TEAMS[0]}만 (회피)", "–"]
            for number, name in enumerate(reversed(MEMBERS))
        ],
        "ranking": [
            ["1", TEAMS[0], "86.42", "6 / 7", "5 / 7", "선정"],
            ["–", TEAMS[1], "84.07", "4 / 7", "3 / 6", "과반 미인정"],
        ],
        "heads": [
            ["개찰", "1,187", "2026. 2. 13.(금) 09:00:02", HASH],
            ["점수 공개", "1,262", "2026. 2. 19.(목) 18:12:44", HASH[::-1]],
            ["결정", "1,284", "2026. 2. 20.(금) 13:41:07", HASH[8:] + HASH[:8]],
        ],
        "signers": [
            SimpleNamespace(
                role="위원장" if number == 0 else "위원",
                name=name,
                signed="전자서명 2026. 2. 19.(목) 17:4" + str(number) if number < 5 else "",
            )
            for number, name in enumerate(MEMBERS)
        ]
        + [SimpleNamespace(role="간사 (정보통신산업진흥원)", name="윤가람", signed="")],
        "enclosures": ["규칙 카드 1부.", "집계 문서(tally.json) 1부.", "집계 결과(result.json) 1부."],
    }


def _team(number: int, name: str) -> dict[str, Any]:
    members = MEMBERS if number == 0 else MEMBERS[:-1]
    return {
        "name": name,
        "checks": [
            [check, "적합", "원본 확인" if at % 3 else "발급일 2026. 1. 28. 확인"] for at, check in enumerate(CHECKS)
        ],
        "scores": [
            [
                member,
                f"{34 - at + number}.5",
                f"{12 + at % 3}.0",
                f"{13 - at % 2}.5",
                f"{24 + at % 4}.0",
                f"{84 + number + at % 5}.{at}",
            ]
            for at, member in enumerate(members)
        ],
        "means": ["평균 (최고·최저 제외)", "32.40", "13.00", "13.10", "25.60", "86.42"],
        "opinions": [[member, " ".join([OPINION] * (7 + at % 3))] for at, member in enumerate(members)],
        "gates": GATES[number * 2 : number * 2 + 2],
        "recused": number,
        "opinion": "\n".join([OPINION] * 9),
    }


def _rendered(template: str, context: Mapping[str, Any], *, language: str = "ko") -> str:
    engine = DjangoTemplates(
        {
            "NAME": "papers",
            "DIRS": [settings.BASE_DIR / "templates", Path(__file__).parents[1] / "templates"],
            "APP_DIRS": False,
            "OPTIONS": {
                "builtins": ["django.templatetags.i18n"],
                "libraries": {"report": "portal.templatetags.report"},
            },
        }
    )
    with translation.override(language):
        return engine.get_template(template).render(dict(context))
