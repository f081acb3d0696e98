"""What the list of calls and a call's page show."""

from datetime import timedelta

import pytest
from django.utils import translation

from applications import permissions, queries
from applications.models import Round
from portal.clusters import server_now
from portal.display import KST, kday
from portal.roles import ANONYMOUS
from tests.factories.rounds import announced_round, closed_round, draft_round, many_rounds, open_round

pytestmark = pytest.mark.django_db
PUBLISHED = {"2026-published": "published", "2026-cancelled": "cancelled"}


def page_of(reference, actor=ANONYMOUS):
    found = queries.with_page(Round.objects.all()).get(reference=reference)
    return queries.round_page(found, actor, server_now())


def test_round_list_puts_what_accepts_first():
    closed = closed_round(reference="2026-closed")
    for reference, status in PUBLISHED.items():
        many_rounds(1, status=status, references=[reference], model=closed)
    announced_round(reference="2026-announced", closes_in=timedelta(days=9))
    open_round(reference="2026-open", closes_in=timedelta(days=9))

    shown = queries.round_list(permissions.visible_announced_rounds(ANONYMOUS), page=None)

    assert [row.reference for row in shown] == [
        "2026-open",
        "2026-announced",
        "2026-closed",
        "2026-published",
        "2026-cancelled",
    ]
    assert [row.tone for row in shown] == ["running", "soon", "running", "done", "refused"]
    assert all(row.closes_at for row in shown)


@pytest.mark.parametrize(
    ("status", "states"),
    [
        ("announced", ["current", "todo", "todo", "todo", "todo", "todo"]),
        ("open", ["done", "current", "todo", "todo", "todo", "todo"]),
        ("closed", ["done", "done", "current", "todo", "todo", "todo"]),
        ("screening", ["done", "done", "current", "todo", "todo", "todo"]),
        ("written", ["done", "done", "done", "current", "todo", "todo"]),
        ("presentation", ["done", "done", "done", "done", "current", "todo"]),
        ("deliberation", ["done", "done", "done", "done", "done", "current"]),
        ("published", ["done"] * 6),
        ("cancelled", ["off"] * 6),
    ],
)
def test_phases_of_every_status(status, states):
    round_ = queries.with_page(Round.objects.all()).get(pk=announced_round().pk)
    round_.__dict__["status"] = status

    assert [phase.state for phase in queries.round_page(round_, ANONYMOUS, server_now())["phases"]] == states


def test_phases_leave_out_a_review_that_is_not_there():
    with translation.override("en"):
        page = page_of(draft_round(written=None).reference)

    assert [phase.label for phase in page["phases"]] == [
        "Notice",
        "Applications",
        "Eligibility check",
        "Presentation review",
        "Result",
    ]
    assert [stage.stage for stage in page["stages"]] == ["presentation"]


def test_round_page_of_an_open_round():
    round_ = open_round()
    page = page_of(round_.reference)

    assert page["is_accepting"]
    assert page["closes_at"] == round_.deadlines.get().closes_at
    assert page["rule_card"] == round_.card
    assert [(table.total, len(table.criteria)) for table in page["tables"]] == [("100", 3)]
    assert [stage.stage for stage in page["stages"]] == ["presentation", "written"]
    assert page["phases"][0].when == kday(round_.card.frozen_at.astimezone(KST))


def test_round_page_of_a_draft_reads_the_draft():
    page = page_of(draft_round().reference)

    assert (page["rule_card"], page["is_accepting"], page["tone"]) == (None, False, "idle")


def test_criteria_tables_apart_where_the_reviews_differ():
    draft = draft_round().draft
    criteria = {**draft["criteria"], "written": [{**draft["criteria"]["written"][0], "name": {"ko": "다른 항목"}}]}
    written = {
        **draft["written"],
        "score": {**draft["written"]["score"], "criteria": [{"code": "tech", "max": "40", "min": None}]},
    }

    page = page_of(draft_round(criteria=criteria, written=written).reference)

    assert [(table.total, len(table.criteria)) for table in page["tables"]] == [("40", 1), ("100", 3)]


def test_rule_card_report_before_it_is_made():
    assert queries.rule_card_report(announced_round()) is None
