"""The published decision, in every variant of the programme's additional call (GR-3): page, paper and JSON agree."""

import json
import re
from html import unescape
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.urls import reverse
from django.utils import translation

from portal import files
from portal.models import Report, ReportOrder
from portal.reports import make
from portal.ui_parts import gate_view
from reviews.models import Publication
from reviews.rules.tally import document_from, tally
from tests.factories import variants
from tests.factories.decisions import prepare, published_round, revealed_round
from tests.plugins.statements import counted
from tests.portal.pdf.reading import text as pdf_text

pytestmark = pytest.mark.django_db
MOST = 8
KEYS = {
    "format",
    "round",
    "outcome",
    "vacancies",
    "rule_card",
    "applications",
    "figures",
    "chain",
    "commitment",
}


def squeezed(text: str) -> str:
    """Without spaces and the invisible marks that keep lines together."""
    return re.sub(r"[\s\u2060\u200b\u00a0]", "", text)


def page_text(client, address: str) -> str:
    """The words of a page, the tags taken out."""
    body = client.get(address).content.decode()
    return squeezed(unescape(re.sub(r"<[^>]+>", " ", body.partition("<main")[2].partition("<footer")[0])))


def printed(round_) -> bytes:
    """The decision's paper, as the worker makes it."""
    order = ReportOrder.objects.get(kind="decision", subject=round_.reference)
    make(order.pk)()
    return files.content(Report.objects.get(order=order).file)


def attached(data: bytes, name: str) -> Any:
    """A JSON file that the paper carries."""
    with pikepdf.open(BytesIO(data)) as document:
        return json.loads(document.attachments[name].get_file().read_bytes())


def every_key(value: Any) -> set[str]:
    """All keys at any depth."""
    if isinstance(value, dict):
        return set(value).union(*map(every_key, value.values()))
    return set().union(*map(every_key, value)) if isinstance(value, list) else set()


def expected_words(publication: Publication) -> list[str]:
    """What page and paper must say, told from the public record alone."""
    record, rule = publication.public, publication.decision.document["rule"]
    words = [record["chain"]["hash"], record["commitment"], record["rule_card"]]
    recused = {each["ref"]: len(each["recused"]) for each in publication.decision.document["applications"]}
    with translation.override("ko"):
        for application in record["applications"]:
            for code in rule["gates"]:
                view = gate_view(
                    application["gates"][code], base_of=rule["majority"]["of"], recused=recused[application["ref"]]
                )
                words += [view.result_label, f"{view.yes} · {view.figures}"]
    return [squeezed(word) for word in words]


