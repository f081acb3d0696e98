import pytest

from applications.models import Application
from portal.clusters import server_now
from portal.errors import Absent, BrokenRule, NotNow
from portal.models import AuditEvent
from reviews import permissions
from reviews.actions.declare_interests import declare_interests
from reviews.actions.start_review import start_review
from reviews.lifecycle import Stage
from reviews.models import InterestDeclaration, Recusal
from reviews.rules.panel import Interest, Step
from tests.factories.panels import (
    declare,
    panel_of,
    pledge,
    ready_panel,
    screened_round,
    seat_of,
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
