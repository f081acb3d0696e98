"""What the demo's consortia fill in, section by section."""

from collections.abc import Mapping
from typing import Any

from applications.rules.plan import LEAD_KEY, Section
from portal.rules.registration_no import formatted, is_valid
from reviews.demo.cast import Consortium


def registration_no(number: int) -> str:
    """The valid registration number 999-81-NNNNx: it passes the check and looks as invented as it is."""
    return next(made for last in range(10) if is_valid(made := formatted(f"99981{number:04}{last}")))


def sections(consortium: Consortium, *, first_number: int) -> Mapping[Section, dict[str, Any]]:
    """A complete plan; organisations are numbered from `first_number` on."""
    (lead_name, lead_task), *partners = consortium.organisations
    principal, *researchers = [_person(consortium, *each) for each in consortium.researchers]
    return {
        Section.TEAM: {
            "team_name": consortium.team,
            "title": consortium.title,
            "lead": {"name": lead_name, "registration_no": registration_no(first_number), "task": lead_task},
            "partners": [
                {"key": f"p{n}", "name": name, "registration_no": registration_no(first_number + n), "task": task}
                for n, (name, task) in enumerate(partners, start=1)
            ],
            "last_key": len(partners),
        },
        Section.RESEARCHERS: {"principal": principal, "researchers": researchers},
        Section.GOALS: {
            "summary": "최신 글로벌 모델 대비 95% 이상의 성능을 추론, 지식, 도구 사용에서 고르게 달성합니다.",
            "benchmarks": [
                {
                    "name": name,
                    "reference_model": "2025년 12월 공개 최고 모델",
                    "reference_score": best,
                    "current_score": current,
                    "target_score": target,
                    "basis": basis,
                }
                for name, best, current, target, basis in consortium.goals
            ],
        },
        **_TEXTS,
    }


def _person(consortium: Consortium, name: str, place: str) -> dict[str, str]:
    return {"name": name, "place": f"p{place}" if int(place) else LEAD_KEY, "email": consortium.lead}


_TEXTS: dict[Section, dict[str, Any]] = {
    Section.METHOD: {
        "approach": (
            "전문가 혼합 구조의 언어모델을 설계부터 사전학습까지 직접 수행합니다.\n"
            "이어서 영상과 행동을 이해하는 모델로 차례로 넓힙니다."
        ),
        "training": "한국어 2조 토큰을 포함한 15조 토큰을 정제하고, 두 차례에 나누어 사전학습합니다.",
        "independence": "토크나이저와 구조, 가중치 초기화, 학습 코드를 모두 직접 만들었고 외부 가중치를 쓰지 않습니다.",
        "risks": "학습이 끊기는 경우에 대비하여 중간 저장본을 여섯 시간마다 두 곳에 보관합니다.",
    },
    Section.SCHEDULE: {
        "milestones": [
            {"starts_on": "2026-02-23", "ends_on": "2026-03-31", "work": "데이터 정제, 구조 확정", "output": "설계서"},
            {"starts_on": "2026-04-01", "ends_on": "2026-06-15", "work": "사전학습", "output": "기반 모델"},
            {"starts_on": "2026-06-16", "ends_on": "2026-07-31", "work": "후속 학습과 평가", "output": "공개 모델"},
        ]
    },
    Section.RESOURCES: {
        "no_gpu": False,
        "gpus": [{"model": "B200", "count": 768, "months": 6, "purpose": "사전학습과 후속 학습"}],
        "no_data": False,
        "data": [{"name": "방송 영상", "amount": "1만 시간", "source": "공동구매", "purpose": "영상·언어 학습"}],
    },
    Section.ECOSYSTEM: {
        "release": "가중치와 학습 보고서를 상업적 이용이 가능한 조건으로 공개합니다.",
        "spread": "참여기관의 서비스에 먼저 적용하고, 중소기업에는 모델 호출을 1년 동안 무상으로 제공합니다.",
        "people": "대학원생 20명이 학습 전 과정에 참여하고, 교육 과정을 공개합니다.",
    },
}
