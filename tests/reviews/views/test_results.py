"""Results for staff and the auditor: the table, a derivation, lots."""

import re

import pytest
from django.urls import reverse

from portal.clusters import server_now
from portal.models import Approval
from portal.roles import Agency, Role
from reviews.actions.session import end_session
from reviews.models import Decision
from tests.factories.decisions import (
    come,
    leave,
    met_round,
    prepare,
    reveal,
    revealed_round,
    reviewed,
    session_of,
    timetabled_round,
    vote,
    voting_session,
)
from tests.factories.many_results import five_criteria, many_results
from tests.factories.panels import approve
from tests.factories.people import manager, person, secretary, staff
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db
MOST = 8
EQUAL = {number: [("36", "25", "27")] * 3 for number in range(2)}


def results(client, round_, query=""):
    return client.get(reverse("results", args=[round_.reference]) + query)


@pytest.mark.parametrize("who", [manager, secretary, lambda: staff(Role.AUDITOR, Agency.MSIT)])
def test_results_for_staff_and_the_auditor(as_, who):
    round_, _ = revealed_round(2, 3)

    page = results(as_(who()), round_)

    assert (page.status_code, page.context["outcome"]) == (200, "selected")


@pytest.mark.parametrize("who", [person, lambda: staff(Role.MINISTRY, Agency.MSIT)])
def test_results_for_others_are_absent(as_, who):
    round_, _ = revealed_round(1, 3)

    assert results(as_(who()), round_).status_code == 404


def test_results_before_the_reveal_are_absent(as_):
    round_, _ = met_round(1, 3)
    (application,) = reviewed(round_)
    client = as_(manager())

    assert results(client, round_).status_code == 404
    assert client.get(reverse("derivation", args=[round_.reference, application.reference])).status_code == 404


def test_results_are_what_a_decision_keeps(as_):
    round_, _ = revealed_round(2, 3)

    rows = {row["reference"]: row for row in results(as_(manager()), round_).context["rows"]}

    prepare(round_)
    kept = Decision.objects.get(round=round_).result["applications"]
    assert {each["ref"]: (each["rank"], each["score"], each["outcome"]) for each in kept} == {
        ref: (row["rank"], row["score"], row["outcome"]) for ref, row in rows.items()
    }


def test_results_are_filtered_by_outcome_in_the_address(as_):
    round_, _ = revealed_round(2, 3)

    page = results(as_(manager()), round_, "?outcome=runner_up")

    assert [row["outcome"] for row in page.context["rows"]] == ["runner_up"]


def test_results_mark_the_sheets_that_were_left_out(as_):
    points = {0: [("40", "30", "30"), ("20", "15", "15"), *[("36", "25", "27")] * 3]}
    round_, _ = revealed_round(1, 5, points=points)

    (row,) = results(as_(manager()), round_).context["rows"]

    assert [(cell.text, cell.state) for cell in row["cells"]] == [
        ("100", "high"),
        ("50", "low"),
        ("88", "kept"),
        ("88", "kept"),
        ("88", "kept"),
    ]
    assert row["score"] == "88.00"


def test_results_say_what_was_handed_in_and_does_not_count(as_):
    round_, members = timetabled_round(1, 3)
    come(round_, members)
    (application,) = reviewed(round_)
    voting_session(application)
    for member in members:
        vote(application, member)
    leave(round_, members[2:])
    end_session(session_id=session_of(application).pk, actor=secretary(), now=server_now())
    reveal(round_)

    page = results(as_(manager()), round_)

    assert [(row["seat"], row["team"]) for row in page.context["set_aside"]] == [("P3", application.team_name)]


def test_results_of_a_tie_lead_to_lots(as_):
    round_, _ = revealed_round(2, 3, points=EQUAL)

    page = results(as_(manager()), round_)

    assert page.context["outcome"] == "tied"
    assert reverse("lots", args=[round_.reference, "presentation"]) in page.content.decode()


def test_results_need_as_many_statements_for_500_as_for_5(as_, presentation_rule):
    """500 applications × 9 members × 5 criteria on one page (design, Speed)."""
    card = five_criteria(presentation_rule)
    small, large = many_results(5, card), many_results(500, card)
    client = as_(manager())

    with counted() as few:
        assert results(client, small).status_code == 200
    with counted() as many:
        page = results(client, large)

    assert len(page.context["rows"]) == 500
    assert len(few) == len(many) <= MOST


def test_derivation_shows_votes_sheets_presence_and_the_opinion(as_):
    round_, _ = revealed_round(1, 3, votes={0: ["yy", "yn", "na"]})
    (application,) = reviewed(round_)
    client = as_(manager())

    with counted() as sent:
        page = client.get(reverse("derivation", args=[round_.reference, application.reference]))

    assert len(sent) <= MOST
    by_gate = {row["label"]: [vote["choice"] for vote in row["votes"]] for row in page.context["votes"]}
    assert sorted(by_gate.values()) == [["yes", "no", "abstain"], ["yes", "yes", "no"]]
    assert [row["total"] for row in page.context["sheets"]] == ["88", "88", "88"]
    assert all(line["comment"] for row in page.context["sheets"] for line in row["comments"])
    assert [row["is_present"] for row in page.context["presence"]] == [True, True, True]


def test_derivation_of_an_application_of_another_round_is_absent(as_):
    round_, _ = revealed_round(1, 3)
    other, _ = revealed_round(1, 3)
    (foreign,) = reviewed(other)

    found = as_(manager()).get(reverse("derivation", args=[round_.reference, foreign.reference]))

    assert found.status_code == 404


def test_lots_are_entered_and_wait_for_a_second_person(as_):
    round_, _ = revealed_round(2, 3, points=EQUAL)
    client = as_(secretary())
    address = reverse("lots", args=[round_.reference, "presentation"])
    names = re.findall(r'name="(lot_[^"]+)"', client.get(address).content.decode())
    typed = {name: str(number) for number, name in enumerate(names, start=1)} | {"reason": "두 팀이 직접 뽑았습니다."}

    answer = client.post(address, typed)

    asked = Approval.objects.get(verb="lot.confirm")
    assert answer["Location"] == reverse("approval", args=[asked.reference])
    approve(asked)
    assert results(client, round_).context["outcome"] == "selected"


def test_lots_keep_what_was_typed_and_say_what_is_wrong(as_):
    round_, _ = revealed_round(2, 3, points=EQUAL)
    client = as_(secretary())
    address = reverse("lots", args=[round_.reference, "presentation"])
    names = re.findall(r'name="(lot_[^"]+)"', client.get(address).content.decode())

    page = client.post(address, dict.fromkeys(names, "5") | {"reason": "같은 번호입니다."})

    assert page.status_code == 200
    assert sorted(page.context["form"].errors) == sorted(names)
    assert page.content.decode().count('value="5"') == 2
    assert not Approval.objects.filter(verb="lot.confirm").exists()
