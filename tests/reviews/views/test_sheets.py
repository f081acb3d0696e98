"""The score sheet in pages: save, check, sign, correct, receipt; what each costs."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import reverse

from applications.models import Application
from portal.clusters import server_now
from portal.models import AuditEvent, User
from reviews.actions.close_review import close_review
from reviews.actions.save_sheet import save_sheet
from reviews.lifecycle import Stage
from reviews.models import Sheet, SheetDraft
from tests.factories.panels import COMMENT, declare, presentation_round, review_of, signed_sheet, typed, written_round
from tests.factories.people import secretary
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db
FIELDS = {
    "points_tech": "36",
    "comment_tech": COMMENT,
    "points_plan": "25.5",
    "comment_plan": COMMENT,
    "points_impact": "27",
    "comment_impact": COMMENT,
}


@pytest.fixture
def written(client):
    """A written review, its only application, its first member and that member's browser."""
    round_, (member, _) = written_round(1, 2)
    client.force_login(User.objects.get(pk=member.user_id))
    return round_, Application.objects.get(round=round_), member, client


def address(name, round_, application, stage="written"):
    return reverse(name, args=[round_.reference, stage, application.reference])


def test_save_keeps_the_sheet_as_typed(written):
    round_, application, _, browser = written
    url = address("sheet", round_, application)

    saved = browser.post(url, {"points_tech": "서른", "comment_tech": " 짧음 ", "save": "1"})
    page = browser.get(url)

    assert saved.headers["location"] == url
    assert SheetDraft.objects.get().content["tech"] == {"points": "서른", "comment": "짧음"}
    assert 'value="서른"' in page.content.decode()
    assert (page.context["form"].running().total, page.context["form"].running().left) == (0, 3)


def test_check_says_every_problem_and_still_saves(written):
    round_, application, _, browser = written

    page = browser.post(
        address("sheet", round_, application), FIELDS | {"points_tech": "41", "comment_plan": "짧음", "check": "1"}
    )

    assert sorted(page.context["form"].errors) == ["comment_plan", "points_tech"]
    assert SheetDraft.objects.get().content["impact"]["points"] == "27"
    again = browser.post(
        address("sheet", round_, application), FIELDS | {"seen": page.context["form"]["seen"].value(), "check": "1"}
    )
    assert again.headers["location"] == address("sign_sheet", round_, application)


def test_two_windows_do_not_overwrite_each_other(written):
    round_, application, _, browser = written
    url = address("sheet", round_, application)
    browser.post(url, FIELDS | {"save": "1"})

    stale = browser.post(url, FIELDS | {"points_tech": "12", "save": "1"})
    kept = SheetDraft.objects.get().content["tech"]["points"]
    second = browser.post(
        url, FIELDS | {"points_tech": "12", "seen": stale.context["form"]["seen"].value(), "save": "1"}
    )

    assert (stale.status_code, len(stale.context["form"].non_field_errors()), kept) == (200, 1, "36")
    assert 'value="12"' in stale.content.decode()
    assert second.status_code == 302
    assert SheetDraft.objects.get().content["tech"]["points"] == "12"


def test_sign_and_receipt(written):
    round_, application, _, browser = written
    browser.post(address("sheet", round_, application), FIELDS | {"check": "1"})

    check = browser.get(address("sign_sheet", round_, application))
    done = browser.post(address("sign_sheet", round_, application), {"seen": check.context["form"]["seen"].value()})
    receipt = browser.get(done.headers["location"])

    sheet = Sheet.objects.get()
    event = AuditEvent.objects.get(subject=sheet.receipt)
    assert (check.context["total"], check.context["maximum"]) == ("88.5", "100")
    assert done.headers["location"] == address("sheet_receipt", round_, application)
    assert sheet.receipt in receipt.content.decode()
    assert (receipt.context["seq"], receipt.context["hash"]) == (event.seq, bytes(event.hash).hex())


def test_sign_of_an_unfinished_sheet_leads_back(written):
    round_, application, _, browser = written
    browser.post(address("sheet", round_, application), {"points_tech": "36", "save": "1"})

    assert browser.get(address("sign_sheet", round_, application)).headers["location"] == address(
        "sheet", round_, application
    )


def test_sign_of_a_sheet_that_changed_is_refused(written):
    round_, application, member, browser = written
    browser.post(address("sheet", round_, application), FIELDS | {"check": "1"})
    shown = browser.get(address("sign_sheet", round_, application)).context["form"]["seen"].value()
    save_sheet(
        round_id=round_.pk,
        stage=Stage.WRITTEN,
        application_id=application.pk,
        typed=typed(round_, Stage.WRITTEN, ("1", "1", "1")),
        actor=member,
        now=server_now(),
    )

    assert browser.post(address("sign_sheet", round_, application), {"seen": shown}).status_code == 409
    assert not Sheet.objects.exists()


