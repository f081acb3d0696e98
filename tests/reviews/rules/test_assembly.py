from datetime import UTC, datetime, timedelta

from reviews.rules.assembly import (
    ApplicationFacts,
    BallotFacts,
    HandIn,
    SessionFacts,
    SetAside,
    SheetFacts,
    StageFacts,
    assemble,
    hand_ins_completed,
)
from reviews.rules.presence import Presence, Step
from reviews.rules.tally import document_from

START = datetime(2026, 2, 19, 1, 0, tzinfo=UTC)
END = START + timedelta(minutes=40)
MARKS = {"tech": "35.5"}


def rule(*, gates: tuple[str, ...] = ("ecosystem",), criteria: tuple[str, ...] = ("tech",)) -> dict:
    majority = {"of": "present", "more_than": "1/2", "tie": "fails", "quorum": None}
    return {
        "seats": 1,
        "gates": list(gates),
        "gate_order": "before_rank",
        "majority": majority if gates else None,
        "score": {
            "criteria": [{"code": code, "max": "40", "min": None} for code in criteria],
            "trim": "none",
            "trim_from": 3,
            "digits": 2,
            "pass": None,
            "pass_single": None,
        },
        "tie_break": [],
    }


def minute(number: int) -> datetime:
    return START + timedelta(minutes=number)


def facts(*applications: ApplicationFacts, meets: bool = True, steps: dict | None = None, **rules) -> StageFacts:
    seats = ["P1", "P2", "P3"]
    all_day = {seat: [Step(minute(-10), came_in=True)] for seat in seats}
    return StageFacts(rule(**rules), meets, seats, all_day | (steps or {}), applications)


def session(**changes) -> SessionFacts:
    return SessionFacts(**({"sitting": 1, "started_at": START, "ended_at": END, "chair": "P1"} | changes))


def test_assemble_a_meeting():
    application = ApplicationFacts(
        ref="A1",
        recused=["P3"],
        session=session(),
        sheets=[SheetFacts("P2", minute(20), MARKS), SheetFacts("P1", minute(20), MARKS)],
        ballots=[BallotFacts("P1", minute(30), {"ecosystem": "yes"})],
        lot=4,
        points={"bonus": "1"},
    )

    assembled = assemble(facts(application))

    assert assembled.document["panel"] == ["P1", "P2", "P3"]
    assert assembled.document["applications"] == [
        {
            "ref": "A1",
            "present": ["P1", "P2"],
            "recused": ["P3"],
            "chair": "P1",
            "lot": 4,
            "votes": {"ecosystem": {"P1": "yes"}},
            "sheets": {"P1": MARKS, "P2": MARKS},
            "points": {"bonus": "1"},
        }
    ]
    assert assembled.set_aside == ()
    assert assembled.presence["A1"] == {"P1": Presence.PRESENT, "P2": Presence.PRESENT, "P3": Presence.RECUSED}
    document_from(assembled.document)


def test_assemble_sets_aside_what_somebody_handed_in_who_then_left():
    left = {"P2": [Step(minute(-10), came_in=True), Step(minute(35), came_in=False)]}
    application = ApplicationFacts(
        ref="A1",
        session=session(chair="P2"),
        sheets=[SheetFacts("P1", minute(20), MARKS)],
        ballots=[
            BallotFacts("P1", minute(30), {"ecosystem": "yes"}),
            BallotFacts("P2", minute(30), {"ecosystem": "no"}),
        ],
    )

    assembled = assemble(facts(application, steps=left))

    found = assembled.document["applications"][0]
    assert (found["present"], found["votes"], found["chair"]) == (
        ["P1", "P3"],
        {"ecosystem": {"P1": "yes"}},
        None,
    )
    assert assembled.set_aside == (SetAside("A1", "P2", HandIn.BALLOT, Presence.LEFT_EARLY),)


def test_assemble_sets_aside_the_sheet_of_somebody_recused_later():
    application = ApplicationFacts(
        ref="A1", recused=["P2"], session=session(), sheets=[SheetFacts("P2", minute(20), MARKS)]
    )

    assembled = assemble(facts(application))

    assert assembled.document["applications"][0]["sheets"] == {}
    assert assembled.set_aside == (SetAside("A1", "P2", HandIn.SHEET, Presence.RECUSED),)


def test_assemble_leaves_a_dismissed_seat_out():
    application = ApplicationFacts(
        ref="A1", recused=["P9"], session=session(), sheets=[SheetFacts("P8", minute(20), MARKS)]
    )

    assembled = assemble(facts(application))

    assert assembled.document["applications"][0]["recused"] == []
    assert assembled.document["applications"][0]["sheets"] == {}
    assert assembled.set_aside == ()


def test_assemble_before_there_is_a_session():
    assembled = assemble(facts(ApplicationFacts(ref="A1")))

    assert assembled.document["applications"][0]["present"] == []
    assert set(assembled.presence["A1"].values()) == {Presence.NOT_BEGUN}


def test_assemble_a_written_review_counts_who_signed():
    application = ApplicationFacts(ref="A1", recused=["P3"], sheets=[SheetFacts("P1", minute(0), MARKS)])

    assembled = assemble(facts(application, meets=False, gates=()))

    found = assembled.document["applications"][0]
    assert (found["present"], found["recused"], found["chair"], found["votes"]) == (["P1"], ["P3"], None, {})
    assert assembled.presence["A1"] == {"P1": Presence.PRESENT, "P2": Presence.ABSENT, "P3": Presence.RECUSED}


def test_hand_ins_completed_asks_for_what_the_rule_asks_for():
    votes, signs = minute(30), minute(20)

    assert hand_ins_completed(rule(), cast_at=votes, signed_at=signs) == votes
    assert hand_ins_completed(rule(), cast_at=votes, signed_at=None) is None
    assert hand_ins_completed(rule(gates=()), cast_at=None, signed_at=signs) == signs
    assert hand_ins_completed(rule(criteria=()), cast_at=votes, signed_at=None) == votes
    assert hand_ins_completed(rule(gates=(), criteria=()), cast_at=votes, signed_at=signs) is None
