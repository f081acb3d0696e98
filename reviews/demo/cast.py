"""Who plays: accounts, consortia under alias names, and what they say, score and vote."""

from dataclasses import dataclass, field

from portal.roles import Agency, Role

PASSWORD = "gwaban-demo"  # noqa: S105 (published: it opens nothing but a demo)

MANAGERS = {"manager@demo.test": ("김담당", Agency.NIPA), "approver@demo.test": ("이승인", Agency.NIA)}
STAFF = {
    "secretary@demo.test": ("박간사", Role.SECRETARY, Agency.NIPA),
    "ministry@demo.test": ("최부처", Role.MINISTRY, Agency.MSIT),
    "auditor@demo.test": ("정감사", Role.AUDITOR, Agency.MSIT),
}
APPLICANTS = {
    "lead-a@demo.test": "강가람",
    "partner-a@demo.test": "한참여",
    "lead-b@demo.test": "나나래",
}
# Surname first, as on a seat card; affiliations are kinds of places, not places.
PANEL = {
    "panel1@demo.test": ("오하나", "대학 인공지능학과"),
    "panel2@demo.test": ("윤두리", "정부출연연구기관"),
    "panel3@demo.test": ("임세찬", "소프트웨어 기업"),
    "panel4@demo.test": ("서너른", "대학 컴퓨터공학과"),
    "panel5@demo.test": ("신다온", "반도체 기업"),
    "panel6@demo.test": ("권여울", "벤처투자사"),
    "panel7@demo.test": ("황이레", "데이터 기업"),
}


@dataclass(frozen=True)
class Consortium:
    """One applicant: the lead first, then the participants with their part of the work."""

    team: str
    title: str
    lead: str
    organisations: tuple[tuple[str, str], ...]
    researchers: tuple[tuple[str, str], ...]  # name, place in `organisations`; the first is 총괄책임자
    goals: tuple[tuple[str, str, str, str, str], ...]
    scores: dict[str, tuple[str, str, str]]
    written: dict[str, tuple[str, str, str]]
    votes: dict[str, tuple[str, str]]
    opinion: str
    people: dict[str, str] = field(default_factory=dict)
    recused: dict[str, str] = field(default_factory=dict)


GARAM = Consortium(
    team="가람 정예팀",
    title="영상·음성·언어를 함께 이해하는 3,000억 매개변수급 독자 파운데이션 모델",
    lead="lead-a@demo.test",
    people={"partner-a@demo.test": "editor"},
    organisations=(
        ("주식회사 가람인공지능", "모델 설계와 사전학습 총괄"),
        ("가람컴퓨팅㈜", "대규모 분산학습 소프트웨어"),
        ("㈜말뭉치공방", "한국어 말뭉치 구축·정제"),
        ("㈜그림결", "영상 데이터 구축"),
        ("가온대학교 산학협력단", "추론 능력 연구"),
        ("누리과학기술원", "모델 안전성 연구"),
        ("다솜회계법인", "활용 사례: 회계 감사"),
        ("라온문화재단", "문화유산 데이터 제공"),
        ("마루건설연구소", "활용 사례: 건설 현장"),
        ("㈜배움터", "교육 분야 확산"),
        ("㈜새싹배움", "저학년 학습 도우미 개발"),
        ("아침신문사", "기사 말뭉치 제공"),
        ("재단법인 온누리테크노파크", "지역 기업 확산"),
        ("㈜이동길", "이동 서비스 실증"),
        ("㈜몸짓로봇", "로봇 행동 모델 실증"),
        ("㈜저장소반도체", "고속 저장 장치 최적화"),
        ("한결대학교 산학협력단", "다국어 평가 체계"),
    ),
    researchers=(("강가람", "0"), ("도하늘", "1"), ("문바다", "4"), ("배소리", "5")),
    goals=(
        ("수학 추론 벤치마크", "96.0", "81.3", "92.5", "강화학습 규모를 네 배로 늘린 예비 실험"),
        ("전문 지식 벤치마크", "88.4", "77.9", "84.6", "사전학습 15조 토큰까지의 외삽"),
        ("도구 사용 벤치마크", "71.2", "", "67.8", "모의 환경 2만 개에서의 학습 계획"),
    ),
    written={
        "P1": ("35", "26", "25"),
        "P2": ("34.5", "25", "26"),
        "P3": ("36", "27", "26"),
        "P4": ("33", "25", "24"),
        "P5": ("35.5", "26", "27"),
        "P6": ("34", "24.5", "25"),
        "P7": ("37", "27", "26"),
    },
    scores={
        "P1": ("36", "26", "26"),
        "P2": ("35.5", "25", "26.5"),
        "P3": ("37", "27", "26"),
        "P4": ("33.5", "25", "24"),
        "P5": ("36", "26.5", "27"),
        "P6": ("34", "24.5", "25"),
        "P7": ("38", "28", "27"),
    },
    votes={
        "P1": ("yes", "yes"),
        "P2": ("yes", "yes"),
        "P3": ("yes", "yes"),
        "P4": ("no", "no"),
        "P5": ("yes", "yes"),
        "P6": ("yes", "no"),
        "P7": ("yes", "yes"),
    },
    opinion=(
        "핵심 모듈을 직접 설계하고 구현한 경험이 확인되었고, "
        "언어·영상·음성 모델을 처음부터 학습한 기술이 축적되어 있다. "
        "17개 기관의 컨소시엄이 산업과 지역으로 모델을 넓힐 계획을 구체적으로 제시하였다. "
        "도구 사용 지표의 학습 자료 확보 계획은 보완이 필요하다."
    ),
)