@pytest.mark.parametrize(
    ("variant", "outcome", "vacancies", "outcomes"),
    [
        (variants.two_contenders, "selected", 0, ["selected", "runner_up"]),
        (variants.single_applicant, "selected", 0, ["selected"]),
        (variants.nobody_recognised, "no_selection", 1, ["gate_failed", "gate_failed"]),
        (variants.exactly_half, "no_selection", 1, ["gate_failed"]),
        (variants.equal_scores, "selected", 0, ["runner_up", "selected"]),
        (variants.recusal, "selected", 0, ["selected", "runner_up"]),
        (variants.quorum_lost, "selected", 0, ["selected"]),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_decision_is_the_same_on_page_on_paper_and_as_json(client, variant, outcome, vacancies, outcomes):
    round_ = variant()
    publication = Publication.objects.get(decision__round=round_, public__isnull=False)
    paper = printed(round_)

    body = client.get(reverse("api-decision", args=[round_.reference])).json()

    assert (body["outcome"], body["vacancies"]) == (outcome, vacancies)
    by_ref = {application["ref"]: application["outcome"] for application in body["applications"]}
    assert [by_ref[each.reference] for each in round_.applications.order_by("pk")] == outcomes
    assert body == publication.public == attached(paper, "decision.json")
    assert body == client.get(reverse("api-decision", args=[round_.reference])).json()
    page, words = page_text(client, reverse("decision", args=[round_.reference])), squeezed(pdf_text(paper))
    told = [*expected_words(publication), *(squeezed(each.team_name) for each in round_.applications.all())]
    assert [word for word in told if word not in page] == []
    assert [word for word in told if word not in words] == []


def test_decision_carries_no_ballot(client):
    round_ = published_round(2, 3)

    body = client.get(reverse("api-decision", args=[round_.reference])).json()

    assert set(body) == KEYS
    assert set(body["applications"][0]) == {"ref", "outcome", "gates"}
    assert {"votes", "sheets", "score", "criterion_means", "seat"} & every_key(body) == set()
    assert body["figures"] is None


def test_decision_keeps_scores_of_two_teams_from_the_public(client):
    round_ = published_round(2, 3)
    scores = [each["score"] for each in Publication.objects.get().decision.result["applications"]]

    page = client.get(reverse("decision", args=[round_.reference])).content.decode()

    assert [score for score in scores if score in page or score in pdf_text(printed(round_))] == []


def test_decision_of_three_teams_publishes_highest_and_mean(client):
    round_ = published_round(3, 3)

    body = client.get(reverse("api-decision", args=[round_.reference])).json()

    assert body["figures"] == {"max": "88.00", "mean": "87.00"}
    page = page_text(client, reverse("decision", args=[round_.reference]))
    paper = pdf_text(printed(round_))
    assert [figure for figure in body["figures"].values() if figure not in page or figure not in paper] == []


def test_decision_recomputes_from_the_sealed_document():
    round_ = published_round(2, 3)
    decision = Publication.objects.get(decision__round=round_).decision

    assert tally(document_from(decision.document)).as_json() == decision.result


def test_decision_before_it_is_published_is_absent(client):
    round_, _ = revealed_round(1, 3)
    prepare(round_)

    addresses = [
        reverse(name, args=[ref])
        for name in ("decision", "decision_pdf", "api-decision")
        for ref in (round_.reference, "no-such-round")
    ]

    assert {client.get(address).status_code for address in addresses} == {404}


def test_decision_pdf_is_made_by_the_worker(client):
    round_ = published_round(1, 3)
    address = reverse("decision_pdf", args=[round_.reference])

    assert client.get(address).status_code == 409
    data = printed(round_)
    response = client.get(address)

    assert (response.status_code, response["Content-Type"], response.content) == (200, "application/pdf", data)


def test_decision_needs_as_many_statements_for_two_as_for_one(client):
    single, double = published_round(1, 3), published_round(2, 3)

    with counted() as few:
        client.get(reverse("decision", args=[single.reference]))
    with counted() as many:
        client.get(reverse("decision", args=[double.reference]))

    assert len(few) == len(many) <= MOST


def test_decisions_lists_what_was_published(client):
    round_ = published_round(1, 3)
    revealed_round(1, 3)

    with counted() as sent:
        page = client.get(reverse("decisions"))

    assert [row.round for row in page.context["page"]] == [round_]
    assert len(sent) <= MOST


def test_decisions_says_what_will_appear(client):
    assert "empty-title" in client.get(reverse("decisions")).content.decode()


def test_decision_stands_under_results_and_says_what_happened(client):
    round_ = published_round(2, 3)

    body = client.get(reverse("decision", args=[round_.reference]))

    assert [item["url"] for item in body.context["menu"] if item["active"]] == ["/results/"]
    assert [item["url"] for item in client.get("/rounds/").context["menu"] if item["active"]] == ["/rounds/"]
    assert (
        "2팀 모두 진출" in [row.text for row in body.context["decision"].stages] or not round_.card.read().has_written
    )


def test_decision_says_how_long_and_where_to_object(client):
    page = page_text(client, reverse("decision", args=[published_round(1, 3).reference]))

    assert squeezed("통지를 받은 날부터 10일 안에 한 번") in page
    assert squeezed("보낼 곳: 정보통신산업진흥원(NIPA) help@demo.test") in page
