"""The additional call in its variants (GR-3, domain): each played through the real moves up to the publication."""

from applications.models import Round
from portal.clusters import server_now
from reviews.actions.further_sitting import request_further_sitting
from reviews.actions.session import end_session
from reviews.lifecycle import Stage
from tests.factories.decisions import (
    come,
    hold_session,
    leave,
    mark,
    publish,
    published_round,
    reveal,
    reviewed,
    session_of,
    slots,
    sum_up,
    timetabled_round,
    voting_session,
)
from tests.factories.panels import approve, review_of
from tests.factories.people import manager, secretary


def two_contenders() -> Round:
    """GR-3: both pass the majority, the score decides."""
    return published_round(2, 7, votes={1: ["yy"] * 5 + ["ny", "yn"]})


def single_applicant() -> Round:
    """GR-3a: evaluated all the same, against its own pass line."""
    return published_round(1, 7)


def nobody_recognised() -> Round:
    """GR-3b: no majority for anybody, no selection."""
    return published_round(2, 7, votes={0: ["yn"] * 4 + ["nn"] * 3, 1: ["ny"] * 5 + ["yy"] * 2})


def exactly_half() -> Round:
    """GR-3c: three of six is no majority."""
    return published_round(1, 6, votes={0: ["yy"] * 3 + ["ny"] * 3})


def equal_scores() -> Round:
    """GR-3d: the same score; the points for technology separate them."""
    return published_round(2, 7, points={0: [("35", "26", "27")] * 7, 1: [("36", "25", "27")] * 7})


def recusal() -> Round:
    """GR-3e: one member steps back from the second team; four of six are enough there."""
    made, members = timetabled_round(2, 7, conflicts={6: 1})
    come(made, members)
    first, second = reviewed(made)
    hold_session(made, first, members, points=[mark(0)] * 7)
    hold_session(made, second, members[:6], votes=["yy"] * 4 + ["nn"] * 2, points=[mark(1)] * 6)
    sum_up(reveal(made), members[0])
    return publish(made)


def quorum_lost() -> Round:
    """GR-3f: too few stayed, nothing is decided; in a further session the whole panel decides."""
    made, members = timetabled_round(1, 7)
    (application,) = reviewed(made)
    come(made, members)
    voting_session(application)
    leave(made, members[3:])
    end_session(session_id=session_of(application).pk, actor=secretary(), now=server_now())
    reveal(made)
    asked = request_further_sitting(
        review_id=review_of(made, Stage.PRESENTATION).pk,
        slots=slots([application]),
        reason="정족수를 채우지 못했습니다.",
        actor=manager(),
        now=server_now(),
    )
    approve(asked)
    come(made, members[3:])
    hold_session(made, application, members)
    sum_up(reveal(made), members[0])
    return publish(made)
