"""The clock begins to accept applications."""

import pytest
from django.db import DatabaseError, transaction

from applications.actions.start_round import start_round
from applications.models import Round
from portal.clusters import server_now
from portal.errors import NotNow
from portal.models import AuditEvent
from tests.factories.rounds import announced_round, draft_round, open_round, pass_moment

pytestmark = pytest.mark.django_db


def test_start_round_opens_the_window():
    round_ = announced_round()
    pass_moment(round_.opens_at)

    start_round(round_id=round_.pk, now=server_now())

    event = AuditEvent.objects.filter(chain__name=round_.chain).latest("seq")
    assert Round.objects.get(pk=round_.pk).status == "open"
    assert (event.verb, event.seal.actor) == ("round.start", None)


def test_start_round_at_the_very_moment():
    round_ = announced_round()
    pass_moment(round_.opens_at)

    assert start_round(round_id=round_.pk, now=round_.opens_at).status == "open"


def test_start_round_not_before_its_time():
    round_ = announced_round()

    with pytest.raises(NotNow) as refused:
        start_round(round_id=round_.pk, now=server_now())
    assert refused.value.code == "window_not_begun"


@pytest.mark.parametrize("made", [draft_round, open_round])
def test_start_round_only_from_announced(made):
    with pytest.raises(NotNow) as refused:
        start_round(round_id=made().pk, now=server_now())
    assert refused.value.code == "state_changed"


def test_no_window_begins_before_its_time_whatever_now_says():
    round_ = announced_round()

    with pytest.raises(DatabaseError, match="the window has not begun"), transaction.atomic():
        start_round(round_id=round_.pk, now=round_.opens_at)
