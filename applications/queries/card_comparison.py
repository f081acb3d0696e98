"""Two rule cards side by side, in the sentences that the public reads; and the schedule that a copy starts from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from applications import rule_sentences, wording
from applications.models import Round
from applications.models.round import RoundQuerySet
from applications.queries.card_templates import card_templates
from applications.queries.rounds import read_card
from applications.rules.rule_card import STAGES, Card
from portal.display import kdate, kdatetime, localized

NOTHING = "–"
MOST_ROUNDS = 100
TEMPLATE = "template:"


@dataclass(frozen=True)
class Pair:
    """One setting of both cards; a list of texts each."""

    label: str
    left: list[Any]
    right: list[Any]

    @property
    def differs(self) -> bool:
        """Whether the two say different things."""
        return self.left != self.right


def comparison_choices(scoped: RoundQuerySet, round_: Round) -> list[tuple[str, Any]]:
    """What a card can be compared with: templates and the newest other rounds; one statement."""
    rows = scoped.exclude(pk=round_.pk).defer("draft").order_by("-created_at", "-pk")[:MOST_ROUNDS]
    templates = [
        (f"{TEMPLATE}{name}", gettext("Template: %(title)s") % {"title": localized(card["title"])})
        for name, card in card_templates().items()
    ]
    return [*templates, *((row.reference, f"{localized(row, 'title')} · {row.reference}") for row in rows)]


def compared_card(scoped: RoundQuerySet, other: str) -> Card | None:
    """The card that a choice names, or None; `scoped` comes from `with_page`."""
    if other.startswith(TEMPLATE):
        document = card_templates().get(other.removeprefix(TEMPLATE))
        return Card.from_document(document) if document else None
    found = scoped.filter(reference=other).first()
    return read_card(found) if found else None


def comparison_page(round_: Round, other: Card | None) -> dict[str, Any]:
    """Groups of pairs, and how many settings differ."""
    own = read_card(round_)
    groups = list(_groups(own, other)) if other else []
    return {
        "round": round_,
        "own_title": localized(own.title),
        "other_title": localized(other.title) if other else "",
        "groups": groups,
        "count": sum(pair.differs for _label, pairs in groups for pair in pairs),
    }


def _groups(own: Card, other: Card) -> Iterator[tuple[str, list[Pair]]]:
    for stage in reversed(STAGES):
        pairs = _paired(_review(own, stage), _review(other, stage))
        if pairs:
            yield str(wording.STAGE[stage]), pairs
    yield gettext("For the whole call"), _paired(_whole(own), _whole(other))
    yield gettext("Schedule"), _paired(_days(own), _days(other))


def _paired(left: Mapping[str, list[Any]], right: Mapping[str, list[Any]]) -> list[Pair]:
    labels = [*left, *(label for label in right if label not in left)]
    return [Pair(label, left.get(label, [NOTHING]), right.get(label, [NOTHING])) for label in labels]


def _review(card: Card, stage: str) -> dict[str, list[Any]]:
    if card.rule(stage) is None:
        return {}
    criteria = [
        gettext("%(name)s %(points)s") % {"name": localized(each.name), "points": each.max}
        for each in card.criteria[stage]
    ]
    known = {gate.code for gate in card.gates}
    asked = [localized(gate.question) for gate in card.gates if gate.code in set(card.rule(stage)["gates"]) & known]
    return {
        gettext("Questions"): asked or [NOTHING],
        **{line.label: [line.text] for line in rule_sentences.lines(card, stage)},
        gettext("Criteria"): criteria or [NOTHING],
    }


def _whole(card: Card) -> dict[str, list[Any]]:
    return {
        **{line.label: [line.text] for line in rule_sentences.other_lines(card)},
        gettext("Two people"): [
            gettext("%(asks)s and %(approves)s: what one asks for, the other approves.")
            % {"asks": card.requesting_agency, "approves": card.approving_agency}
        ],
        gettext("Documents"): [localized(each.name) for each in card.documents] or [NOTHING],
        gettext("Eligibility checklist"): [localized(each.question) for each in card.screening] or [NOTHING],
        gettext("Pledges"): [localized(each.title) for each in card.pledges] or [NOTHING],
    }


def _days(card: Card) -> dict[str, list[Any]]:
    schedule = card.schedule
    days = {
        gettext("Eligibility check"): schedule.screening_on,
        gettext("Written review"): schedule.written_on,
        gettext("Presentation review"): schedule.presentation_on,
        gettext("Announcement of the result"): schedule.result_on,
    }
    return {
        gettext("Applications from"): [kdatetime(schedule.opens_at)],
        gettext("Deadline"): [kdatetime(schedule.closes_at)],
        **{label: [kdate(day) if day else NOTHING] for label, day in days.items()},
    }


def cloning_page(round_: Round) -> dict[str, Any]:
    """The days that a copy's days are counted from."""
    return {"round": round_, "days": [(label, texts[0]) for label, texts in _days(read_card(round_)).items()]}
