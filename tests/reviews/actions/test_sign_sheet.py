import json
from decimal import Decimal

import pytest

from applications.models import Application
from portal.canonical import canonical, commitment
from portal.clusters import server_now
from portal.errors import Absent, BrokenRule, NotNow
from portal.models import AuditEvent, AuditSeal
from reviews.actions.close_review import close_review
from reviews.actions.races import lost_races
from reviews.actions.save_sheet import save_sheet
from reviews.actions.sign_sheet import draft_hash, sign_sheet
from reviews.lifecycle import Stage
from reviews.models import Recusal, Score, Sheet
from tests.factories.panels import (
    COMMENT,
    presentation_round,
    review_of,
    seat_of,
    sign_all,
    signed_sheet,
    typed,
    written_round,
)
from tests.factories.people import secretary

pytestmark = pytest.mark.django_db


def only(round_):
    return Application.objects.filter(round=round_).order_by("pk").first()


@pytest.fixture
def written():
    """A round in its written review with one application, and its two members."""
    return written_round(1, 2)


def test_sign_sheet(written):
    round_, (member, _) = written

    sheet = signed_sheet(round_, Stage.WRITTEN, only(round_), member, ("36", "25.50", "27"))

    marks = {score.criterion: (score.points, score.comment) for score in Score.objects.filter(sheet=sheet)}
    assert marks == {
        "tech": (Decimal(36), COMMENT),
        "plan": (Decimal("25.5"), COMMENT),
        "impact": (Decimal(27), COMMENT),
    }
    assert (sheet.version, sheet.total, sheet.seat) == (1, Decimal("88.5"), seat_of(round_, member))


def test_sign_sheet_commits_without_showing(written):
    round_, (member, _) = written

    sheet = signed_sheet(round_, Stage.WRITTEN, only(round_), member)

    event = AuditEvent.objects.filter(chain__name=round_.chain).latest("seq")
    sealed = json.loads(bytes(AuditSeal.objects.get(event=event).data))["data"]
    assert (event.verb, event.subject) == ("sheet.sign", sheet.receipt)
    assert commitment(canonical(sealed["document"]), bytes.fromhex(sealed["nonce"])) == sheet.receipt
    assert sealed["document"]["marks"][0] == {"criterion": "tech", "points": "36", "comment": COMMENT}
    assert sealed["document"]["rule_card_sha256"] == round_.card.sha256
    assert sealed["document"]["manifest_sha256"] == only(round_).submissions.get().manifest_sha256
    assert COMMENT.encode() not in bytes(event.body)


def test_sign_sheet_again_is_a_new_version_with_a_reason(written):
    round_, (member, _) = written
    signed_sheet(round_, Stage.WRITTEN, only(round_), member)

    with pytest.raises(BrokenRule) as refused:
        signed_sheet(round_, Stage.WRITTEN, only(round_), member, ("30", "20", "20"))
    again = signed_sheet(
        round_, Stage.WRITTEN, only(round_), member, ("30", "20", "20"), reason="2장의 표를 잘못 읽었습니다."
    )

    assert [problem.code for problem in refused.value.problems] == ["sheet_correction_reason_missing"]
    assert (again.version, again.total, Sheet.objects.count()) == (2, Decimal(70), 2)


def test_sign_sheet_says_every_problem(written):
    round_, (member, _) = written

    with pytest.raises(BrokenRule) as refused:
        signed_sheet(round_, Stage.WRITTEN, only(round_), member, ("41", "", "27"), comment="짧음")

    assert [problem.code for problem in refused.value.problems] == [
        "points_above_max",
        "comment_too_short",
        "points_missing",
        "comment_too_short",
        "comment_too_short",
    ]
    assert not Sheet.objects.exists()


def test_sign_sheet_signs_only_what_was_shown(written):
    round_, (member, _) = written
    where = {"round_id": round_.pk, "stage": Stage.WRITTEN, "application_id": only(round_).pk}
    shown = save_sheet(**where, typed=typed(round_, Stage.WRITTEN), actor=member, now=server_now())
    save_sheet(**where, typed=typed(round_, Stage.WRITTEN, ("1", "1", "1")), actor=member, now=server_now())

    with pytest.raises(NotNow, match="sheet_changed"):
        sign_sheet(**where, seen=draft_hash(shown.content), actor=member, now=server_now())


def test_sign_sheet_without_a_draft_is_refused(written):
    round_, (member, _) = written
    where = {"round_id": round_.pk, "stage": Stage.WRITTEN, "application_id": only(round_).pk}

    with pytest.raises(NotNow, match="sheet_changed"):
        sign_sheet(**where, seen=draft_hash({}), actor=member, now=server_now())


def test_sign_sheet_after_closing_is_refused(written):
    round_, (member, other) = written
    signed_sheet(round_, Stage.WRITTEN, only(round_), other)
    close_review(review_id=review_of(round_, Stage.WRITTEN).pk, actor=secretary(), now=server_now())

    with pytest.raises(NotNow, match="review_closed"):
        signed_sheet(round_, Stage.WRITTEN, only(round_), member)


def test_sign_sheet_of_a_recused_application_is_absent(written):
    round_, (member, _) = written
    seat, application = seat_of(round_, member), only(round_)
    Recusal.objects.create(
        seat=seat, application=application, kind="challenge", reason="", recorded_by=seat.user, recorded_at=server_now()
    )

    with pytest.raises(Absent):
        signed_sheet(round_, Stage.WRITTEN, application, member)


def test_sign_sheet_of_a_presentation_needs_the_session():
    round_, members = presentation_round(1, 1)

    with pytest.raises(NotNow, match="session_not_started"):
        sign_all(round_, Stage.PRESENTATION, members)


def test_the_database_refuses_a_sheet_of_a_recused_seat(written):
    round_, (member, _) = written
    seat, application, review = seat_of(round_, member), only(round_), review_of(round_, Stage.WRITTEN)
    Recusal.objects.create(
        seat=seat, application=application, kind="challenge", reason="", recorded_by=seat.user, recorded_at=server_now()
    )

    with pytest.raises(NotNow, match="state_changed"), lost_races():
        Sheet.objects.create(
            review=review,
            seat=seat,
            application=application,
            version=1,
            total=1,
            receipt="0",
            signed_at=server_now(),
        )
