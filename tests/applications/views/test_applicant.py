"""The applicant's pages: who gets in, what they cost, and that nothing typed is lost."""

import itertools
from datetime import timedelta

import pytest
from django.urls import reverse

from applications import permissions, queries
from applications.models import Application, ApplicationPerson
from applications.rules import plan
from applications.rules.consortium import PersonRole
from applications.rules.plan import Section
from portal.clusters import server_now
from portal.models import User
from tests.factories import plans
from tests.factories.applications import (
    complete_application,
    draft_application,
    file_document,
    share,
    submitted_application,
)
from tests.factories.papers import small_pdf
from tests.factories.people import manager, person
from tests.factories.rounds import announced_round, close, open_round, pass_moment
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db
PAGES = ("application", *map(str, Section), "documents", "share", "submit")


@pytest.fixture
def actor():
    return person(name="김가람")


@pytest.fixture
def application(actor):
    return complete_application(open_round(), actor, partners=16)


@pytest.fixture
def browser(client, actor):
    return logged_in(client, actor)


def logged_in(client, actor):
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def address(name, application):
    return reverse(name, args=[application.reference])


def rows(prefix, listed, *, initial=0):
    data = {f"{prefix}-TOTAL_FORMS": len(listed), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(listed):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def team_data(application, *partners, version=None, **changes):
    return {
        "version": application.version if version is None else version,
        "team_name": "가람 컨소시엄",
        "title": "제목",
        "lead_name": "주식회사 가람",
        "lead_registration_no": "999-81-00015",
        "lead_task": "총괄",
        **rows("partners", partners),
        **changes,
    }


def kept(application, section=Section.TEAM):
    return plan.content(Application.objects.get(pk=application.pk).plan, section)


@pytest.mark.parametrize("name", PAGES)
def test_pages_open_for_the_consortium_alone(client, actor, application, name):
    url = address(name, application)

    assert client.get(url).headers["location"] == f"/accounts/login/?next={url}"
    assert logged_in(client, person()).get(url).status_code == 404
    assert logged_in(client, manager()).get(url).status_code == 404
    assert logged_in(client, actor).get(url).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_pages_stay_within_eight_statements(browser, application, name):
    for number in range(6):
        file_document(application, person_of(application), "proposal", small_pdf(str(number)))
        share(application, person_of(application), person(), PersonRole.EDITOR)
    with counted() as sent:
        assert browser.get(address(name, application)).status_code == 200

    assert len(sent) <= 8, "\n".join(sent)


def person_of(application):
    from portal.actors import actor_for  # noqa: PLC0415

    return actor_for(application.people.get(role=PersonRole.SUBMITTER).user)


def test_applications_costs_the_same_at_5_and_at_500(browser, actor):
    round_, now = open_round(), server_now()
    submitted_application(round_, actor)

    def add(count, first):
        made = Application.objects.bulk_create(
            Application(
                round=round_, reference=f"TEST-{number}", team_name=f"팀 {number}", created_at=now, changed_at=now
            )
            for number in range(first, first + count)
        )
        ApplicationPerson.objects.bulk_create(
            ApplicationPerson(application=each, user_id=actor.user_id, role=PersonRole.EDITOR) for each in made
        )

    add(4, 0)
    with counted() as few:
        assert browser.get(reverse("applications")).status_code == 200
    add(495, 4)
    with counted() as many:
        assert browser.get(reverse("applications")).status_code == 200

    assert len(few) == len(many) <= 8


def test_applications_says_what_will_be_here(browser):
    page = browser.get(reverse("applications")).content.decode()

    assert 'class="empty"' in page


@pytest.mark.parametrize(
    ("made", "state"), [(draft_application, "todo"), (complete_application, "todo"), (submitted_application, "done")]
)
def test_home_lists_what_is_left_until_when(actor, made, state):
    round_ = open_round()
    application = made(round_, actor, team_name="라온 팀")

    [todo] = queries.applications_to_do(permissions.own_applications(actor), server_now())

    assert (todo.what, todo.state) == ("라온 팀", state)
    assert todo.until == round_.deadlines.get().closes_at
    assert todo.url == address("application", application)


def test_home_shows_no_line_after_the_deadline(browser, actor):
    round_ = open_round()
    draft_application(round_, actor, team_name="라온 팀")
    assert "라온 팀" in browser.get(reverse("home")).content.decode()
    close(round_)

    assert queries.applications_to_do(permissions.own_applications(actor), server_now()) == []


def test_start_application_begins_and_goes_on(browser, actor):
    round_ = open_round()
    url = reverse("start_application", args=[round_.reference])

    assert browser.get(url).status_code == 200
    first = browser.post(url, {"team_name": "라온 팀"})
    second = browser.post(url, {"team_name": "라온 팀"})

    made = Application.objects.get(team_name="라온 팀")
    assert first.headers["location"] == second.headers["location"] == address("application", made)


@pytest.mark.parametrize("name", ["", " ", "가" * 61])
def test_start_application_keeps_what_was_typed(browser, name):
    url = reverse("start_application", args=[open_round().reference])

    page = browser.post(url, {"team_name": name})

    assert page.status_code == 200
    assert 'id="id_team_name_error"' in page.content.decode()
    assert name.strip() in page.content.decode()
    assert Application.objects.count() == 0


def test_start_application_says_when_it_is_not_possible(client, browser):
    assert browser.get(reverse("start_application", args=[announced_round().reference])).status_code == 409
    assert browser.get(reverse("start_application", args=["2026-nothing"])).status_code == 404
    assert (
        logged_in(client, manager()).get(reverse("start_application", args=[open_round().reference])).status_code == 403
    )


def test_section_saves_seventeen_organisations_within_ten_statements(browser, application):
    partners = [
        {
            "key": f"p{number}",
            "name": f"기관 {number}",
            "registration_no": plans.registration_no(100 + number),
            "task": "역할",
        }
        for number in range(1, 17)
    ]

    with counted() as sent:
        answer = browser.post(address("team", application), team_data(application, *partners))

    assert answer.headers["location"] == address("team", application)
    assert len(sent) <= 10, "\n".join(sent)
    assert [row["name"] for row in kept(application)["partners"]] == [row["name"] for row in partners]


def test_section_goes_on_to_the_next(browser, application):
    order = [*map(str, Section), "documents"]
    for here, following in itertools.pairwise(order):
        current = Application.objects.get(pk=application.pk)
        data = {"version": current.version, "next": "1", "team_name": "가람", **empty_rows()}

        assert browser.post(address(here, application), data).headers["location"] == address(following, application)


def empty_rows():
    listed = {}
    for prefix in ("partners", "researchers", "benchmarks", "milestones", "gpus", "data"):
        listed |= rows(prefix, [])
    return listed


def test_section_keeps_a_researchers_place_when_an_organisation_is_renamed(browser, application):
    partners = kept(application)["partners"]
    partners[0]["name"] = "나래소프트 주식회사"

    browser.post(address("team", application), team_data(application, *partners))

    assert kept(application)["partners"][0] | {"task": ""} == {
        "key": "p1",
        "name": "나래소프트 주식회사",
        "registration_no": plans.registration_no(2),
        "task": "",
    }


def test_section_gives_new_keys_to_new_rows_and_never_an_old_one(browser, application):
    new = {"name": "새 기관", "registration_no": "", "task": ""}
    browser.post(address("team", application), team_data(application, new, {**new, "name": "또 하나", "key": "p3"}))

    assert [(row["key"], row["name"]) for row in kept(application)["partners"]] == [
        ("p17", "새 기관"),
        ("p3", "또 하나"),
    ]

    current = Application.objects.get(pk=application.pk)
    browser.post(address("team", application), team_data(current, {**new, "key": "p3"}, {**new, "key": "p3"}))
    browser.post(
        address("team", application),
        team_data(Application.objects.get(pk=application.pk), {**new, "key": "<b>"}),
    )
    assert [row["key"] for row in kept(application)["partners"]] == ["p19"]


def test_section_removes_a_row_that_was_ticked(browser, application):
    partners = [{**row, "DELETE": "on"} if row["key"] == "p1" else row for row in kept(application)["partners"]]

    browser.post(address("team", application), team_data(application, *partners))

    assert [row["key"] for row in kept(application)["partners"]] == [f"p{number}" for number in range(2, 17)]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"lead_registration_no": "124-81-00999"}, "id_lead_registration_no_error"),
        ({"lead_registration_no": "000-00-00000"}, "id_lead_registration_no_error"),
        ({"lead_registration_no": "한글"}, "id_lead_registration_no_error"),
        ({"team_name": ""}, "id_team_name_error"),
        ({"team_name": "가" * 61}, "id_team_name_error"),
        ({"title": "가" * 121}, "id_title_error"),
        ({"title": "가\x00나"}, "id_title_error"),
        ({"partners-0-name": "가" * 121}, "id_partners-0-name_error"),
        ({"partners-0-registration_no": "1"}, "id_partners-0-registration_no_error"),
    ],
)
def test_section_says_at_the_field_what_is_wrong_and_loses_nothing(browser, application, typed, field):
    before = kept(application)
    partner = {"key": "", "name": "잃지 않을 기관", "registration_no": "", "task": "잃지 않을 역할"}

    page = browser.post(address("team", application), team_data(application, partner) | typed)

    body = page.content.decode()
    assert page.status_code == 200
    assert f'id="{field}"' in body
    assert "data-error-summary" in body
    assert "잃지 않을 역할" in body
    assert kept(application) == before


