"""The rule card in plain sentences: every setting of a review's rule says what the public will read.

Pure wording: takes a tally-1 rule (and the card's names), returns translated text, strong where the eye should rest.
The same lines stand on the round's page, beside the fields of the editor, on the printed card and in the API.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from applications.rules.majority import Kind, can_tie, enough, kind_of
from applications.rules.rule_card import Card
from portal.display import localized

# Size of the panel in the example ("if all 7 are present, that is 4"); the card itself fixes a share, not a number.
EXAMPLE_PANEL = 7


# How much of which base, as the subject of a sentence.
SHARE = {
    Kind.MAJORITY: {
        "appointed": _("More than half of all appointed members"),
        "eligible": _("More than half of the appointed members who are not recused"),
        "present": _("More than half of the members present"),
        "voted": _("More than half of the votes for yes or no"),
    },
    Kind.MORE_THAN: {
        "appointed": _("More than %(share)s of all appointed members"),
        "eligible": _("More than %(share)s of the appointed members who are not recused"),
        "present": _("More than %(share)s of the members present"),
        "voted": _("More than %(share)s of the votes for yes or no"),
    },
    Kind.AT_LEAST: {
        "appointed": _("At least %(share)s of all appointed members"),
        "eligible": _("At least %(share)s of the appointed members who are not recused"),
        "present": _("At least %(share)s of the members present"),
        "voted": _("At least %(share)s of the votes for yes or no"),
    },
    Kind.ALL: {
        "appointed": _("All appointed members"),
        "eligible": _("All appointed members who are not recused"),
        "present": _("All members present"),
        "voted": _("All votes for yes or no"),
    },
    Kind.ANY: {
        "appointed": _("At least one appointed member"),
        "eligible": _("At least one appointed member who is not recused"),
        "present": _("At least one member present"),
        "voted": _("At least one vote for yes or no"),
    },
}


@dataclass(frozen=True)
class Line:
    """One line of "how it is decided": what it is about, and its sentences."""

    key: str
    label: str
    text: str | SafeString


def lines(card: Card, stage: str) -> list[Line]:
    """Every line of one review's rule, in the order of deciding; [] for a review that the round does not have."""
    rule = card.rule(stage)
    if rule is None:
        return []
    return [
        Line("seats", gettext("Seats"), seats(rule, stage)),
        *(
            [
                Line("majority", gettext("Majority"), majority(rule)),
                Line("quorum", gettext("Quorum"), quorum(rule)),
                Line("gate_order", gettext("Order"), gate_order(rule)),
            ]
            if rule["gates"]
            else []
        ),
        Line("score", gettext("Score"), score(card, stage)),
        Line("tie_break", gettext("Equal scores"), tie_break(card, stage)),
    ]


def seats(rule: Mapping[str, Any], stage: str) -> str:
    """How many are taken, and that it may be fewer."""
    count = rule["seats"]
    if stage == "written":
        return ngettext(
            "At most %(count)s team goes on to the presentation review.",
            "At most %(count)s teams go on to the presentation review.",
            count,
        ) % {"count": count}
    taken = ngettext("At most %(count)s team is selected.", "At most %(count)s teams are selected.", count) % {
        "count": count
    }
    none = gettext("If no team meets the requirements, none is selected.")
    return f"{taken} {none}"


def majority(rule: Mapping[str, Any]) -> SafeString:
    """Whose votes count, how many are enough, what an abstention does, what exactly the share means."""
    share = rule["majority"]
    parts = (_who_must(share, len(rule["gates"])), _example(share), _exactly(share), _abstention(share["of"]))
    return format_html_join(" ", "{}", ((part,) for part in parts if part))


def _who_must(share: Mapping[str, Any], gates: int) -> SafeString:
    strong = format_html("<strong>{}</strong>", share_of(share))
    # Not ngettext: Korean has one plural form, and these are two different sentences in it too.
    if gates == 1:
        return format_html(gettext("{whom} must recognise the question."), whom=strong)
    return format_html(
        gettext("{whom} must recognise each of the {count} questions."), whom=strong, count=_counted(gates)
    )


def share_of(share: Mapping[str, Any]) -> str:
    """The share and its base as the subject of a sentence: 출석위원의 과반이 …"""
    figure = Fraction(share.get("more_than") or share["at_least"])
    written = gettext("%(numerator)s/%(denominator)s") % {
        "numerator": figure.numerator,
        "denominator": figure.denominator,
    }
    return str(SHARE[kind_of(share)][share["of"]]) % {"share": written}


def _example(share: Mapping[str, Any]) -> str:
    figures = {"panel": EXAMPLE_PANEL, "count": enough(share, EXAMPLE_PANEL)}
    return {
        "appointed": gettext("On a panel of %(panel)s, that is %(count)s or more."),
        "eligible": gettext("On a panel of %(panel)s with nobody recused, that is %(count)s or more."),
        "present": gettext("If all %(panel)s members are present, that is %(count)s or more."),
        "voted": gettext("If all %(panel)s members vote yes or no, that is %(count)s or more."),
    }[share["of"]] % figures


def _exactly(share: Mapping[str, Any]) -> str:
    if not can_tie(share):
        return ""
    if share["tie"] == "chair":
        if kind_of(share) is Kind.MAJORITY:
            return gettext("If the votes are equal, the question is recognised when the chair recognised it.")
        return gettext("At exactly this share, the question is recognised when the chair recognised it.")
    if kind_of(share) is Kind.MAJORITY:
        return gettext("If the votes are equal, the question is not recognised.")
    return gettext("Exactly this share is not enough.")


def _abstention(base: str) -> str:
    if base == "voted":
        return gettext("Abstentions are not counted.")
    return gettext("An abstention counts like a no.")


