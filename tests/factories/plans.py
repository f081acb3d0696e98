"""What a consortium fills in: a complete, believable plan under alias names, section by section."""

from typing import Any

from applications.rules.plan import Section

_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)
NAMES = (
    "가람인공지능", "나래소프트", "다온데이터", "라온반도체", "마루로보틱스", "바른교육", "새벽미디어", "아라대학교 산학협력단",
    "자람테크노파크", "차오름회계법인", "큰나무문화재단", "타래클라우드", "파란모빌리티", "하늘바이오", "해솔음성", "한빛신문사",
    "푸른제조",
)  # fmt: skip


def registration_no(number: int) -> str:
    """A business registration number that passes the check and belongs to nobody."""
    digits = [int(digit) for digit in f"99981{number:04}"]
    weighted = sum(digit * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) + digits[8] * 5 // 10
    return f"999-81-{number:04}{(10 - weighted % 10) % 10}"


def team(team_name: str = "가람 컨소시엄", *, partners: int = 3, first_number: int = 1) -> dict[str, Any]:
    """A lead and some participants (up to 16)."""
    rows = [
        {
            "key": f"p{number}",
            "name": NAMES[number],
            "registration_no": registration_no(first_number + number),
            "task": "데이터 구축과 분야별 실증",
        }
        for number in range(1, partners + 1)
    ]
    lead = {
        "name": f"주식회사 {team_name.split(maxsplit=1)[0]}",
        "registration_no": registration_no(first_number),
        "task": "총괄",
    }
    title = "국산 반도체와 함께 크는 독자 AI 파운데이션 모델의 개발과 확산"
    return {"team_name": team_name, "title": title, "lead": lead, "partners": rows, "last_key": partners}


def researchers() -> dict[str, Any]:
    """총괄책임자 and two researchers, one of them with a participant."""
    return {
        "principal": {"name": "홍길동", "place": "lead", "email": "principal@example.test"},
        "researchers": [
            {"name": "성춘향", "place": "lead", "email": "researcher1@example.test"},
            {"name": "이몽룡", "place": "p1", "email": ""},
        ],
    }


def goals() -> dict[str, Any]:
    """Two named benchmarks against the best model."""
    return {
        "summary": "최신 글로벌 모델 대비 95% 이상의 성능을 추론·지식·에이전트 지표에서 고르게 달성합니다.",
        "benchmarks": [
            {
                "name": "MMLU-Pro",
                "reference_model": "Frontier-A",
                "reference_score": "87.0",
                "current_score": "79.4",
                "target_score": "83.5",
                "basis": "사전학습 15조 토큰과 후속 학습 2단계의 예비 실험 결과",
            },
            {
                "name": "GPQA Diamond",
                "reference_model": "Frontier-B",
                "reference_score": "84.0",
                "current_score": "",
                "target_score": "80.2",
                "basis": "강화학습 규모 확대 시의 외삽",
            },
        ],
    }


def method() -> dict[str, Any]:
    """How the model is built."""
    return {
        "approach": "전문가 혼합(MoE) 구조의 3천억 매개변수 언어모델을 설계부터 사전학습까지 직접 수행합니다.\n"
        "이후 시각·행동 모델로 차례로 넓힙니다.",
        "training": "국문 2조 토큰을 포함한 15조 토큰을 정제하고, 8주 주기로 두 차례 사전학습합니다.",
        "independence": "토크나이저, 구조, 가중치 초기화와 학습 코드를 모두 직접 만들었고 외부 가중치를 쓰지 않습니다.",
        "risks": "학습 중단에 대비해 검사점을 6시간마다 두 곳에 보관합니다.",
    }


def schedule() -> dict[str, Any]:
    """Three steps over half a year."""
    return {
        "milestones": [
            {"starts_on": "2026-02-23", "ends_on": "2026-03-31", "work": "데이터 정제와 구조 확정", "output": "설계서"},
            {"starts_on": "2026-04-01", "ends_on": "2026-06-15", "work": "사전학습", "output": "기반 모델"},
            {"starts_on": "2026-06-16", "ends_on": "2026-07-31", "work": "후속 학습과 평가", "output": "공개 모델"},
        ]
    }


def resources() -> dict[str, Any]:
    """GPUs and data."""
    return {
        "no_gpu": False,
        "gpus": [{"model": "B200", "count": 768, "months": 6, "purpose": "사전학습과 후속 학습"}],
        "no_data": False,
        "data": [{"name": "방송 영상", "amount": "1만 시간", "source": "공동구매", "purpose": "시각언어 학습"}],
    }


def ecosystem() -> dict[str, Any]:
    """What others get from it."""
    return {
        "release": "가중치와 학습 보고서를 상업적 이용이 가능한 조건으로 공개합니다.",
        "spread": "참여기관의 제조·교육·문화 서비스에 먼저 적용하고 API를 중소기업에 무상으로 제공합니다.",
        "people": "대학원생 20명이 학습 전 과정에 참여합니다.",
    }


def sections(**changes: Any) -> dict[Section, dict[str, Any]]:
    """A complete plan; `changes` are given to `team`."""
    return {
        Section.TEAM: team(**changes),
        Section.RESEARCHERS: researchers(),
        Section.GOALS: goals(),
        Section.METHOD: method(),
        Section.SCHEDULE: schedule(),
        Section.RESOURCES: resources(),
        Section.ECOSYSTEM: ecosystem(),
    }