def test_section_takes_a_number_however_it_is_typed(browser, application):
    browser.post(address("team", application), team_data(application, lead_registration_no=" 999 81 00015 "))

    assert kept(application)["lead"]["registration_no"] == "999-81-00015"


@pytest.mark.parametrize(
    ("section", "data", "field"),
    [
        ("researchers", {"principal_email": "nobody"}, "id_principal_email_error"),
        ("researchers", {"principal_place": "p99"}, "id_principal_place_error"),
        (
            "researchers",
            rows("researchers", [{"name": "가", "place": "", "email": "@"}]),
            "id_researchers-0-email_error",
        ),
        ("goals", {"summary": "가" * 1001}, "id_summary_error"),
        ("goals", rows("benchmarks", [{"name": "가", "target_score": "많이"}]), "id_benchmarks-0-target_score_error"),
        ("goals", rows("benchmarks", [{"name": "가", "target_score": "-1"}]), "id_benchmarks-0-target_score_error"),
        ("goals", rows("benchmarks", [{"name": "가", "target_score": "NaN"}]), "id_benchmarks-0-target_score_error"),
        ("goals", rows("benchmarks", [{"name": "가", "target_score": "1e999"}]), "id_benchmarks-0-target_score_error"),
        ("method", {"approach": "가" * 3001}, "id_approach_error"),
        ("schedule", rows("milestones", [{"starts_on": "2026-02-30"}]), "id_milestones-0-starts_on_error"),
        (
            "schedule",
            rows("milestones", [{"starts_on": "2026-03-02", "ends_on": "2026-03-01"}]),
            "id_milestones-0-ends_on_error",
        ),
        ("resources", rows("gpus", [{"model": "B200", "count": "0"}]), "id_gpus-0-count_error"),
        ("resources", rows("gpus", [{"model": "B200", "count": "1.5"}]), "id_gpus-0-count_error"),
        ("resources", rows("gpus", [{"model": "B200", "count": "9" * 30}]), "id_gpus-0-count_error"),
    ],
)
def test_section_says_what_is_wrong_in_every_part(browser, application, section, data, field):
    typed = empty_rows() | {"version": application.version, "people": "잃지 않을 글", "risks": "잃지 않을 글"} | data

    page = browser.post(address(section, application), typed)

    assert page.status_code == 200
    assert f'id="{field}"' in page.content.decode()


