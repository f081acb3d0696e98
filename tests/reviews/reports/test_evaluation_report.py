"""종합평가보고서: what led to the decision, on paper, with the sealed documents attached."""

import json
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse

from portal import files, heads
from portal.models import Report, ReportOrder, User
from portal.reports import make
from portal.roles import Agency, Role
from reviews.models import Publication
from reviews.reports import evaluation_report
from tests.factories.decisions import (
    OPINION,
    come,
    hold_session,
    mark,
    publish,
    published_round,
    reveal,
    reviewed,
    sum_up,
    timetabled_round,
)
from tests.factories.panels import COMMENT
from tests.factories.people import manager, person, staff
from tests.factories.variants import quorum_lost
from tests.portal.pdf.reading import missing_glyphs, text

pytestmark = pytest.mark.django_db


def order_of(round_):
    return ReportOrder.objects.get(kind="evaluation_report", subject=round_.reference)


def printed(round_):
    """The report, as the worker makes it."""
    made = order_of(round_)
    make(made.pk)()
    return files.content(Report.objects.get(order=made).file)


def test_build_gathers_the_decision_as_it_was_confirmed():
    round_ = published_round(2, 3)

    context = evaluation_report.build(order_of(round_)).context

    first, second = round_.applications.order_by("pk")
    assert [(row[0], row[1], row[2]) for row in context["ranking"]] == [
        (1, first.team_name, "88.00"),
        (2, second.team_name, "87.00"),
    ]
    assert [row[0] for row in context["panel"]] == ["P1", "P2", "P3"]
    assert {team["opinion"] for team in context["teams"]} == {OPINION}
    assert [len(team["comments"]) for team in context["teams"]] == [9, 9]
    assert len(context["signers"]) == 4


def test_evaluation_report_attaches_document_and_result():
    round_ = published_round(1, 3)
    decision = Publication.objects.get(decision__round=round_).decision

    with pikepdf.open(BytesIO(printed(round_))) as paper:
        attached = {name: json.loads(paper.attachments[name].get_file().read_bytes()) for name in paper.attachments}

    head = heads.at_gate(round_.chain, "decision.publish")
    assert attached == {"tally.json": decision.document, "tally-result.json": decision.result, "head.json": head}


def test_evaluation_report_says_recusal_presence_and_comments():
    round_, members = timetabled_round(1, 4, conflicts={3: 0})
    come(round_, members)
    (application,) = reviewed(round_)
    hold_session(round_, application, members[:3], points=[mark(0)] * 3)
    sum_up(reveal(round_), members[0])
    publish(round_)

    data = printed(round_)

    words = text(data).replace(" ", "")
    assert "공동연구를했습니다." in words
    assert COMMENT.replace(" ", "") in words
    assert missing_glyphs(data) == []


def test_evaluation_report_of_a_further_sitting():
    round_ = quorum_lost()

    (team,) = evaluation_report.build(order_of(round_)).context["teams"]

    assert dict(team["facts"][2:3]).popitem()[1] == "P1, P2, P3, P4, P5, P6, P7"


@pytest.mark.parametrize(
    ("who", "status"),
    [(manager, 302), (lambda: staff(Role.AUDITOR, Agency.MSIT), 302), (person, 404)],
)
def test_evaluation_report_is_for_staff_and_the_auditor(client, who, status):
    round_ = published_round(1, 3)
    printed(round_)
    client.force_login(User.objects.get(pk=who().user_id))

    assert client.get(reverse("report_file", args=[f"{round_.reference}-E1"])).status_code == status


def test_evaluation_report_is_not_for_strangers(client):
    round_ = published_round(1, 3)
    printed(round_)

    assert client.get(reverse("report_file", args=[f"{round_.reference}-E1"])).status_code in {302, 404}
    assert "files" not in client.get(reverse("report_file", args=[f"{round_.reference}-E1"])).get("Location", "")
