"""An application at the second door: who may not edit is told so before anything about what was sent."""

import pytest

from applications.rules.consortium import PersonRole
from tests.factories.applications import draft_application, share
from tests.factories.people import person
from tests.factories.rounds import open_round
from tests.plugins.caller import Caller

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("role", "status"), [(PersonRole.EDITOR, 422), (PersonRole.VIEWER, 403)])
def test_a_viewer_is_refused_before_the_sections_are_read(role, status):
    submitter, other = person(), person()
    application = draft_application(open_round(), submitter)
    share(application, submitter, other, role)
    caller = Caller(other)
    where = f"applications/{application.reference}/"

    answer = caller.patch(where, {"goals": "no section"}, match=caller.get(where).headers["ETag"])

    assert answer.status_code == status, answer.content.decode()