def test_a_signed_sheet_is_shown_and_corrected_with_a_reason(written):
    round_, application, member, browser = written
    signed_sheet(round_, Stage.WRITTEN, application, member)
    url = address("sheet", round_, application)

    shown = browser.get(url)
    form = browser.get(f"{url}?correct").context["form"]
    browser.post(f"{url}?correct", FIELDS | {"points_tech": "30", "seen": form["seen"].value(), "check": "1"})
    check = browser.get(address("sign_sheet", round_, application)).context["form"]
    unsaid = browser.post(address("sign_sheet", round_, application), {"seen": check["seen"].value()})
    browser.post(
        address("sign_sheet", round_, application), {"seen": check["seen"].value(), "reason": "표를 잘못 읽었습니다."}
    )

    assert shown.context["signed"].sheet.version == 1
    assert list(unsaid.context["form"].errors) == ["reason"]
    assert list(Sheet.objects.order_by("version").values_list("version", "reason")) == [
        (1, ""),
        (2, "표를 잘못 읽었습니다."),
    ]


def test_an_unsigned_correction_is_shown_as_one(written):
    round_, application, member, browser = written
    signed_sheet(round_, Stage.WRITTEN, application, member)
    url = address("sheet", round_, application)
    form = browser.get(f"{url}?correct").context["form"]

    browser.post(f"{url}?correct", FIELDS | {"points_tech": "30", "seen": form["seen"].value(), "save": "1"})

    assert browser.get(url).context["at"].is_correcting
    home = browser.get(reverse("panel_home", args=[round_.reference]))
    assert home.context["current"].rows[0]["tone"] == "soon"


def test_after_closing_drafts_are_not_shown(written):
    round_, application, _, browser = written
    url = address("sheet", round_, application)
    browser.post(url, FIELDS | {"save": "1"})
    close_review(review_id=review_of(round_, Stage.WRITTEN).pk, actor=secretary(), now=server_now())

    page = browser.get(url)

    assert page.context["signed"] is None
    assert COMMENT not in page.content.decode()
    assert browser.post(url, FIELDS | {"save": "1"}).status_code == 200
    assert browser.get(address("sign_sheet", round_, application)).status_code == 409


def test_panel_document_leads_to_the_submitted_file(written):
    round_, application, _, browser = written
    where = [round_.reference, "written", application.reference]

    found = browser.get(reverse("panel_document", args=[*where, "proposal"]))

    assert found.headers["location"].startswith("http://localhost:8001/files/")
    assert browser.get(reverse("panel_document", args=[*where, "bonus_evidence"])).status_code == 404


@pytest.mark.parametrize("ends", ["recused", "logged out"])
def test_panel_document_link_ends_with_the_right_to_read(written, ends):
    round_, application, member, browser = written
    found = browser.get(
        reverse("panel_document", args=[round_.reference, "written", application.reference, "proposal"])
    )

    def opened():
        response = browser.get(urlsplit(found.headers["location"]).path, headers={"host": settings.FILES_HOST})
        response.getvalue()
        return response.status_code

    before = opened()
    if ends == "recused":
        declare(round_, member, **{application.reference: "최근 3년 안에 공동 연구를 했습니다."})
    else:
        browser.logout()

    assert (before, opened()) == (200, 404)


def test_a_presentation_sheet_is_written_before_and_signed_in_the_session(client):
    round_, (member,) = presentation_round(1, 1)
    application = Application.objects.get(round=round_)
    client.force_login(User.objects.get(pk=member.user_id))
    url = address("sheet", round_, application, "presentation")

    client.post(url, FIELDS | {"check": "1"})
    check = client.get(address("sign_sheet", round_, application, "presentation"))
    refused = client.post(
        address("sign_sheet", round_, application, "presentation"), {"seen": check.context["form"]["seen"].value()}
    )

    assert (check.status_code, refused.status_code) == (200, 409)
    assert SheetDraft.objects.count() == 1


def test_pages_cost_few_statements(written):
    round_, application, _, browser = written
    sent = {}

    def cost(name, act):
        with counted() as statements:
            act()
        sent[name] = len(statements)

    url = address("sheet", round_, application)
    cost("sheet", lambda: browser.get(url))
    cost("save", lambda: browser.post(url, FIELDS | {"save": "1"}))
    cost("check page", lambda: browser.get(address("sign_sheet", round_, application)))
    seen = browser.get(address("sign_sheet", round_, application)).context["form"]["seen"].value()
    cost("sign", lambda: browser.post(address("sign_sheet", round_, application), {"seen": seen}))
    cost("signed", lambda: browser.get(url))
    cost("receipt", lambda: browser.get(address("sheet_receipt", round_, application)))

    assert {name: count for name, count in sent.items() if count > {"save": 10, "sign": 20}.get(name, 8)} == {}
    assert Sheet.objects.count() == 1
