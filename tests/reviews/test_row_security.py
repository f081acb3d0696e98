"""Below the policies: with every policy replaced by one that lets all through, the database still shows nobody's secret.

Each case has its counterpart: the same request, under the same replaced policy, of whoever may see it.
"""

from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from portal.clusters import name_actor
from portal.roles import ANONYMOUS, SYSTEM, Agency, Role
from reviews import permissions
from reviews.lifecycle import Stage
from reviews.models import Ballot, Review, Score, Seat, Sheet, SheetDraft, Signature, Vote
from reviews.permissions import sheets
from tests.factories import decisions, panels, people

pytestmark = pytest.mark.django_db
SECRETS = (SheetDraft, Sheet, Score, Vote)
COMMENT = "모형 구조의 독창성이 뚜렷하고 자료 확보 계획이 구체적입니다."


@pytest.fixture
def meeting():
    """Two members have signed and voted on the first application; nothing is revealed."""
    round_, members = decisions.timetabled_round(2, 5)
    decisions.come(round_, members)
    first = decisions.reviewed(round_)[0]
    decisions.voting_session(first)
    for member in members[:2]:
        panels.signed_sheet(round_, Stage.PRESENTATION, first, member, comment=COMMENT)
        decisions.vote(first, member)
    return round_, first, members


@pytest.fixture
def met():
    """Everything signed and voted, closed, and about to be revealed."""
    return decisions.met_round(2, 3)


@contextmanager
def asking(actor):
    """What follows is asked as this actor."""
    with transaction.atomic():
        name_actor(actor)
        yield
        name_actor(SYSTEM)


def seen(actor) -> dict[str, int]:
    with asking(actor):
        return {model.__name__: model.objects.count() for model in (*SECRETS, Ballot, Signature)}


def test_members_see_their_own_rows_and_nobody_else_any(meeting):
    _, _, members = meeting
    nothing = dict.fromkeys(("SheetDraft", "Sheet", "Score", "Vote", "Ballot"), 0)

    assert seen(SYSTEM) == {"SheetDraft": 2, "Sheet": 2, "Score": 6, "Vote": 4, "Ballot": 2, "Signature": 2}
    assert seen(members[0]) == {"SheetDraft": 1, "Sheet": 1, "Score": 3, "Vote": 2, "Ballot": 1, "Signature": 2}
    for stranger in (members[2], people.person(), ANONYMOUS, people.staff(Role.MINISTRY, Agency.MSIT)):
        assert {name: count for name, count in seen(stranger).items() if name in nothing} == nothing


@pytest.mark.parametrize("staff", [people.secretary, people.manager, lambda: people.staff(Role.AUDITOR, Agency.MSIT)])
def test_staff_see_that_and_after_the_reveal_what(met, staff):
    round_, _ = met
    asks = staff()
    before = seen(asks)
    decisions.reveal(round_)
    after = seen(asks)

    assert (before["Ballot"], before["Signature"]) == (6, 6)
    assert (before["Sheet"], before["Score"], before["Vote"]) == (0, 0, 0)
    assert (after["Sheet"], after["Score"], after["Vote"], after["SheetDraft"]) == (6, 18, 12, 0)


def test_who_says_no_name_sees_nothing(meeting):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.actor', '', true)")
        cursor.execute("SELECT count(*) FROM reviews_score")
        unnamed = cursor.fetchone()
        cursor.execute("SELECT set_config('app.actor', 'system', true)")

    assert unnamed == (0,)


@pytest.mark.parametrize(("place", "is_taken"), [(0, True), (1, False)])
def test_a_draft_is_typed_into_the_own_seat_only(meeting, place, is_taken):
    _, _, members = meeting
    with asking(SYSTEM):
        draft = SheetDraft.objects.get(seat__user_id=members[place].user_id)

    with asking(members[0]):
        changed = SheetDraft.objects.filter(pk=draft.pk).update(content={})

    assert changed == is_taken


@pytest.mark.parametrize(("place", "is_taken"), [(2, True), (3, False)])
def test_a_sheet_is_signed_for_the_own_seat_only(meeting, place, is_taken):
    round_, first, members = meeting
    seat, review = panels.seat_of(round_, members[place]), panels.review_of(round_, Stage.PRESENTATION)
    row = {"review": review, "seat": seat, "application": first, "version": 1, "total": 0, "receipt": "x"}

    def sign():
        try:
            with asking(members[2]), transaction.atomic():
                Sheet.objects.create(**row, signed_at=review.opened_at)
        except DatabaseError:
            return False
        return True

    assert sign() == is_taken


def test_signatures_are_read_only():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege('reviews_signature', 'SELECT'), "
            "has_table_privilege('reviews_signature', 'INSERT, UPDATE, DELETE, TRUNCATE')"
        )
        assert cursor.fetchone() == (True, False)


@pytest.mark.parametrize(("place", "status", "is_told"), [(0, 200, True), (2, 404, False)])
def test_receipt_of_another_stays_shut_with_every_policy_replaced(meeting, as_, monkeypatch, place, status, is_told):
    """Whoever asks is given the first member's seat, and every sheet there is."""
    round_, first, members = meeting
    theirs = Seat.objects.select_related("panel__round__card").filter(pk=panels.seat_of(round_, members[0]).pk)
    monkeypatch.setattr(sheets, "visible_seats", lambda actor: theirs)
    monkeypatch.setattr(permissions, "visible_own_sheets", lambda seat: Sheet.objects.filter(seat=seat))

    answer = as_(members[place]).get(
        reverse("sheet_receipt", args=[round_.reference, Stage.PRESENTATION, first.reference])
    )

    assert answer.status_code == status
    assert (COMMENT in answer.content.decode()) == is_told


@pytest.mark.parametrize(("place", "is_told"), [(0, True), (2, False)])
def test_votes_of_others_stay_shut_with_the_policy_replaced(meeting, as_, monkeypatch, place, is_told):
    _, _, members = meeting
    everything = Ballot.objects.select_related("session__review__round", "session__application")
    monkeypatch.setattr(permissions, "visible_own_ballots", lambda actor: everything)

    rows = as_(members[place]).get("/api/v1/reviews/votes/").json()["results"]

    assert bool(rows) == is_told


@pytest.mark.parametrize(("revealed", "is_told"), [(True, True), (False, False)])
def test_scores_stay_shut_to_staff_before_the_reveal_with_the_policy_replaced(met, as_, monkeypatch, revealed, is_told):
    round_, _ = met
    if revealed:
        decisions.reveal(round_)
    monkeypatch.setattr(
        permissions, "visible_results", lambda actor: Review.objects.select_related("round__card").all()
    )
    team = decisions.reviewed(round_)[0]
    browser = as_(people.manager())
    # A tally of votes that do not show cannot be computed; what counts is that nothing of them is said.
    browser.raise_request_exception = False

    page = browser.get(reverse("derivation", args=[round_.reference, team.reference]))

    assert (panels.COMMENT in page.content.decode()) == is_told
