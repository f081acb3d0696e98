"""tally-1, Gates: who counts, whether enough were there, and what each gate says about an application."""

from collections import Counter
from dataclasses import dataclass

from reviews.rules.tally.document import Application, Majority, Rule
from reviews.rules.tally.terms import Base, GateResult, Tie, Vote


@dataclass(frozen=True, slots=True)
class Attendance:
    """Seats on the panel, those of them not recused, and those present for this application."""

    appointed: int
    eligible: int
    present: int


@dataclass(frozen=True, slots=True)
class QuorumCount:
    """How many had to be present: `needs` by share of the base, `minimum` by number (None where the rule has none)."""

    of: Base
    base: int
    needs: int
    minimum: int | None
    present: int

    @property
    def met(self) -> bool:
        return self.present >= max(self.needs, self.minimum or 0)


@dataclass(frozen=True, slots=True)
class GateCount:
    """The votes on one gate, the base they are held against, what would pass without the chair, and the result."""

    gate: str
    yes: int
    no: int
    abstain: int
    of: Base
    base: int
    needs: int
    result: GateResult


def count_attendance(panel: tuple[str, ...], application: Application) -> Attendance:
    appointed = len(panel)
    return Attendance(
        appointed=appointed,
        eligible=appointed - len(application.recused),
        present=len(application.present),
    )


def count_quorum(rule: Rule, attendance: Attendance) -> QuorumCount | None:
    """The quorum test, None where the rule has no quorum or, without gates, no majority."""
    quorum = rule.majority.quorum if rule.majority else None
    if quorum is None:
        return None
    base = attendance.eligible if quorum.of is Base.ELIGIBLE else attendance.appointed
    return QuorumCount(
        of=quorum.of,
        base=base,
        needs=quorum.share.needs(base),
        minimum=quorum.minimum,
        present=attendance.present,
    )


def count_gates(
    rule: Rule, application: Application, attendance: Attendance, quorum: QuorumCount | None
) -> tuple[GateCount, ...]:
    """Every gate of the rule in its order, also where the quorum was not met."""
    if rule.majority is None:
        return ()
    no_quorum = quorum is not None and not quorum.met
    return tuple(_count(gate, rule.majority, application, attendance, no_quorum=no_quorum) for gate in rule.gates)


def _count(
    gate: str, majority: Majority, application: Application, attendance: Attendance, *, no_quorum: bool
) -> GateCount:
    votes = application.votes.get(gate, {})
    cast = Counter(votes.values())
    yes, no = cast[Vote.YES], cast[Vote.NO]
    base = {
        Base.APPOINTED: attendance.appointed,
        Base.ELIGIBLE: attendance.eligible,
        Base.PRESENT: attendance.present,
        Base.VOTED: yes + no,
    }[majority.of]
    # Never below 1, so that a base of 0 fails: nobody in the base, no yes among them.
    needs = max(1, majority.share.needs(base))
    if no_quorum:
        result = GateResult.NO_QUORUM
    elif yes >= needs:
        result = GateResult.PASSED
    elif _chair_decides(majority, yes, base) and votes.get(application.chair) is Vote.YES:
        result = GateResult.PASSED_BY_CHAIR
    else:
        result = GateResult.FAILED
    return GateCount(
        gate=gate,
        yes=yes,
        no=no,
        abstain=attendance.present - yes - no,
        of=majority.of,
        base=base,
        needs=needs,
        result=result,
    )


def _chair_decides(majority: Majority, yes: int, base: int) -> bool:
    return majority.tie is Tie.CHAIR and yes == majority.share.part * base
