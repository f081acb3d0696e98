"""One team's chapter of the evaluation report: gates, votes and sheets by seat, the opinion, every comment."""

from typing import Any

from django.utils.translation import gettext as _

from portal.display import krange, localized
from reviews import queries, wording
from reviews.lifecycle import ApplicationOutcome, Stage
from reviews.queries import Evaluation
from reviews.rules.tally import ApplicationExplanation

STAGE = Stage.PRESENTATION


def team_part(found: Evaluation, each: ApplicationExplanation) -> dict[str, Any]:
    """What the template lays out for this team."""
    ref, card, document = each.result.ref, found.card, found.decision.document
    entry = next(entry for entry in document["applications"] if entry["ref"] == ref)
    result = each.result.as_json()
    rows = _sheets(found, each)
    return {
        "name": found.names[ref],
        "outcome": wording.APPLICATION_OUTCOME[ApplicationOutcome(result["outcome"])],
        "reasons": queries.reasons_of(result, card, STAGE),
        "facts": _facts(found, entry),
        "gates": queries.gate_rows(result, card, len(entry["recused"]), document["rule"]),
        "vote_head": [_("Question"), *document["panel"]],
        "votes": [
            (row["label"], *(vote["label"] for vote in row["votes"]))
            for row in queries.vote_rows(entry, card, STAGE, document["panel"])
        ],
        "score_head": [
            _("Seat"),
            *(f"{localized(criterion.name)} / {criterion.max}" for criterion in card.criteria[STAGE]),
            _("Total"),
            _("In the mean"),
        ],
        "score_align": "c" + "r" * (len(card.criteria[STAGE]) + 1) + "l",
        "sheets": [(row["seat"], *row["marks"], row["total"], row["fate"]) for row in rows],
        "means": _means(found, result) if rows else (),
        "opinion": found.opinions.get(ref, ""),
        "comments": [
            (row["seat"], line["criterion"], line["comment"])
            for row in rows
            for line in row["comments"]
            if line["comment"]
        ],
    }


def _sheets(found: Evaluation, each: ApplicationExplanation) -> list[dict[str, Any]]:
    ref = each.result.ref
    comments = {(seat, code): text for (of, seat, code), text in found.comments.items() if of == ref}
    return [queries.sheet_row(sheet, comments, found.card, STAGE) for sheet in each.assessment.scoring.sheets]


def _facts(found: Evaluation, entry: dict[str, Any]) -> list[tuple[str, str]]:
    session = found.sessions.get(entry["ref"])
    held = krange(session.started_at, session.ended_at) if session and session.started_at else "–"
    return [
        (_("Session"), held),
        (_("Chair of the session"), entry["chair"] or "–"),
        (_("Present"), ", ".join(entry["present"]) or "–"),
        (_("Recused"), ", ".join(entry["recused"]) or "–"),
    ]


def _means(found: Evaluation, result: dict[str, Any]) -> tuple[str, ...]:
    means = result["criterion_means"] or {}
    return (
        _("Mean"),
        *(means.get(criterion.code, "–") for criterion in found.card.criteria[STAGE]),
        result["score"] or "–",
        "",
    )