def test_section_counts_a_line_break_as_one_character(browser, application):
    lines = "\r\n".join("가" * 299 for _ in range(10))

    answer = browser.post(address("method", application), {"version": application.version, "approach": lines})

    assert answer.status_code == 302
    assert kept(application, Section.METHOD)["approach"] == lines.replace("\r\n", "\n")


def test_section_survives_a_broken_management_form(browser, application):
    data = team_data(application) | {"partners-TOTAL_FORMS": "many"}

    assert browser.post(address("team", application), data).status_code == 200
    assert browser.post(address("team", application), {"team_name": "가"}).status_code == 200
    assert browser.post(address("team", application), data | {"more": "partners"}).status_code == 200
    assert browser.post(address("team", application), {"more": "nothing"}).status_code == 200


def test_section_does_not_take_more_rows_than_allowed(browser, application):
    partner = {"key": "", "name": "기관", "registration_no": "", "task": ""}

    page = browser.post(address("team", application), team_data(application, *[partner] * 41))

    assert page.status_code == 200
    assert len(kept(application)["partners"]) == 16


def test_section_offers_more_rows_and_loses_nothing(browser, application):
    partner = {"key": "", "name": "잃지 않을 기관", "registration_no": "", "task": ""}

    page = browser.post(address("team", application), team_data(application, partner, more="partners"))

    body = page.content.decode()
    assert 'name="partners-3-name"' in body
    assert 'name="partners-4-name"' not in body
    assert "잃지 않을 기관" in body
    assert len(kept(application)["partners"]) == 16


