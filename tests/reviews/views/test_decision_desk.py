"""The decision desk: prepare, ask, follow the papers; and what each team reads of its own result."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from portal.models import Approval, OutboxMessage, ReportOrder
from portal.reports import make
from reviews.models import Decision
from tests.factories.decisions import (
    OPINION,
    met_round,
    prepare,
    published_round,
    revealed_round,
    sum_up,
)
from tests.factories.panels import approve
from tests.factories.people import manager, person, secretary
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db
MOST = 8
EQUAL = {number: [("36", "25", "27")] * 3 for number in range(2)}


def desk(client, round_):
    return client.get(reverse("decision_desk", args=[round_.reference]))


def test_decision_desk_from_the_reveal_to_the_publication(as_):
    round_, members = revealed_round(2, 3)
    client = as_(manager())

    client.post(reverse("prepare_decision", args=[round_.reference]))
    before = desk(client, round_)
    sum_up(round_, members[0])
    where = reverse("request_publication", args=[round_.reference])
    check = client.get(where)
    answer = client.post(where, {"reason": "심의를 마쳤습니다."})
    asked = Approval.objects.get(verb="decision.publish")
    waiting = desk(client, round_)
    approve(asked)
    after = desk(client, round_)

    assert len(before.context["missing_opinions"]) == 2
    assert [fact["label"] for fact in check.context["confirm"]["facts"]] != []
    assert answer["Location"] == reverse("approval", args=[asked.reference])
    assert waiting.context["waiting"] == asked.reference
    assert (after.context["is_published"], len(after.context["reports"])) == (True, 2)


@pytest.mark.parametrize("made", [met_round, revealed_round])
def test_decision_desk_stays_within_the_statements(as_, made):
    round_, _ = made(1, 3)
    client = as_(secretary())

    with counted() as sent:
        assert desk(client, round_).status_code == 200

    assert len(sent) <= MOST


def test_decision_desk_of_a_published_round_stays_within_the_statements(as_):
    round_ = published_round(2, 3)
    client = as_(secretary())

    with counted() as sent:
        assert desk(client, round_).status_code == 200

    assert len(sent) <= MOST


def test_decision_desk_for_others_is_absent(as_):
    round_, _ = revealed_round(1, 3)

    assert desk(as_(person()), round_).status_code == 404


@pytest.mark.parametrize(("who", "status"), [(secretary, 403), (person, 404)])
def test_prepare_decision_by_the_wrong_person(as_, who, status):
    round_, _ = revealed_round(1, 3)

    answer = as_(who()).post(reverse("prepare_decision", args=[round_.reference]))

    assert answer.status_code == status
    assert not Decision.objects.exists()


def test_prepare_decision_again_asks_for_the_reason(as_):
    round_, _ = revealed_round(1, 3)
    prepare(round_)

    page = as_(manager()).post(reverse("prepare_decision", args=[round_.reference]), {"reason": ""})

    assert (page.status_code, list(page.context["form"].errors)) == (200, ["reason"])


def test_tied_decision_offers_the_next_move_and_no_publication(as_):
    round_, members = revealed_round(2, 3, points=EQUAL)
    sum_up(round_, members[0])
    prepare(round_)
    client = as_(manager())

    page = desk(client, round_)
    refused = client.post(reverse("request_publication", args=[round_.reference]), {"reason": "공표합니다."})

    assert not page.context["is_publishable"]
    assert reverse("lots", args=[round_.reference, "presentation"]) in page.content.decode()
    assert refused.status_code == 409


def test_request_publication_without_opinions_says_whose_are_missing(as_):
    round_, _ = revealed_round(1, 3)
    prepare(round_)

    page = as_(manager()).post(reverse("request_publication", args=[round_.reference]), {"reason": "공표합니다."})

    (team,) = round_.applications.values_list("team_name", flat=True)
    assert page.status_code == 200
    assert [team in error for error in page.context["form"].non_field_errors()] == [True]


def test_request_publication_of_nothing_is_absent(as_):
    round_, _ = revealed_round(1, 3)

    assert as_(manager()).get(reverse("request_publication", args=[round_.reference])).status_code == 404


def test_a_failed_paper_shows_its_error_and_can_be_made_again(as_):
    round_ = published_round(1, 3)
    order = ReportOrder.objects.get(kind="decision", subject=round_.reference)
    message = OutboxMessage.objects.get(topic="report", object_id=order.pk)
    message.error, message.failed_at, message.attempts = "PdfError: 글꼴이 없습니다.", order.ordered_at, 5
    message.save()
    client = as_(manager())

    page = desk(client, round_)
    client.post(reverse("retry_report", args=[order.number]))
    make(order.pk)()

    assert "글꼴이 없습니다." in page.content.decode()
    assert {state["status"] for state in desk(client, round_).context["reports"]} == {"done", "waiting"}


def own(application):
    return application.people.get().user


def test_result_gives_a_team_its_own_figures_and_reasons_only(client):
    round_ = published_round(2, 3)
    first, second = round_.applications.order_by("pk")
    client.force_login(own(second))

    with counted() as sent:
        page = client.get(reverse("result", args=[second.reference]))

    (stage,) = page.context["stages"]
    text = page.content.decode()
    assert (stage.score, stage.rank) == ("87.00", 2)
    assert OPINION in text
    assert (first.team_name in text.replace(second.team_name, ""), "88.00" in text) == (
        first.team_name == second.team_name and False,
        False,
    )
    assert len(sent) <= MOST


def test_result_of_another_team_is_absent(client):
    round_ = published_round(2, 3)
    first, second = round_.applications.order_by("pk")
    client.force_login(own(second))

    assert client.get(reverse("result", args=[first.reference])).status_code == 404


def test_result_before_the_publication_is_absent(client):
    round_, members = revealed_round(1, 3)
    sum_up(round_, members[0])
    prepare(round_)
    (application,) = round_.applications.all()
    client.force_login(own(application))

    assert client.get(reverse("result", args=[application.reference])).status_code == 404


def test_result_names_the_day_of_the_notice_and_the_last_day_to_object(client):
    round_ = published_round(1, 3)
    application = round_.applications.get()
    client.force_login(application.people.get().user)

    page = client.get(reverse("result", args=[application.reference]))

    published = localdate(page.context["publication"].published_at)
    days = round_.card.read().objection_days
    assert page.context["objection"] == {"notified_on": published, "last_day": published + timedelta(days=days)}
    assert "help@demo.test" in page.content.decode().partition("<main")[2].partition("<footer")[0]
