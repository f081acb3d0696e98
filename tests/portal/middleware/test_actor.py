"""One transaction a request, with the actor named to it."""

import pytest
from django.db import connection

from portal.models import User
from tests.factories.people import make_user, manager
from tests.portal.middleware.probes import written

pytestmark = pytest.mark.urls("tests.portal.middleware.probes")


@pytest.mark.parametrize("ending", ["200", "302", "409", "422"])
def test_answered_request_is_kept(client, db, ending):
    assert client.get(f"/probe/{ending}/").status_code == int(ending)
    assert written() == [ending]


@pytest.mark.parametrize(
    ("ending", "status"),
    [
        ("absent", 404),
        ("http404", 404),
        ("not-permitted", 403),
        ("permission-denied", 403),
        ("not-now", 409),
        ("broken-rule", 422),
        ("defect", 500),
        ("500", 500),
        ("503", 503),
    ],
)
def test_raised_request_is_rolled_back(client, db, ending, status):
    client.raise_request_exception = False

    assert client.get(f"/probe/{ending}/").status_code == status
    assert written() == []


def test_request_is_committed_when_it_ends(client, fresh_database):
    client.raise_request_exception = False
    client.get("/probe/defect/")
    client.get("/probe/409/")
    connection.close()

    assert written() == ["409"]


def test_actor_is_told_to_the_view_and_to_its_transaction_only(client, fresh_database):
    someone, boss = make_user(), manager()

    def told(user: User | None):
        if user:
            client.force_login(user)
        answer = client.get("/probe/told/").json()
        return {key: answer[key] for key in ("app.actor", "user", "label")}

    assert told(None) == {"app.actor": "", "user": None, "label": "public"}
    assert told(someone) == {"app.actor": str(someone.pk), "user": someone.pk, "label": "person"}
    assert told(User.objects.get(pk=boss.user_id)) == {
        "app.actor": str(boss.user_id),
        "user": boss.user_id,
        "label": "manager/NIPA",
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.actor', true)")
        # As the test's own connection is named.
        assert cursor.fetchone()[0] == "system"


def test_request_knows_time_and_cluster_of_the_database(client, db):
    answer = client.get("/probe/told/").json()

    assert (answer["in_transaction"], answer["now_is_the_databases"], answer["cluster"]) == (True, True, "test")
