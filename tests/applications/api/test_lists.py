"""Lists of the API cost the same at 5 rows and at 500."""

import pytest

from applications.models import Application, ApplicationPerson
from applications.rules.consortium import PersonRole
from applications.rules.receipts import new_reference
from portal.clusters import server_now
from tests.factories.panels import screened_round
from tests.factories.people import manager, person, secretary
from tests.factories.rounds import many_rounds, open_round
from tests.plugins.caller import Caller
from tests.plugins.statements import counted

pytestmark = pytest.mark.django_db
MOST = 8


def of_one_person(round_, actor, count):
    made = Application.objects.bulk_create(
        Application(
            round=round_,
            reference=new_reference(),
            team_name=f"팀 {number}",
            created_at=server_now(),
            changed_at=server_now(),
        )
        for number in range(count)
    )
    ApplicationPerson.objects.bulk_create(
        ApplicationPerson(application=each, user_id=actor.user_id, role=PersonRole.SUBMITTER) for each in made
    )


def statements(caller, path, rows):
    caller.get(path)
    with counted() as sent:
        answer = caller.get(path, limit="200")
    assert (answer.status_code, answer.json()["count"]) == (200, rows)
    return len(sent)


def test_own_applications_at_5_and_500():
    round_, actor = open_round(), person()
    caller = Caller(actor)
    of_one_person(round_, actor, 5)
    few = statements(caller, "applications/", 5)
    of_one_person(round_, actor, 495)

    assert few == statements(caller, "applications/", 500) <= MOST


def test_desk_at_6_and_501():
    caller = Caller(manager())
    many_rounds(5)
    few = statements(caller, "desk/", 6)
    many_rounds(494)

    assert few == statements(caller, "desk/", 501) <= MOST


def test_received_applications_at_2_and_4():
    caller = Caller(secretary())
    counts = [statements(caller, f"desk/{screened_round(rows).reference}/screening/", rows) for rows in (1, 3)]

    assert counts[0] == counts[1] <= MOST


def test_screening_names_what_was_handed_in_and_how_it_was_screened():
    round_ = screened_round(1)
    application = round_.applications.get()

    body = Caller(secretary()).get(f"desk/{round_.reference}/screening/{application.reference}/").json()

    assert body["manifest"] == application.submissions.get().manifest
    assert [each["outcome"] for each in body["screenings"]] == ["eligible"]
