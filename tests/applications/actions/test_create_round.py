"""Beginning a round."""

from datetime import date

import pytest

from applications.actions.create_round import clone_round, create_round
from applications.models import Round
from portal.clusters import server_now
from portal.errors import BrokenRule, NotPermitted
from portal.models import AuditEvent
from tests.factories.people import manager, person, secretary
from tests.factories.rounds import announced_round, draft_round

pytestmark = pytest.mark.django_db


def create(actor, reference="2026-additional"):
    return create_round(reference=reference, template="additional", actor=actor, now=server_now())


def test_create_round_is_a_draft_from_the_template():
    made = create(manager())

    round_ = Round.objects.get(reference="2026-additional")
    assert made == round_
    assert (round_.status, round_.draft_version, round_.opens_at) == ("draft", 0, None)
    assert round_.draft["reference"] == "2026-additional"
    assert round_.title == round_.draft["title"]["ko"]
    assert list(AuditEvent.objects.filter(chain__name="round/2026-additional").values_list("verb", "seq")) == [
        ("round.create", 1)
    ]


@pytest.mark.parametrize("reference", ["", "2026 additional", "2026/additional", "-a", "a-", "A", "추가", "a" * 31])
def test_create_round_refuses_a_malformed_reference(reference):
    with pytest.raises(BrokenRule) as refused:
        create(manager(), reference)

    assert [(problem.code, problem.field_name) for problem in refused.value.problems] == [
        ("reference_malformed", "reference")
    ]
    assert not Round.objects.exists()


def test_create_round_refuses_a_taken_reference():
    draft_round(reference="2026-additional")

    with pytest.raises(BrokenRule) as refused:
        create(manager())
    assert refused.value.code == "reference_taken"


@pytest.mark.parametrize("who", [person, secretary])
def test_create_round_is_for_managers(who):
    with pytest.raises(NotPermitted) as refused:
        create(who())
    assert refused.value.code == "not_manager"


def test_create_round_from_an_unknown_template_is_a_defect():
    with pytest.raises(KeyError):
        create_round(reference="a", template="none", actor=manager(), now=server_now())


def clone(source, actor, reference="2027-additional", first_day=date(2027, 1, 29)):
    return clone_round(round_id=source.pk, reference=reference, first_day=first_day, actor=actor, now=server_now())


@pytest.mark.parametrize("made", [draft_round, announced_round])
def test_clone_round_takes_over_the_card_with_moved_days(made):
    source = made(objection_days=7)
    made = clone(source, manager())

    moved = made.draft["schedule"]
    assert made.draft == source.draft | {"reference": "2027-additional", "notice_no": "", "schedule": moved}
    assert (made.status, moved["opens_at"][:10]) == ("draft", "2027-01-29")
    assert list(AuditEvent.objects.filter(chain__name="round/2027-additional").values_list("verb", flat=True)) == [
        "round.create"
    ]


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"reference": "A"}, "reference_malformed"),
        ({"reference": "taken"}, "reference_taken"),
        ({"first_day": date(9999, 12, 31)}, "day_beyond_calendar"),
    ],
)
def test_clone_round_refuses_what_cannot_be(how, code):
    source = draft_round(reference="taken")
    with pytest.raises(BrokenRule) as refused:
        clone(source, manager(), **how)

    assert (refused.value.code, Round.objects.count()) == (code, 1)


@pytest.mark.parametrize("who", [person, secretary])
def test_clone_round_is_for_managers(who):
    source = draft_round()
    with pytest.raises(NotPermitted):
        clone(source, who())
