"""The staff's part: opening, closing, screening, short list, decision, and the second round that stays open."""

from datetime import timedelta

from applications.actions.close_round import close_round
from applications.actions.create_round import create_round
from applications.actions.edit_round import save_round_draft
from applications.actions.open_round import request_opening
from applications.actions.screen import screen
from applications.actions.start_round import start_round
from applications.actions.unseal import unseal
from applications.lifecycle import ApplicationStatus, RoundStatus
from applications.models import Application, Round
from applications.rules.screening import CheckAnswer
from portal.clusters import server_now
from portal.display import KST
from reviews.actions.close_review import close_review
from reviews.actions.prepare_decision import prepare_decision
from reviews.actions.publish import request_publication
from reviews.actions.reveal import request_reveal
from reviews.actions.shortlist import request_shortlist
from reviews.actions.start_review import start_review
from reviews.demo.applying import draft
from reviews.demo.cast import GARAM, NARAE
from reviews.demo.scene import ADDITIONAL, approve, manager, pass_time, secretary, the_review, the_round, until
from reviews.lifecycle import ReviewStatus, Stage
from reviews.models import Decision

OPEN = "2026-open"


def announce() -> None:
    """The manager prepares the notice and rule card; the other agency approves; the window begins."""
    made = Round.objects.filter(reference=ADDITIONAL).first()
    if made is None:
        made = create_round(reference=ADDITIONAL, template="additional", actor=manager(), now=server_now())
        made = save_round_draft(
            round_id=made.pk,
            document=made.draft | {"notice_no": "과학기술정보통신부 공고 제2026-0123호"},
            version=made.draft_version,
            actor=manager(),
            now=server_now(),
        )
    if made.status == RoundStatus.DRAFT:
        approve(_opening(made))
    until("2026-01-23 09:00")
    if the_round().status == RoundStatus.ANNOUNCED:
        start_round(round_id=made.pk, now=server_now())


def close_and_unseal() -> None:
    """At 16:00 the list of submissions is sealed; the next day it is opened (개찰)."""
    until("2026-02-12 16:00")
    if the_round().status == RoundStatus.OPEN:
        close_round(round_id=the_round().pk, now=server_now())
    until("2026-02-13 10:00")
    if the_round().status == RoundStatus.CLOSED:
        unseal(round_id=the_round().pk, actor=secretary(), now=server_now())


def screen_all() -> None:
    """요건검토: every line of the checklist holds for both."""
    answers = [CheckAnswer(check.code, holds=True) for check in the_round().card.read().screening]
    for application in Application.objects.filter(round=the_round(), status=ApplicationStatus.SUBMITTED):
        screen(application_id=application.pk, answers=answers, actor=secretary(), now=server_now())


def begin_written() -> None:
    """The panel may read and score."""
    until("2026-02-16 09:00")
    if the_round().status == RoundStatus.SCREENING:
        start_review(round_id=the_round().pk, stage=Stage.WRITTEN, actor=secretary(), now=server_now())


def confirm_shortlist() -> None:
    """The written review is revealed and its short list confirmed, each by two people."""
    until("2026-02-17 18:00")
    if the_round().status == RoundStatus.WRITTEN:
        reveal(Stage.WRITTEN)
        approve(
            request_shortlist(
                round_id=the_round().pk, reason="규칙 카드대로 계산하였습니다.", actor=manager(), now=server_now()
            )
        )


def reveal(stage: Stage) -> None:
    """Close a review and open its sheets and votes by two people."""
    review = the_review(stage)
    if review.status == ReviewStatus.COLLECTING:
        close_review(review_id=review.pk, actor=secretary(), now=server_now())
    if the_review(stage).status == ReviewStatus.CLOSED:
        approve(
            request_reveal(review_id=review.pk, reason="모든 위원이 서명하였습니다.", actor=manager(), now=server_now())
        )


def decide() -> None:
    """One prepares what the rule card makes of the records, another confirms and thereby publishes."""
    if the_round().status == RoundStatus.PUBLISHED:
        return
    reveal(Stage.PRESENTATION)
    if not Decision.objects.filter(round=the_round(), stage=Stage.PRESENTATION).exists():
        prepare_decision(round_id=the_round().pk, actor=manager(), now=server_now())
    until("2026-02-20 13:55")
    approve(
        request_publication(
            round_id=the_round().pk, reason="발표평가 결과에 따른 결정입니다.", actor=manager(), now=server_now()
        )
    )


def open_another() -> None:
    """A second round that accepts applications, with two drafts in progress."""
    if not Round.objects.filter(reference=OPEN).exists():
        _draft_another()
    made = Round.objects.get(reference=OPEN)
    if made.status == RoundStatus.DRAFT:
        approve(_opening(made))
        pass_time(minutes=30)
    if the_round(OPEN).status == RoundStatus.ANNOUNCED:
        start_round(round_id=made.pk, now=server_now())
    if not Application.objects.filter(round=made).exists():
        draft(GARAM, OPEN, sections=3)
        draft(NARAE, OPEN, sections=1)


def _draft_another() -> None:
    made, now = create_round(reference=OPEN, template="additional", actor=manager(), now=server_now()), server_now()
    opens_at = (now + timedelta(minutes=20)).astimezone(KST).replace(second=0, microsecond=0)
    closes_at = (opens_at + timedelta(days=30)).replace(hour=16, minute=0)
    days = {"screening_on": 1, "written_on": 4, "presentation_on": 7, "result_on": 8}
    document = made.draft | {
        "title": {
            "ko": "독자 AI 파운데이션 모델 프로젝트 정예팀 2차 추가 공모(시연)",
            "en": "Sovereign AI Foundation Model Project: second additional call (demonstration)",
        },
        "notice_no": "과학기술정보통신부 공고 제2026-0999호",
        "schedule": {
            "opens_at": opens_at.isoformat(timespec="milliseconds"),
            "closes_at": closes_at.isoformat(timespec="milliseconds"),
            **{name: (closes_at.date() + timedelta(days=after)).isoformat() for name, after in days.items()},
        },
    }
    save_round_draft(round_id=made.pk, document=document, version=made.draft_version, actor=manager(), now=server_now())


def _opening(made: Round) -> object:
    return request_opening(round_id=made.pk, reason="공고 준비를 마쳤습니다.", actor=manager(), now=server_now())
