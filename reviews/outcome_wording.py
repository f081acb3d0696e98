"""Outcomes in plain sentences: the answer first, then why. The same on pages, papers, mails and the desk.

Pure wording over facts; every outcome of tally-1, of the document and of an application, has its sentence here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from reviews.lifecycle import ApplicationOutcome, Outcome

# One colour a meaning everywhere (static/css): done, soon, refused, idle.
TONE = {
    ApplicationOutcome.SELECTED: "done",
    ApplicationOutcome.RUNNER_UP: "idle",
    ApplicationOutcome.GATE_FAILED: "refused",
    ApplicationOutcome.BELOW_PASS: "refused",
    ApplicationOutcome.TIED: "soon",
    ApplicationOutcome.UNDECIDED: "soon",
    ApplicationOutcome.PENDING: "idle",
}
NEXT_MOVE = {
    Outcome.SELECTED: _("A manager prepares the decision; the other agency confirms and thereby publishes it."),
    Outcome.NO_SELECTION: _("A manager prepares the decision; the other agency confirms and thereby publishes it."),
    Outcome.TIED: _(
        "Teams are equal at the last place and nothing in the rule card separates them yet."
        " Draw lots, if the rule card has them, or hold a further session."
    ),
    Outcome.UNDECIDED: _(
        "For some teams the quorum was not met or no sheet was signed. Hold a further session for them."
    ),
}


@dataclass(frozen=True)
class OutcomeFacts:
    """What the sentences speak of. `recognised` counts teams that passed every gate; `line` is the pass line applied.

    `tie_broken_by` names the tie-break that separated a selected team from one that was not, "" for none.
    """

    outcome: str
    seats: int
    vacancies: int
    reviewed: int
    gates: int
    simple_majority: bool
    recognised: int
    below_line: int
    below_minimum: int
    line: str | None
    single_line: bool
    selected: Sequence[str]
    open_teams: Sequence[str]
    tie_broken_by: str = ""


def heading(outcome: str, selected: int) -> str:
    """The answer, as the h1 of a page and the first line of a paper; `selected` is how many teams are."""
    if outcome == Outcome.SELECTED:
        return ngettext("%(count)s team was selected", "%(count)s teams were selected", selected) % {"count": selected}
    return {
        Outcome.NO_SELECTION: gettext("No team was selected"),
        Outcome.TIED: gettext("Teams are tied at the last place"),
        Outcome.UNDECIDED: gettext("The outcome is undecided"),
    }[Outcome(outcome)]


def lead(facts: OutcomeFacts) -> list[str]:
    """Why, in a few sentences."""
    if facts.reviewed == 0:
        return [gettext("There was no team to review.")]
    parts = (
        _recognition(facts),
        _below(facts),
        _below_minimum(facts),
        _single(facts),
        _selection(facts),
        _tie(facts),
        _vacancy(facts),
    )
    return [part for part in parts if part]


def _recognition(facts: OutcomeFacts) -> str:
    if not facts.gates:
        return ""
    majority = gettext("the panel's majority") if facts.simple_majority else gettext("the required share of the panel")
    words = {"majority": majority, "count": facts.reviewed, "recognised": facts.recognised}
    if facts.reviewed == 1:
        if facts.recognised:
            return gettext("The only team reviewed was recognised by %(majority)s on every question.") % words
        return gettext("The only team reviewed was not recognised by %(majority)s on every question.") % words
    if facts.recognised == facts.reviewed:
        return gettext("All %(count)s teams were recognised by %(majority)s on every question.") % words
    if facts.recognised == 0:
        return gettext("None of the %(count)s teams was recognised by %(majority)s on every question.") % words
    return (
        ngettext(
            "%(recognised)s of %(count)s teams was recognised by %(majority)s on every question.",
            "%(recognised)s of %(count)s teams were recognised by %(majority)s on every question.",
            facts.recognised,
        )
        % words
    )


def _below(facts: OutcomeFacts) -> str:
    if not facts.below_line:
        return ""
    return ngettext(
        "%(count)s team stayed below the pass line of %(line)s points.",
        "%(count)s teams stayed below the pass line of %(line)s points.",
        facts.below_line,
    ) % {"count": facts.below_line, "line": facts.line}


def _below_minimum(facts: OutcomeFacts) -> str:
    if not facts.below_minimum:
        return ""
    return ngettext(
        "%(count)s team did not reach the least points of a criterion.",
        "%(count)s teams did not reach the least points of a criterion.",
        facts.below_minimum,
    ) % {"count": facts.below_minimum}


def _single(facts: OutcomeFacts) -> str:
    if not facts.single_line:
        return ""
    return gettext("With a single applicant the pass line is %(line)s points.") % {"line": facts.line}


def _selection(facts: OutcomeFacts) -> str:
    if not facts.selected:
        return ""
    teams = {"teams": ", ".join(facts.selected)}
    if facts.reviewed == 1:
        return gettext("Selected: %(teams)s.") % teams
    return gettext("Selected in the order of their scores: %(teams)s.") % teams


def _tie(facts: OutcomeFacts) -> str:
    if facts.open_teams:
        return gettext("Still open: %(teams)s.") % {"teams": ", ".join(facts.open_teams)}
    if not facts.tie_broken_by:
        return ""
    return gettext("Scores were equal; the rule card's tie-break decided (%(key)s).") % {"key": facts.tie_broken_by}


def _vacancy(facts: OutcomeFacts) -> str:
    if not facts.vacancies or facts.outcome not in {Outcome.SELECTED, Outcome.NO_SELECTION}:
        return ""
    return ngettext(
        "%(count)s of %(seats)s place stays vacant.", "%(count)s of %(seats)s places stay vacant.", facts.vacancies
    ) % {"count": facts.vacancies, "seats": facts.seats}


def reasons(
    result: Mapping[str, Any], *, seats: int, gates: Mapping[str, str], criteria: Mapping[str, Any]
) -> list[str]:
    """Why this application got its outcome; `gates` and `criteria` are names by code, criteria as (name, least points).

    For the application's own eyes: it names its score.
    """
    found = []
    for code, gate in result["gates"].items():
        words = {"gate": gates[code], "yes": gate["yes"], "base": gate["base"], "needs": gate["needs"]}
        if gate["result"] == "failed":
            sentence = gettext("“%(gate)s”: %(yes)s of %(base)s members recognised it; %(needs)s were needed.")
            found.append(sentence % words)
        elif gate["result"] == "no_quorum":
            found.append(gettext("“%(gate)s”: too few members were present to decide.") % words)
    found += _score_reasons(result, criteria)
    if result["outcome"] == ApplicationOutcome.RUNNER_UP:
        words = {"rank": result["rank"], "seats": seats}
        found.append(
            ngettext(
                "The team is in place %(rank)s; %(seats)s team could be selected.",
                "The team is in place %(rank)s; %(seats)s teams could be selected.",
                seats,
            )
            % words
        )
    return found


def _score_reasons(result: Mapping[str, Any], criteria: Mapping[str, Any]) -> list[str]:
    if result["outcome"] != ApplicationOutcome.BELOW_PASS:
        return []
    found = []
    if result["line"] is not None and _is_below(result["score"], result["line"]):
        found.append(
            gettext("The score of %(score)s is below the pass line of %(line)s points.")
            % {"score": result["score"], "line": result["line"]}
        )
    for code, (name, least) in criteria.items():
        mean = result["criterion_means"][code]
        if least is not None and _is_below(mean, least):
            words = {"name": name, "mean": mean, "least": least}
            found.append(gettext("“%(name)s”: %(mean)s points, at least %(least)s were needed.") % words)
    return found


def _is_below(score: str, line: str) -> bool:
    return Fraction(score) < Fraction(line)
