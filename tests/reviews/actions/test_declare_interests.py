import json

import pytest
from django.db import IntegrityError, transaction

from applications.models import Application
from portal.clusters import server_now
from portal.errors import Absent, BrokenRule, NotNow
from portal.models import AuditEvent, AuditSeal
from reviews import permissions
from reviews.actions.declare_interests import declare_interests
from reviews.actions.start_review import start_review
from reviews.lifecycle import Stage
from reviews.models import InterestDeclaration, Recusal
from reviews.queries import tally_document
from reviews.rules.panel import Interest, Step
from tests.factories.decisions import come, hold_session, met_round, reveal, reviewed, timetabled_round
from tests.factories.panels import (
    declare,
    panel_of,
    pledge,
    ready_panel,
    screened_round,
    seat_of,
    shortlisted_round,
    unsealed_round,
    written_round,
)
from tests.factories.people import secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def pledged():
    """A screened round with one member who has pledged, and its two applications."""
    round_ = screened_round(2)
    member = panel_of(round_, 1)[0]
    pledge(round_, member)
    return round_, member, list(Application.objects.filter(round=round_).order_by("pk"))


def say(round_, member, *interests):
    return declare_interests(round_id=round_.pk, interests=interests, actor=member, now=server_now())


def test_declare_nothing_opens_everything(pledged):
    round_, member, _ = pledged
    assert permissions.step_of(seat_of(round_, member)) is Step.INTERESTS

    declare(round_, member)

    assert permissions.step_of(seat_of(round_, member)) is Step.READY
    assert InterestDeclaration.objects.count() == 2
    assert not Recusal.objects.exists()
    assert AuditEvent.objects.filter(chain__name=round_.chain).latest("seq").verb == "interest.declare"


def test_declare_a_conflict_hides_the_application_at_once(pledged):
    round_, member, (one, two) = pledged

    declare(round_, member, **{one.reference: "공동연구를 했습니다."})

    recusal = Recusal.objects.get()
    assert (recusal.application, recusal.kind, recusal.reason) == (one, "recusal", "공동연구를 했습니다.")
    assert list(permissions.visible_to_seat(seat_of(round_, member))) == [two]
    with pytest.raises(Absent):
        permissions.place(member, Stage.WRITTEN, round=round_.reference, application=one.reference)


def test_declare_a_conflict_later(pledged):
    round_, member, (one, _) = pledged
    declare(round_, member)

    say(round_, member, Interest(one.reference, has_conflict=True, reason="가족이 입사했습니다."))

    assert Recusal.objects.filter(application=one).count() == 1
    with pytest.raises(NotNow, match="state_changed"):
        say(round_, member, Interest(one.reference, has_conflict=False))


def test_declare_only_some_leaves_the_step_open(pledged):
    round_, member, (one, _) = pledged

    say(round_, member, Interest(one.reference, has_conflict=False))

    assert permissions.step_of(seat_of(round_, member)) is Step.INTERESTS


def test_declare_without_a_reason_is_refused(pledged):
    round_, member, (one, _) = pledged

    with pytest.raises(BrokenRule) as refused:
        say(round_, member, Interest(one.reference, has_conflict=True, reason=" "))

    assert [problem.field_name for problem in refused.value.problems] == [one.reference]
    assert not InterestDeclaration.objects.exists()


def test_declare_for_a_foreign_application_is_refused(pledged):
    round_, member, _ = pledged
    foreign = Application.objects.filter(round=screened_round(1)).get()

    with pytest.raises(NotNow, match="state_changed"):
        say(round_, member, Interest(foreign.reference, has_conflict=False))


def test_declare_before_the_pledges_is_refused():
    round_ = screened_round(1)
    member = panel_of(round_, 1)[0]

    with pytest.raises(NotNow, match="pledges_first"):
        declare(round_, member)


def test_applications_show_only_after_their_screening():
    round_ = unsealed_round(1)
    member = panel_of(round_, 1)[0]
    pledge(round_, member)

    assert not permissions.visible_to_seat(seat_of(round_, member)).exists()


