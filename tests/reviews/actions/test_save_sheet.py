import pytest

from applications.models import Application
from portal.clusters import server_now
from portal.errors import Absent, NotNow
from portal.models import AuditEvent
from reviews.actions.close_review import close_review
from reviews.actions.save_sheet import save_sheet
from reviews.lifecycle import Stage
from reviews.models import SheetDraft
from tests.factories.panels import (
    declare,
    panel_of,
    pledge,
    ready_panel,
    review_of,
    screened_round,
    typed,
    written_round,
)
from tests.factories.people import person, secretary

pytestmark = pytest.mark.django_db


def saved(round_, member, content=None, stage=Stage.WRITTEN):
    application = Application.objects.filter(round=round_).order_by("pk").first()
    content = typed(round_, Stage.WRITTEN) if content is None else content
    where = {"round_id": round_.pk, "stage": stage, "application_id": application.pk}
    return save_sheet(**where, typed=content, actor=member, now=server_now())


def test_save_sheet_keeps_what_was_typed():
    round_, (member, _) = written_round(1, 2)
    events = AuditEvent.objects.count()

    saved(round_, member, {"tech": {"points": "서른", "comment": ""}})
    saved(round_, member, {"tech": {"points": "41.999"}})

    assert SheetDraft.objects.get().content == {"tech": {"points": "41.999", "comment": ""}}
    assert AuditEvent.objects.count() == events


def test_save_sheet_is_each_member_s_own():
    round_, members = written_round(1, 2)

    for member in members:
        saved(round_, member)

    assert SheetDraft.objects.count() == 2


def test_save_sheet_without_a_seat_is_absent():
    round_, _ = written_round(1, 1)

    with pytest.raises(Absent):
        saved(round_, person())


def test_save_sheet_of_a_recused_application_is_absent():
    round_ = screened_round(1)
    member = panel_of(round_, 1)[0]
    pledge(round_, member)
    declare(round_, member, **{Application.objects.get(round=round_).reference: "가족"})

    with pytest.raises(Absent):
        saved(round_, member)


def test_save_sheet_before_the_pledges_is_refused():
    round_ = screened_round(1)
    member = panel_of(round_, 1)[0]

    with pytest.raises(NotNow, match="pledges_first"):
        saved(round_, member)
    pledge(round_, member)
    with pytest.raises(NotNow, match="interests_first"):
        saved(round_, member)


def test_save_sheet_before_the_review_is_refused():
    round_ = screened_round(1)

    with pytest.raises(NotNow, match="review_not_begun"):
        saved(round_, ready_panel(round_, 1)[0])


def test_save_sheet_of_the_presentation_during_the_written_review_is_absent():
    round_, (member,) = written_round(1, 1)

    with pytest.raises(Absent):
        saved(round_, member, stage=Stage.PRESENTATION)


def test_save_sheet_after_closing_is_refused():
    round_, (member,) = written_round(1, 1)
    close_review(review_id=review_of(round_, Stage.WRITTEN).pk, actor=secretary(), now=server_now())

    with pytest.raises(NotNow, match="review_closed"):
        saved(round_, member)
    assert not SheetDraft.objects.exists()
