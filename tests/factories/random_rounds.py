"""Honest rounds of random shape, each played by the real moves as far as its outcome lets it go."""

import random
from typing import Any

from applications.actions.screen import screen
from applications.actions.submit import submit_application
from applications.actions.unseal import unseal
from applications.lifecycle import RoundStatus
from applications.models import Application, Round
from applications.queries import card_template
from portal.clusters import server_now
from portal.roles import Actor
from reviews.actions.declare_interests import declare_interests
from reviews.actions.elect_chair import elect_chair
from reviews.actions.session import end_session
from reviews.actions.start_review import start_review
from reviews.actions.timetable import set_timetable
from reviews.lifecycle import Stage
from reviews.models import Decision
from reviews.rules.panel import Interest
from tests.factories.applications import complete_application, submitted_application, withdrawn_application
from tests.factories.decisions import (
    come,
    leave,
    prepare,
    publish,
    reveal,
    reviewed,
    session_of,
    slots,
    sum_up,
    vote,
    voting_session,
)
from tests.factories.panels import (
    checklist,
    confirm_shortlist,
    declare,
    panel_of,
    pledge,
    reveal_review,
    review_of,
    seat_of,
    signed_sheet,
)
from tests.factories.people import person, secretary
from tests.factories.rounds import close, open_round, pass_moment

SHARES = ({"more_than": "1/2"}, {"more_than": "1/3"}, {"at_least": "2/3"}, {"at_least": "1/2"})


def random_round(chance: random.Random) -> Round:
    """Published where the outcome can be, else in deliberation with its decision prepared."""
    written = chance.random() < 0.25
    made = _received(chance, open_round(presentation=_rule(chance), **({} if written else {"written": None})))
    _screened(chance, made)
    members, conflicts = _panel(chance, made)
    if written:
        start_review(round_id=made.pk, stage=Stage.WRITTEN, actor=secretary(), now=server_now())
        _write(chance, made, members, conflicts)
        _conflict_late(made, members, conflicts)
    else:
        start_review(round_id=made.pk, stage=Stage.PRESENTATION, actor=secretary(), now=server_now())
    _meet(chance, made, members, conflicts)
    decided = _decided(reveal(made), members)
    if chance.random() < 0.5:
        _conflict_late(made, members, conflicts)
    return decided


def _rule(chance: random.Random) -> dict[str, Any]:
    rule = card_template("additional")["presentation"]
    share = chance.choice(SHARES)
    tie = chance.choice(["fails", "chair"]) if "more_than" in share else "fails"
    quorum = chance.choice([None, {"of": "appointed", "more_than": "1/2", "min": None}])
    of = chance.choice(["appointed", "eligible", "present", "voted"])
    return rule | {
        "seats": chance.randint(1, 2),
        "gate_order": chance.choice(["before_rank", "after_rank"]),
        "majority": {"of": of, **share, "tie": tie, "quorum": quorum},
        "score": rule["score"] | {"digits": chance.randint(0, 3), "pass": chance.choice([None, "60"])},
        "tie_break": chance.sample(["criterion:tech", "gate:competitiveness"], chance.randint(0, 2)),
    }


def _received(chance: random.Random, made: Round) -> Round:
    for number in range(chance.randint(1, 3)):
        submitted_application(made, team_name=f"가람 {number}")
    if chance.random() < 0.3:
        withdrawn_application(made)
    late = person()
    draft = complete_application(made, late)
    if chance.random() < 0.5:
        pass_moment(made.deadlines.latest("pk").closes_at)
        submit_application(application_id=draft.pk, actor=late, idempotency_key="late", declared=True, now=server_now())
    close(made)
    return unseal(round_id=made.pk, actor=secretary(), now=server_now())


def _screened(chance: random.Random, made: Round) -> None:
    who = secretary()
    for number, application in enumerate(made.applications.handed_in().order_by("pk")):
        code = checklist(made)[0].code
        failed = {code: "증빙이 기준일을 지났습니다."} if number and chance.random() < 0.2 else {}
        screen(application_id=application.pk, answers=checklist(made, **failed), actor=who, now=server_now())
        if chance.random() < 0.2:
            answers = checklist(made)
            screen(application_id=application.pk, answers=answers, actor=who, now=server_now(), reason="다시 확인")


