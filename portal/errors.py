"""How a refusal is said: who, when and what fail differently (404, 403, 409, 422), with one code each.

Plain Python, so that rules and lifecycles may raise it. Wording for each code stands in `portal.wording`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, NoReturn


class Answer(IntEnum):
    """The HTTP status that a decision becomes at the door."""

    ALLOWED = 200
    ABSENT = 404
    FORBIDDEN = 403
    NOT_NOW = 409
    BROKEN_RULE = 422


@dataclass(frozen=True)
class Decision:
    """What a policy answers. Use `require(decision)` or `decision.allowed`; its truth value is an error."""

    answer: Answer
    code: str = ""

    @property
    def allowed(self) -> bool:
        """True when nothing stands in the way."""
        return self.answer is Answer.ALLOWED

    def __bool__(self) -> NoReturn:
        raise TypeError("A Decision is not a bool: use require(decision) or decision.allowed.")


ALLOWED = Decision(Answer.ALLOWED)
ABSENT = Decision(Answer.ABSENT, "absent")


def forbidden(code: str) -> Decision:
    """The object may be seen, the act belongs to somebody else."""
    return Decision(Answer.FORBIDDEN, code)


def not_now(code: str) -> Decision:
    """The right person at the wrong moment or in the wrong state."""
    return Decision(Answer.NOT_NOW, code)


@dataclass(frozen=True)
class Problem:
    """One broken rule: a code for `wording`, its parameters, and the field it belongs to (empty: the whole)."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    field_name: str = ""


class Refusal(Exception):  # noqa: N818 (a refusal is an answer, not a defect)
    """The base of every anticipated refusal; `answer` is its HTTP status."""

    answer = Answer.FORBIDDEN

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
        self.problems: Sequence[Problem] = ()


class Absent(Refusal):
    """Foreign and absent are the same 404."""

    answer = Answer.ABSENT


class NotPermitted(Refusal):
    """Visible, but this act belongs to somebody else: 403."""

    answer = Answer.FORBIDDEN


class NotNow(Refusal):
    """Wrong state or wrong time: 409."""

    answer = Answer.NOT_NOW


class BrokenRule(Refusal):
    """What was handed in breaks rules: 422, with every problem at once."""

    answer = Answer.BROKEN_RULE

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems[0].code if problems else "broken_rule")
        self.problems = problems


_REFUSALS: dict[Answer, type[Refusal]] = {
    Answer.ABSENT: Absent,
    Answer.FORBIDDEN: NotPermitted,
    Answer.NOT_NOW: NotNow,
}


def require(decision: Decision) -> None:
    """Return when allowed; else raise Absent, NotPermitted, NotNow or BrokenRule with the decision's code."""
    if decision.allowed:
        return
    if decision.answer is Answer.BROKEN_RULE:
        raise BrokenRule(Problem(decision.code))
    raise _REFUSALS[decision.answer](decision.code)