def quorum(rule: Mapping[str, Any]) -> str:
    """Whether enough members are there at all."""
    needed = rule["majority"]["quorum"]
    if needed is None:
        return gettext("There is no quorum: the votes of the members present decide.")
    sentence = gettext("%(whom)s must be present; otherwise nothing is decided.") % {"whom": share_of(needed)}
    if needed["min"]:
        at_least = ngettext(
            "At least %(count)s member must be present in any case.",
            "At least %(count)s members must be present in any case.",
            needed["min"],
        )
        in_any_case = at_least % {"count": needed["min"]}
        sentence = f"{sentence} {in_any_case}"
    return sentence


def gate_order(rule: Mapping[str, Any]) -> str:
    """What a question that was not recognised does to rank and seat."""
    if rule["gate_order"] == "after_rank":
        return gettext(
            "All teams are ranked by score first. A team that takes a seat without being recognised leaves it vacant."
        )
    return gettext("A team that is not recognised in every question is not ranked.")


def score(card: Card, stage: str) -> str:
    """How sheets become a score and which score is enough."""
    rule = card.rule(stage) or {}
    parts = rule["score"]
    if not parts["criteria"]:
        return gettext("No points are given.")
    return " ".join(part for part in (_mean(parts), _pass_line(parts), _minima(card, stage), _digits(parts)) if part)


def _mean(parts: Mapping[str, Any]) -> str:
    if parts["trim"] == "one_each":
        return gettext(
            "The mean of all sheets, without the one with the highest and the one with the lowest total"
            " when there are %(count)s or more."
        ) % {"count": parts["trim_from"]}
    return gettext("The mean of all sheets.")


def _pass_line(parts: Mapping[str, Any]) -> str:
    line, single = parts["pass"], parts["pass_single"]
    if line and single and line != single:
        return gettext("%(points)s points or more are needed (%(single)s for a single applicant).") % {
            "points": line,
            "single": single,
        }
    if line:
        return gettext("%(points)s points or more are needed.") % {"points": line}
    if single:
        return gettext("A single applicant needs %(points)s points or more.") % {"points": single}
    return gettext("There is no pass line.")


def _minima(card: Card, stage: str) -> str:
    needed = [
        gettext("%(name)s %(points)s") % {"name": localized(criterion.name), "points": criterion.min}
        for criterion in card.criteria[stage]
        if criterion.min is not None
    ]
    return gettext("Least points of a criterion: %(list)s.") % {"list": ", ".join(needed)} if needed else ""


def _digits(parts: Mapping[str, Any]) -> str:
    digits = parts["digits"]
    if digits == 0:
        return gettext("Rounded to a whole number, one half upwards.")
    return ngettext(
        "Rounded to %(count)s decimal, one half upwards.", "Rounded to %(count)s decimals, one half upwards.", digits
    ) % {"count": digits}


def tie_break(card: Card, stage: str) -> str:
    """What separates teams with the same score, one after the other."""
    keys = list(_keys(card, stage))
    if not keys:
        return gettext("Teams with the same score share a rank; if seats do not suffice, the panel deliberates again.")
    return " → ".join(keys)


def _keys(card: Card, stage: str) -> Iterator[str]:
    rule = card.rule(stage) or {}
    names = {f"criterion:{each.code}": localized(each.name) for each in card.criteria[stage]}
    gates = {f"gate:{each.code}": localized(each.name) for each in card.gates}
    for key in rule["tie_break"]:
        if key == "lot":
            yield gettext("drawing lots")
        elif key in names:
            yield gettext("points for %(name)s") % {"name": names[key]}
        elif key in gates:
            yield gettext("members who recognised “%(name)s”") % {"name": gates[key]}
        else:
            # A draft may still name what has been deleted; `readiness` says so.
            yield key


def other_lines(card: Card) -> list[Line]:
    """What the card fixes beside the two reviews."""
    return [
        Line("deadline", gettext("Deadline"), deadline()),
        Line("comment_min", gettext("Comments"), comment_min(card)),
        Line("ballots", gettext("Secrecy"), secrecy()),
        Line("disclosure", gettext("Disclosure"), disclosure()),
        Line("objection", gettext("Objection"), objection(card)),
    ]


def deadline() -> str:
    """half_open, no grace: the only rule for now."""
    return gettext(
        "What is submitted before the deadline by the server's clock is received; from the deadline on nothing is."
        " There is no grace period and no deadline for one applicant alone."
    )


def comment_min(card: Card) -> str:
    """How much reason stands beside each figure."""
    if not card.comment_min:
        return gettext("Members may give reasons for their points.")
    return gettext("Members give a reason of at least %(count)s characters for the points of every criterion.") % {
        "count": card.comment_min
    }


def secrecy() -> str:
    """sealed_until_reveal and until_reveal: the only rules for now."""
    return gettext(
        "Points and votes stay sealed until a review is closed and two people reveal it;"
        " until then nobody sees another member's sheet or vote."
    )


def disclosure() -> str:
    """own_figures_max_mean_from_3: the only rule for now."""
    return gettext(
        "The result and how many members recognised each question are published. Applicants see their own points and"
        " reasons. The highest and the mean score are published from three scored applications up;"
        " nobody's single vote or sheet is."
    )


def objection(card: Card) -> str:
    """How long the window is; the holiday calendar gives its end."""
    if not card.objection_days:
        return gettext("There is no objection window.")
    return ngettext(
        "Applicants may object within %(count)s day of the notice of the result.",
        "Applicants may object within %(count)s days of the notice of the result.",
        card.objection_days,
    ) % {"count": card.objection_days}


def _counted(count: int) -> str:
    words = {
        2: pgettext("counted things", "two"),
        3: pgettext("counted things", "three"),
        4: pgettext("counted things", "four"),
    }
    return words.get(count, str(count))