def _panel(chance: random.Random, made: Round) -> tuple[list[Actor], set[tuple[int, str]]]:
    """Members in the order of their seats; (member, application) that are recused. The chair is recused from none."""
    members = panel_of(made, chance.randint(3, 6))
    conflicts: set[tuple[int, str]] = set()
    for number, actor in enumerate(members):
        pledge(made, actor)
        refs = [each.reference for each in reviewed(made)]
        reasons = {ref: "최근 공동 연구" for ref in refs if number and chance.random() < 0.12}
        declare(made, actor, **reasons)
        conflicts |= {(number, ref) for ref in reasons}
    if chance.random() < 0.3:
        application = reviewed(made)[0]
        seat = seat_of(made, members[0])
        elect_chair(seat_id=seat.pk, application_id=application.pk, actor=secretary(), now=server_now())
    return members, conflicts


def _conflict_late(made: Round, members: list[Actor], conflicts: set[tuple[int, str]]) -> None:
    """The last member declares another conflict: it counts in what is not closed yet."""
    number = len(members) - 1
    free = [each.reference for each in reviewed(made) if (number, each.reference) not in conflicts]
    for ref in free[:1]:
        late = Interest(ref, has_conflict=True, reason="뒤늦게 알았습니다.")
        declare_interests(round_id=made.pk, interests=[late], actor=members[number], now=server_now())
        conflicts.add((number, ref))


def _points(chance: random.Random, made: Round, stage: Stage, low: int) -> tuple[str, ...]:
    half = ".5" if made.card.read().rule(stage)["score"]["digits"] and chance.random() < 0.3 else ""
    return (f"{chance.randint(low, 39)}{half}", str(chance.randint(low - 10, 30)), str(chance.randint(low - 10, 30)))


def _write(chance: random.Random, made: Round, members: list[Actor], conflicts: set[tuple[int, str]]) -> None:
    """Everybody writes; the points are high enough that everybody may go on, and no two teams are equal."""
    made = Round.objects.with_card().get(pk=made.pk)
    for place, application in enumerate(reviewed(made)):
        for number, actor in enumerate(members):
            if (number, application.reference) not in conflicts:
                signed_sheet(made, Stage.WRITTEN, application, actor, (str(38 - place), "28", str(28 - place)))
    reveal_review(review_of(made, Stage.WRITTEN))
    confirm_shortlist(made)


def _meet(chance: random.Random, made: Round, members: list[Actor], conflicts: set[tuple[int, str]]) -> None:
    made = Round.objects.with_card().get(pk=made.pk)
    applications = reviewed(made)
    review = review_of(made, Stage.PRESENTATION)
    set_timetable(review_id=review.pk, slots=slots(applications), actor=secretary(), now=server_now())
    come(made, members[:-1] if chance.random() < 0.2 else members)
    for application in applications:
        _session(chance, made, application, members, conflicts)


def _session(
    chance: random.Random, made: Round, application: Application, members: list[Actor], conflicts: set[tuple[int, str]]
) -> None:
    voting_session(application)
    here = [actor for actor in members if _is_here(made, actor)]
    for number, actor in enumerate(members):
        if (number, application.reference) in conflicts or actor not in here:
            continue
        if number and chance.random() < 0.08:
            leave(made, [actor])
            here.remove(actor)
            continue
        signed_sheet(made, Stage.PRESENTATION, application, actor, _points(chance, made, Stage.PRESENTATION, 25))
        if chance.random() < 0.9:
            vote(application, actor, "".join(chance.choices("yna", [7, 2, 1], k=2)))
        if chance.random() < 0.1:
            again = _points(chance, made, Stage.PRESENTATION, 25)
            signed_sheet(made, Stage.PRESENTATION, application, actor, again, reason="합산을 고칩니다.")
    end_session(session_id=session_of(application).pk, actor=secretary(), now=server_now())
    if gone := [actor for actor in members if actor not in here and chance.random() < 0.5]:
        come(made, gone)


def _is_here(made: Round, actor: Actor) -> bool:
    last = seat_of(made, actor).attendance.order_by("pk").last()
    return last is not None and last.came_in


def _decided(made: Round, members: list[Actor]) -> Round:
    prepare(made)
    if Decision.objects.filter(round=made, stage=Stage.PRESENTATION).latest("pk").result["outcome"] in {
        "selected",
        "no_selection",
    }:
        sum_up(made, members[0])
        made = publish(made)
    assert made.status in {RoundStatus.PUBLISHED, RoundStatus.DELIBERATION}
    return Round.objects.with_card().get(pk=made.pk)