def test_people_of_an_applicant_are_excluded_by_rule():
    """Somebody who joins a consortium after the appointment is out of its base, without a word of their own."""
    round_ = screened_round(2)
    actors = ready_panel(round_, 2)
    one = Application.objects.filter(round=round_).order_by("pk").first()
    one.people.create(user_id=actors[1].user_id, role="viewer")

    start_review(round_id=round_.pk, stage=Stage.WRITTEN, actor=secretary(), now=server_now())

    assert list(Recusal.objects.values_list("seat__label", "application", "kind")) == [("P2", one.pk, "exclusion")]
    assert one not in permissions.visible_to_seat(seat_of(round_, actors[1]))


def test_declare_during_the_review():
    round_, actors = written_round(1, 2)
    one = Application.objects.get(round=round_)

    say(round_, actors[0], Interest(one.reference, has_conflict=True, reason="뒤늦게 알았습니다."))

    assert Recusal.objects.count() == 1


def conflict(application):
    return Interest(application.reference, has_conflict=True, reason="뒤늦게 알았습니다.")


def of_one(round_, stage):
    (entry,) = tally_document(round_, stage)["applications"]
    return entry["present"], entry["recused"]


@pytest.fixture
def decided():
    """A narrow yes of one application, and the members: four of seven recognised it."""
    return met_round(1, 7, votes={0: ["yy"] * 4 + ["nn"] * 3})


def test_declare_before_the_session_recuses():
    round_, members = timetabled_round(1, 3)
    (one,) = reviewed(round_)

    say(round_, members[0], conflict(one))

    assert of_one(round_, Stage.PRESENTATION)[1] == ["P1"]


def test_declare_after_the_session_changes_nothing_that_was_counted(decided):
    round_, members = decided
    (one,) = reviewed(round_)
    before = tally_document(round_, Stage.PRESENTATION)

    say(round_, members[0], conflict(one))

    assert tally_document(round_, Stage.PRESENTATION) == before
    assert InterestDeclaration.objects.filter(application=one, has_conflict=True).count() == 1
    assert not permissions.visible_to_seat(seat_of(round_, members[0])).exists()


def test_declare_after_the_reveal_changes_nothing_that_was_counted(decided):
    round_, members = decided
    (one,) = reviewed(round_)
    revealed = reveal(round_)
    before = tally_document(revealed, Stage.PRESENTATION)

    say(revealed, members[0], conflict(one))

    assert tally_document(revealed, Stage.PRESENTATION) == before
    assert not Recusal.objects.exists()
    event = AuditEvent.objects.filter(chain__name=round_.chain).latest("seq")
    assert json.loads(bytes(AuditSeal.objects.get(event=event).data))["data"]["declared"][0]["counts_from"] is None


def test_declare_after_the_written_review_counts_from_the_presentation_on():
    round_, members = shortlisted_round(1, 3)
    (one,) = reviewed(round_)

    say(round_, members[0], conflict(one))

    assert Recusal.objects.get().from_stage == Stage.PRESENTATION
    assert of_one(round_, Stage.WRITTEN) == (["P1", "P2", "P3"], [])
    assert of_one(round_, Stage.PRESENTATION)[1] == ["P1"]


@pytest.mark.parametrize("is_ended", [False, True])
def test_the_database_refuses_a_recusal_from_what_is_counted(is_ended):
    round_, members = timetabled_round(1, 3)
    (one,) = reviewed(round_)
    if is_ended:
        come(round_, members)
        hold_session(round_, one, members)
    seat = seat_of(round_, members[0])
    recusal = Recusal(
        seat=seat, application=one, kind="recusal", reason="사유", recorded_by=seat.user, recorded_at=server_now()
    )

    if is_ended:
        with pytest.raises(IntegrityError, match="is closed"), transaction.atomic():
            recusal.save()
    else:
        recusal.save()

    assert Recusal.objects.exists() is not is_ended


def test_the_database_refuses_a_recusal_from_a_closed_written_review():
    round_, members = shortlisted_round(1, 2)
    (one,) = reviewed(round_)
    seat = seat_of(round_, members[0])
    what = {"seat": seat, "application": one, "kind": "recusal", "reason": "사유"}
    by = {"recorded_by": seat.user, "recorded_at": server_now()}

    with pytest.raises(IntegrityError, match="is closed"), transaction.atomic():
        Recusal.objects.create(**what, **by, from_stage="written")
    Recusal.objects.create(**what, **by, from_stage="presentation")

    assert Recusal.objects.count() == 1
