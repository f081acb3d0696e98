"""The rule card's editor."""

import pytest
from django.urls import reverse

from applications.actions.open_round import request_opening
from applications.forms.card_editor import SECTIONS
from applications.models import Round
from portal.clusters import server_now
from portal.models import User
from tests.applications.forms.cards import typed
from tests.factories.people import manager, secretary
from tests.factories.rounds import announced_round, draft_round
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db
MOST, MOST_SAVING = 8, 10


@pytest.fixture
def desk(client):
    client.force_login(User.objects.get(pk=manager().user_id))
    return client


def address(round_, section):
    return reverse("edit_section", args=[round_.reference, section])


def data(round_, section, **changes):
    return typed(SECTIONS[section](round_.draft), **changes) | {"version": str(round_.draft_version)}


def test_edit_round_counts_what_is_open(desk):
    round_ = draft_round(notice_no="", comment_min=-1)
    with counted() as sent:
        page = desk.get(reverse("edit_round", args=[round_.reference]))

    assert page.context["count"] == 2
    assert reverse("request_opening", args=[round_.reference]) not in page.content.decode()
    assert len(sent) <= MOST


def test_edit_round_of_a_complete_card_goes_on_to_the_opening(desk):
    round_ = draft_round()
    page = desk.get(reverse("edit_round", args=[round_.reference]))

    assert reverse("request_opening", args=[round_.reference]) in page.content.decode()


@pytest.mark.parametrize("section", SECTIONS)
def test_edit_section_saves_what_was_typed(desk, section):
    round_ = draft_round()
    assert desk.get(address(round_, section)).status_code == 200

    with counted() as sent:
        response = desk.post(address(round_, section), data(round_, section))

    after = Round.objects.get(pk=round_.pk)
    assert response.headers["Location"] == address(round_, section)
    assert after.draft_version == round_.draft_version + 1
    assert after.draft | {"schedule": round_.draft["schedule"]} == round_.draft
    assert len(sent) <= MOST_SAVING


def test_edit_section_goes_on_to_the_next(desk):
    round_ = draft_round()
    to_next = desk.post(address(round_, "notice"), data(round_, "notice") | {"next": "1"})
    round_ = Round.objects.get(pk=round_.pk)
    last = desk.post(address(round_, "other"), data(round_, "other") | {"next": "1"})

    assert to_next.headers["Location"] == address(round_, "schedule")
    assert last.headers["Location"] == reverse("edit_round", args=[round_.reference])


def test_edit_section_with_an_error_keeps_everything_that_was_typed(desk):
    round_ = draft_round()
    sent = data(round_, "notice", title_ko="", title_en="A new title", rows_0_text_ko="새 지원 내용")

    page = desk.post(address(round_, "notice"), sent)

    editor = page.context["editor"]
    assert page.status_code == 200
    assert list(editor.form.errors) == ["title_ko"]
    assert (editor.form["title_en"].value(), editor.rows[0]["text_ko"].value()) == ("A new title", "새 지원 내용")
    assert Round.objects.get(pk=round_.pk).draft == round_.draft


@pytest.mark.parametrize("version", ["0", "", "x"])
def test_edit_section_that_somebody_else_saved_keeps_what_was_typed(desk, version):
    round_ = draft_round()
    sent = data(round_, "notice", title_ko="내 제목") | {"version": version}

    page = desk.post(address(round_, "notice"), sent)
    again = desk.post(address(round_, "notice"), sent | {"version": str(page.context["round"].draft_version)})

    assert (page.status_code, page.context["conflict"]) == (409, True)
    assert page.context["editor"].form["title_ko"].value() == "내 제목"
    assert again.status_code == 302
    assert Round.objects.get(pk=round_.pk).title == "내 제목"


def test_edit_section_unknown_is_absent(desk):
    assert desk.get(address(draft_round(), "nonsense")).status_code == 404
    assert desk.get(address(draft_round(written=None), "written_criteria")).status_code == 404


def test_edit_section_of_an_announced_round_is_not_possible_now(desk):
    assert desk.get(address(announced_round(), "notice")).status_code == 409


def test_edit_section_while_the_opening_waits_is_not_possible_now(desk):
    round_ = draft_round()
    sent = data(round_, "notice")
    request_opening(round_id=round_.pk, reason="끝", actor=manager(), now=server_now())

    assert desk.post(address(round_, "notice"), sent).status_code == 409


def test_editor_is_for_managers(client):
    round_ = draft_round()
    pages = [reverse("edit_round", args=[round_.reference]), address(round_, "notice")]
    strangers = [client.get(page).status_code for page in pages]
    client.force_login(User.objects.get(pk=secretary().user_id))

    assert strangers == [302, 302]
    assert [client.get(page).status_code for page in pages] == [403, 403]


def test_rule_sections_show_what_the_public_reads(desk):
    round_ = draft_round()

    lines = {section: len(desk.get(address(round_, section)).context["lines"]) for section in SECTIONS}

    assert {section for section, count in lines.items() if count} == {
        "written_rule",
        "written_criteria",
        "presentation_rule",
        "presentation_criteria",
        "other",
    }


def test_edit_section_previews_what_was_typed_and_saves_nothing(desk):
    round_ = draft_round()
    typed_ = data(round_, "presentation_rule", seats="3") | {"preview": "1"}
    with counted() as sent:
        page = desk.post(address(round_, "presentation_rule"), typed_)

    seats = next(line.text for line in page.context["lines"] if line.key == "seats")
    assert (page.status_code, page.context["previewed"], page.context["conflict"]) == (200, True, False)
    assert "3개" in seats
    assert Round.objects.get(pk=round_.pk).draft == round_.draft
    assert len(sent) <= MOST


def test_edit_section_previews_nothing_that_cannot_be(desk):
    round_ = draft_round()
    page = desk.post(
        address(round_, "presentation_rule"), data(round_, "presentation_rule", seats="none") | {"preview": "1"}
    )

    assert (page.context["previewed"], page.context["conflict"]) == (False, False)