NARAE = Consortium(
    team="나래 정예팀",
    title="제조 현장의 언어와 기록을 이해하는 1,500억 매개변수급 독자 파운데이션 모델",
    lead="lead-b@demo.test",
    organisations=(
        ("㈜나래언어연구", "모델 설계와 사전학습 총괄"),
        ("나래제철 주식회사", "제조 데이터 제공과 실증"),
        ("㈜데이터샘", "데이터 품질 관리"),
        ("㈜기록지기", "문서 이해 모델"),
        ("미르대학교 산학협력단", "효율적 학습 연구"),
        ("㈜배움결", "전문 인력 양성"),
        ("사단법인 열린모형", "모델 공개와 공동체 운영"),
        ("㈜주유길", "주유소 업무 실증"),
        ("㈜하늘물류", "물류 실증"),
    ),
    researchers=(("나나래", "0"), ("조은결", "1"), ("차온유", "4")),
    goals=(
        ("수학 추론 벤치마크", "96.0", "78.2", "91.4", "후속 학습 자료 두 배 확대"),
        ("전문 지식 벤치마크", "88.4", "75.0", "84.0", "현장 문서 2억 쪽의 추가 학습"),
        ("도구 사용 벤치마크", "71.2", "", "67.7", "제조 설비 모의 환경에서의 학습"),
    ),
    recused={"P7": "최근 3년 안에 컨소시엄 참여기관(㈜데이터샘)의 기술 자문을 맡았습니다."},
    written={
        "P1": ("34", "25", "24"),
        "P2": ("33.5", "25", "25"),
        "P3": ("35", "26", "25"),
        "P4": ("34", "26", "26"),
        "P5": ("33", "24", "24"),
        "P6": ("34.5", "25", "24.5"),
    },
    scores={
        "P1": ("35", "26", "25"),
        "P2": ("34.5", "26", "25"),
        "P3": ("35.5", "26", "25.5"),
        "P4": ("35", "26.5", "26"),
        "P5": ("33.5", "24", "24"),
        "P6": ("34.5", "25.5", "24.5"),
    },
    votes={
        "P1": ("yes", "yes"),
        "P2": ("yes", "no"),
        "P3": ("yes", "yes"),
        "P4": ("yes", "yes"),
        "P5": ("no", "no"),
        "P6": ("yes", "yes"),
    },
    opinion=(
        "제조 현장의 자료와 실증처를 갖춘 점이 뚜렷하고, 공개 모형을 운영한 경험이 있다. "
        "기존 정예팀과 겨룰 수 있는 수준으로 판단되나, 사전학습 규모를 늘리는 일정의 근거를 더 제시할 필요가 있다."
    ),
)

CONSORTIA = (GARAM, NARAE)
