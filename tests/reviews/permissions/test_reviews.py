"""Who runs a review."""

import pytest

from portal.errors import forbidden
from portal.roles import Agency, Role
from reviews import permissions
from reviews.lifecycle import Stage
from tests.factories.panels import review_of, written_round
from tests.factories.people import staff

pytestmark = pytest.mark.django_db
FOREIGN = forbidden("agency_not_in_card")


def test_desk_acts_on_a_review_are_for_the_agencies_of_the_card():
    round_, _ = written_round(1, 2)
    review = review_of(round_, Stage.WRITTEN)
    asks = {
        "start": lambda actor: permissions.may_start_review(actor, round_, Stage.WRITTEN),
        "close": lambda actor: permissions.may_close_review(actor, review),
        "reveal": lambda actor: permissions.may_request_reveal(actor, f"{round_.reference}/written"),
        "shortlist": lambda actor: permissions.may_request_shortlist(actor, round_.reference),
        "panel": lambda actor: permissions.may_change_panel(actor, round_, fixed=True, approved=True),
        "panel.change": lambda actor: permissions.may_request_panel_change(actor, round_.reference),
        "chair": lambda actor: permissions.may_elect_chair(actor, round_),
        "meeting": lambda actor: permissions.may_run_meeting(actor, round_),
    }

    foreign = staff(Role.MANAGER, Agency.MSIT)
    sides = [staff(Role.MANAGER, agency) for agency in (Agency.NIPA, Agency.NIA)]

    assert {name: may(foreign) for name, may in asks.items()} == dict.fromkeys(asks, FOREIGN)
    assert [name for name, may in asks.items() for actor in sides if may(actor) == FOREIGN] == []
