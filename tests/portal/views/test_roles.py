"""Who holds which role, and asking for another one."""

from datetime import timedelta

import pytest
from django.urls import reverse

from portal.actions.roles import request_grant
from portal.clusters import server_now
from portal.models import Approval, ApprovalAnswer, RoleGrant
from portal.roles import Agency, Role
from tests.factories.people import approver, make_user, manager, person, secretary, staff

pytestmark = pytest.mark.django_db
TYPED = {"email": "new@example.test", "role": "secretary", "agency": "NIPA", "days": "30", "reason": "간사로 일합니다."}


def test_roles_lists_what_runs_now(as_):
    actor, user = manager(), make_user()
    now = server_now()
    for start, end in ((-9, -1), (1, 9)):
        wanted = {"role": Role.MANAGER, "agency": Agency.NIA, "days": 10, "reason": "", "actor": actor, "now": now}
        asked = request_grant(email=user.email, **wanted)
        ApprovalAnswer.objects.create(
            approval=asked, verdict="approved", answered_by_id=approver().user_id, answered_at=server_now()
        )
        RoleGrant.objects.create(
            user=user,
            role=Role.MANAGER,
            agency=Agency.NIA,
            starts_at=now + timedelta(days=start),
            ends_at=now + timedelta(days=end),
            approval=asked,
        )

    page = as_(actor).get("/roles/").context["page"]

    assert user.pk not in [grant.user_id for grant in page]
    assert actor.user_id in [grant.user_id for grant in page]


def test_roles_are_seen_by_staff_and_auditor_only(as_, client):
    assert [client.get(page).status_code for page in ("/roles/", "/roles/new/")] == [302, 302]
    assert as_(person()).get("/roles/").status_code == 404
    assert as_(staff(Role.AUDITOR, Agency.MSIT)).get("/roles/").status_code == 200
    assert [as_(secretary()).get(page).status_code for page in ("/roles/", "/roles/new/")] == [200, 403]


def test_request_grant_asks_a_second_manager(as_):
    make_user("new@example.test")

    response = as_(manager()).post("/roles/new/", TYPED)

    asked = Approval.objects.latest("pk")
    assert (asked.verb, asked.reason) == ("role.grant", "간사로 일합니다.")
    assert response.headers["Location"] == reverse("approval", args=[asked.reference])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, "email"),
        ({"email": "no address"}, "email"),
        ({"role": "king"}, "role"),
        ({"agency": ""}, "agency"),
        ({"days": "366"}, "days"),
        ({"days": "0"}, "days"),
        ({"reason": " "}, "reason"),
    ],
)
def test_request_grant_says_the_fault_at_the_field(as_, changes, field):
    if changes:
        make_user("new@example.test")
    typed = TYPED | changes

    form = as_(manager()).post("/roles/new/", typed).context["form"]

    assert list(form.errors) == [field]
    assert {name: form[name].value() for name in typed} == typed
