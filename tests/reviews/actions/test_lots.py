import pytest

from portal.actions.approvals import answer_approval, payload_of
from portal.clusters import server_now
from portal.errors import Absent, BrokenRule, NotNow, NotPermitted
from portal.models import AuditEvent
from portal.rules.approvals import Verdict
from reviews.actions.lots import confirm_lots, describe_lots, request_lots
from reviews.lifecycle import Stage
from reviews.models import LotDraw, Reveal
from reviews.queries import tally_document
from tests.factories.decisions import EQUAL, ask_further, revealed_round
from tests.factories.panels import approve
from tests.factories.people import approver, manager, person, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def tied():
    """Two applications with the same points and votes for one place."""
    return revealed_round(2, 3, points=EQUAL)[0]


def refs(round_):
    return list(round_.applications.order_by("pk").values_list("reference", flat=True))


def ask(round_, numbers, actor=None):
    return request_lots(
        review_id=round_.reviews.get().pk,
        numbers=numbers,
        reason="두 팀 대표가 간사 앞에서 직접 뽑았습니다.",
        actor=actor or secretary(),
        now=server_now(),
    )


def test_lots_are_confirmed_by_a_second_person(tied):
    first, second = refs(tied)
    asked = ask(tied, {first: 7, second: 3})
    assert not LotDraw.objects.filter(review__round=tied).exists()

    approve(asked)

    drawn = LotDraw.objects.filter(review__round=tied).values_list("application__reference", "number", "approval")
    assert set(drawn) == {(first, 7, asked.pk), (second, 3, asked.pk)}
    assert AuditEvent.objects.filter(chain__name=tied.chain, verb="lot.confirm").count() == 1


def test_describe_lots_names_teams_and_numbers(tied):
    asked = ask(tied, {ref: number for number, ref in enumerate(refs(tied), start=1)})

    described = describe_lots(payload_of(asked))

    teams = tied.applications.order_by("reference").values_list("team_name", flat=True)
    assert [team for team, _, _ in described] == list(teams)


@pytest.mark.parametrize("numbers", [(1, 1), (0, 1), (1,)])
def test_request_lots_with_wrong_numbers(tied, numbers):
    with pytest.raises(BrokenRule):
        ask(tied, dict(zip(refs(tied), numbers, strict=False)))


def test_request_lots_without_a_tie():
    round_, _ = revealed_round(2, 3)

    with pytest.raises(NotNow, match="nothing_tied"):
        ask(round_, {})


def test_request_lots_twice_for_the_same_teams(tied):
    first, second = refs(tied)
    approve(ask(tied, {first: 2, second: 1}))

    with pytest.raises(NotNow, match="nothing_tied"):
        ask(tied, {first: 1, second: 2})


def test_request_lots_where_the_card_has_none(presentation_rule):
    rule = presentation_rule | {"tie_break": ["criterion:tech"]}
    round_, _ = revealed_round(2, 3, points=EQUAL, presentation=rule)

    with pytest.raises(NotNow, match="no_lot_in_the_rule_card"):
        ask(round_, {ref: number for number, ref in enumerate(refs(round_), start=1)})


def test_request_lots_by_somebody_without_a_desk(tied):
    with pytest.raises(Absent):
        ask(tied, {}, person())


def test_answer_by_the_same_agency(tied):
    asked = ask(tied, {ref: number for number, ref in enumerate(refs(tied), start=1)})

    with pytest.raises(NotPermitted, match="other_agency_needed"):
        answer_approval(approval=asked, verdict=Verdict.APPROVED, actor=manager(), now=server_now())


def test_confirm_lots_again(tied):
    first, second = refs(tied)
    asked = ask(tied, {first: 2, second: 1})
    approve(asked)

    with pytest.raises(NotNow, match="state_changed"):
        confirm_lots(approval=asked, payload=payload_of(asked), actor=approver(), now=server_now())


@pytest.fixture
def drawn(tied):
    """Lots that wait for their second person, and a reopening that does."""
    return ask(tied, {ref: number for number, ref in enumerate(refs(tied), start=1)}), ask_further(tied)


def test_confirm_lots_of_the_teams_that_are_tied(tied, drawn):
    approve(drawn[0])

    assert LotDraw.objects.filter(review__round=tied, sitting=1).count() == 2


def test_confirm_lots_while_the_review_is_open_again(tied, drawn):
    lots, reopening = drawn
    approve(reopening)

    with pytest.raises(NotNow, match="not_revealed"):
        approve(lots)
    assert not LotDraw.objects.exists()


def test_lots_decide_the_tie_of_their_own_sitting_only(tied, drawn):
    """Numbers known before a further sitting do not settle what is tied after it; each team draws again."""
    approve(drawn[0])
    settled = tally_document(tied, Stage.PRESENTATION)["applications"]

    Reveal.objects.create(
        review=tied.reviews.get(), approval=tied.reviews.get().reveals.get().approval, revealed_at=server_now()
    )

    after = tally_document(tied, Stage.PRESENTATION)["applications"]
    assert sorted(entry["lot"] for entry in settled) == [1, 2]
    assert [entry["lot"] for entry in after] == [None, None]