def test_section_edited_meanwhile_shows_both_and_saves_when_sent_again(browser, application):
    url = address("method", application)
    typed = {"version": application.version, "approach": "내가 쓴 글"}
    browser.post(url, typed | {"approach": "먼저 저장한 글"})

    clash = browser.post(url, typed)

    body = clash.content.decode()
    assert clash.status_code == 409
    assert "내가 쓴 글" in body
    assert "먼저 저장한 글" in body
    assert kept(application, Section.METHOD)["approach"] == "먼저 저장한 글"
    version = Application.objects.get(pk=application.pk).version
    assert f'name="version" value="{version}"' in body
    assert browser.post(url, typed | {"version": version}).status_code == 302
    assert kept(application, Section.METHOD)["approach"] == "내가 쓴 글"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_section_with_an_impossible_version_is_a_clash_not_an_overwrite(browser, application, version):
    page = browser.post(address("method", application), {"version": version, "approach": "내가 쓴 글"})

    assert page.status_code == 409
    assert kept(application, Section.METHOD) == plans.method()


def test_section_escapes_what_was_typed(browser, application):
    hostile = "<script>alert(1)</script>'"
    browser.post(address("team", application), team_data(application, title=hostile))

    for name in PAGES:
        body = browser.get(address(name, application)).content.decode()
        assert "<script>alert" not in body


def test_section_is_to_be_read_by_viewers_and_after_the_deadline(client, actor, application):
    viewer = person()
    share(application, actor, viewer, PersonRole.VIEWER)
    logged_in(client, viewer)

    for section in Section:
        page = client.get(address(str(section), application))
        assert page.status_code == 200
        assert "<textarea" not in page.content.decode()
    assert client.post(address("method", application), {"approach": "내가 쓴 글"}).status_code == 403

    close(application.round)
    logged_in(client, actor)
    assert client.get(address("method", application)).status_code == 200
    assert client.post(address("method", application), {"approach": "내가 쓴 글"}).status_code == 409


def test_application_names_what_is_left(browser, actor):
    draft = draft_application(open_round(), actor)

    page = browser.get(address("application", draft))

    assert page.context["draft"].gaps != []
    assert not page.context["draft"].is_ready


@pytest.mark.parametrize("after", ["nothing", "deadline", "closing"])
def test_application_stands_at_every_moment(browser, actor, after):
    round_ = open_round(closes_in=timedelta(minutes=5))
    application = submitted_application(round_, actor)
    draft = draft_application(round_, person())
    share(draft, person_of(draft), actor, PersonRole.VIEWER)
    if after == "deadline":
        pass_moment(round_.deadlines.get().closes_at)
    if after == "closing":
        close(round_)

    for each in (application, draft):
        assert browser.get(address("application", each)).status_code == 200


def test_share_adds_changes_and_takes_out(browser, application):
    other = person("partner@example.test", "이나래")
    url = address("share", application)

    assert browser.post(url, {"email": "partner@example.test", "role": "editor"}).status_code == 302
    assert "이나래" in browser.get(url).content.decode()
    assert browser.post(address("unshare", application), {"user_id": other.user_id}).status_code == 302
    assert "이나래" not in browser.get(url).content.decode()


@pytest.mark.parametrize(
    "typed",
    [{"email": "nobody@example.test", "role": "editor"}, {"email": "x", "role": "editor"}, {"email": "a@b.test"}],
)
def test_share_says_at_the_field_what_is_wrong(browser, application, typed):
    page = browser.post(address("share", application), typed)

    assert page.status_code == 200
    assert "_error" in page.content.decode()
    assert typed["email"] in page.content.decode()


def test_unshare_ignores_what_is_no_person(browser, application):
    assert browser.post(address("unshare", application), {"user_id": "x"}).status_code == 302
    assert browser.post(address("unshare", application), {"user_id": "999999999"}).status_code == 302
    assert browser.get(address("unshare", application)).status_code == 405


def test_withdraw_asks_and_then_does_it(browser, actor):
    application = submitted_application(open_round(), actor)
    url = address("withdraw", application)

    assert browser.get(url).status_code == 200
    assert browser.post(url, {"reason": "가" * 1001}).status_code == 200
    with counted() as sent:
        assert browser.post(url, {"reason": "사정"}).status_code == 302
    assert len(sent) <= 10
    assert Application.objects.get(pk=application.pk).status == "withdrawn"
    assert browser.get(url).status_code == 409
    assert browser.get(address("application", application)).status_code == 200


def test_round_page_leads_back_to_ones_own_application(browser, actor):
    round_ = open_round()
    application = draft_application(round_, actor)

    page = browser.get(reverse("round", args=[round_.reference])).content.decode()

    assert address("application", application) in page
