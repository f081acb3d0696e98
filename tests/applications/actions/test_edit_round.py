"""Saving a draft card."""

import pytest

from applications.actions.edit_round import save_round_draft
from applications.actions.open_round import request_opening
from applications.models import Round
from portal.actions.approvals import answer_approval
from portal.clusters import server_now
from portal.errors import NotNow, NotPermitted
from portal.models import AuditEvent
from portal.rules.approvals import Verdict
from tests.factories.people import manager, secretary
from tests.factories.rounds import announced_round, draft_round

pytestmark = pytest.mark.django_db
TITLE = {"ko": "다른 공모", "en": "Another call"}


def save(round_, *, actor=None, version=None, **changes):
    return save_round_draft(
        round_id=round_.pk,
        document=round_.draft | {"title": TITLE} | changes,
        version=round_.draft_version if version is None else version,
        actor=actor or manager(),
        now=server_now(),
    )


def test_save_round_draft_replaces_the_card():
    before = draft_round()

    save(before, reference="stolen")

    after = Round.objects.get(pk=before.pk)
    assert (after.title, after.title_en, after.draft_version) == ("다른 공모", "Another call", before.draft_version + 1)
    assert after.draft == before.draft | {"title": TITLE}
    assert AuditEvent.objects.filter(chain__name=before.chain).latest("seq").verb == "round.edit"


def test_save_round_draft_refuses_what_somebody_else_has_saved_over():
    first = draft_round()
    second = Round.objects.get(pk=first.pk)
    save(first)

    with pytest.raises(NotNow) as refused:
        save(second, version=second.draft_version)
    assert refused.value.code == "draft_changed"


def test_save_round_draft_is_for_managers():
    with pytest.raises(NotPermitted):
        save(draft_round(), actor=secretary())


def test_save_round_draft_not_once_announced():
    with pytest.raises(NotNow) as refused:
        save(announced_round())
    assert refused.value.code == "round_is_fixed"


def test_save_round_draft_not_while_the_opening_waits():
    asks, round_ = manager(), draft_round()
    asked = request_opening(round_id=round_.pk, reason="끝", actor=asks, now=server_now())
    with pytest.raises(NotNow) as refused:
        save(round_)
    answer_approval(approval=asked, verdict=Verdict.WITHDRAWN, actor=asks, now=server_now())

    assert refused.value.code == "opening_waits"
    assert save(round_).title == "다른 공모"
