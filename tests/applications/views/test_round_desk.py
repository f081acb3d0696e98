"""The desk of those who run rounds."""

import pytest
from django.urls import reverse

from applications.models import Round
from portal.models import Approval
from tests.factories.people import approver, manager, person, secretary
from tests.factories.rounds import announced_round, draft_round, many_rounds, open_round
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db
MOST, MOST_SAVING = 8, 10


def test_desk_needs_as_many_statements_for_500_as_for_5(as_):
    client = as_(manager())
    many_rounds(5)
    with counted() as few:
        assert client.get("/desk/").status_code == 200
    many_rounds(495)
    with counted() as many:
        assert client.get("/desk/").status_code == 200

    assert len(few) == len(many) <= MOST


@pytest.mark.parametrize("who", [manager, approver, secretary])
def test_desk_is_for_those_who_run_rounds(as_, client, who):
    draft = draft_round()
    pages = ["/desk/", reverse("round_desk", args=[draft.reference])]
    strangers = [client.get(page).status_code for page in pages]
    as_(person())
    persons = [client.get(page).status_code for page in pages]
    as_(who())

    assert (strangers, persons) == ([302, 302], [404, 404])
    assert [client.get(page).status_code for page in pages] == [200, 200]


@pytest.mark.parametrize(("query", "count"), [("", 2), ("?status=draft", 1), ("?status=nonsense", 2), ("?page=99", 2)])
def test_desk_filters_by_the_address(as_, query, count):
    draft_round()
    announced_round()

    assert len(as_(manager()).get(f"/desk/{query}").context["page"].object_list) == count


@pytest.mark.parametrize("made", [draft_round, announced_round, open_round])
def test_round_desk_stays_within_the_statements(as_, made):
    address = reverse("round_desk", args=[made().reference])
    client = as_(manager())
    with counted() as sent:
        assert client.get(address).status_code == 200

    assert len(sent) <= MOST


def test_create_round_leads_to_the_editor(as_):
    client = as_(manager())

    response = client.post("/desk/new/", {"reference": "2026-additional", "template": "additional"})

    assert response.headers["Location"] == "/desk/2026-additional/edit/"
    assert Round.objects.get().reference == "2026-additional"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"reference": "taken", "template": "additional"}, "reference"),
        ({"reference": "Two words", "template": "additional"}, "reference"),
        ({"reference": "", "template": "additional"}, "reference"),
        ({"reference": "2026-a", "template": "none"}, "template"),
    ],
)
def test_create_round_says_the_fault_at_the_field(as_, typed, field):
    draft_round(reference="taken")

    form = as_(manager()).post("/desk/new/", typed).context["form"]

    assert list(form.errors) == [field]
    assert form["reference"].value() == typed["reference"]


def test_create_round_is_for_managers(as_):
    assert as_(person()).get("/desk/new/").status_code == 404
    assert as_(secretary()).get("/desk/new/").status_code == 403
    assert as_(manager()).get("/desk/new/").status_code == 200


@pytest.mark.parametrize(("name", "verb"), [("request_opening", "round.open"), ("cancel_round", "round.cancel")])
def test_grave_acts_are_asked_for_with_a_reason(as_, name, verb):
    client, address = as_(manager()), reverse(name, args=[draft_round().reference])

    nothing = client.post(address, {"reason": " "})
    with counted() as sent:
        asked = client.post(address, {"reason": "기준이 확정되었습니다."})

    approval = Approval.objects.get(verb=verb)
    assert list(nothing.context["form"].errors) == ["reason"]
    assert (approval.verb, approval.reason) == (verb, "기준이 확정되었습니다.")
    assert asked.headers["Location"] == reverse("approval", args=[approval.reference])
    assert len(sent) <= MOST_SAVING + 10
    assert client.post(address, {"reason": "noch einmal"}).status_code == 409


def test_request_opening_lists_what_is_open_instead_of_asking(as_):
    client, address = as_(manager()), reverse("request_opening", args=[draft_round(notice_no="").reference])

    shown, sent = client.get(address), client.post(address, {"reason": "준비됨"})

    assert [point.section for point in shown.context["points"]] == ["notice"]
    assert (sent.status_code, Approval.objects.filter(verb="round.open").count()) == (200, 0)


@pytest.mark.parametrize("name", ["request_opening", "cancel_round"])
def test_grave_acts_are_for_managers(as_, name):
    address = reverse(name, args=[draft_round().reference])

    assert as_(person()).get(address).status_code == 404
    assert as_(secretary()).get(address).status_code == 403


def test_request_opening_of_an_announced_round_is_not_possible_now(as_):
    address = reverse("request_opening", args=[announced_round().reference])

    assert as_(manager()).get(address).status_code == 409


@pytest.mark.parametrize("gates", [lambda kept: kept[1:], lambda kept: [kept[0] | {"code": "compete"}, *kept[1:]]])
@pytest.mark.parametrize("name", ["round", "rule_card", "request_opening", "round_desk", "edit_round"])
def test_pages_of_a_draft_open_after_a_gate_of_its_rule_was_deleted_or_renamed(as_, gates, name):
    draft = draft_round()
    Round.objects.filter(pk=draft.pk).update(draft=draft.draft | {"gates": gates(draft.draft["gates"])})

    assert as_(manager()).get(reverse(name, args=[draft.reference])).status_code == 200


def test_clone_round_leads_to_the_schedule(as_):
    client, source = as_(manager()), draft_round()
    address = reverse("clone_round", args=[source.reference])
    with counted() as shown:
        assert client.get(address).status_code == 200
    with counted() as sent:
        response = client.post(address, {"reference": "2027-copy", "first_day": "2027-01-29"})

    assert response.headers["Location"] == reverse("edit_section", args=["2027-copy", "schedule"])
    assert len(shown) <= MOST
    assert len(sent) <= MOST_SAVING


def test_clone_round_says_the_fault_at_the_field(as_):
    source = draft_round()
    page = as_(manager()).post(
        reverse("clone_round", args=[source.reference]), {"reference": source.reference, "first_day": "2027-01-29"}
    )

    assert list(page.context["form"].errors) == ["reference"]
