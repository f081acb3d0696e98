"""종합평가보고서 (internal): everything that led to the decision, with the tally document and its result attached."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from applications import rule_sentences
from applications import wording as call_wording
from portal import heads, pdf
from portal.canonical import canonical
from portal.display import kdate, kdatetime, kdatetime_ms, kdatetime_s, krange, ktime_s, localized
from portal.errors import Decision as Answer
from portal.models import ReportOrder
from portal.registry import registry
from portal.reports import Content
from portal.roles import Actor
from reviews import outcome_wording, permissions, queries, wording
from reviews.lifecycle import ApplicationOutcome, Stage
from reviews.models import Decision
from reviews.queries import Evaluation, StepTaken
from reviews.reports.decision import agencies
from reviews.reports.signers import Signer
from reviews.reports.team_part import team_part
from reviews.rules.conflicts import RecusalKind
from reviews.rules.presence import Stay


def build(order: ReportOrder) -> Content:
    """The report of the published decision that the order names."""
    found = queries.evaluation(order.subject)
    facts = queries.outcome_facts_of(found)
    head = heads.at_gate(found.round.chain, "decision.publish")
    return Content(
        template="evaluation_report",
        title=_("Evaluation report"),
        context={
            "number": order.number,
            "agencies": agencies(found.card),
            "issued": kdate(order.ordered_at),
            "round_ref": found.round.reference,
            "to": _("Internal approval"),
            "subject": localized(found.round, "title"),
            "answer": outcome_wording.heading(facts.outcome, len(facts.selected)),
            "lead_sentences": outcome_wording.lead(facts),
            "overview": _overview(found),
            "rules": [(line.label, line.text) for line in rule_sentences.lines(found.card, Stage.PRESENTATION)],
            "rule_card": found.round.card.sha256,
            "criteria": [
                (localized(each.name), localized(each.anchor), each.max, each.min or "–")
                for each in found.card.criteria[Stage.PRESENTATION]
            ],
            "ranking": _ranking(found),
            **_ranking_layout(found),
            "tie_breaks": [
                (row.name, row.figures, _("separated") if row.separated else _("still equal"))
                for row in queries.tie_breaks_of(found)
            ],
            "received": _received(found),
            "written": _written(found, found.written) if found.written else [],
            "panel": _panel(found),
            "recusals": _recusals(found),
            "internal": True,
            "attendance": attendance(found),
            "attendance_days": ", ".join(_days(found)),
            "teams": [team_part(found, each) for each in found.explanation.applications],
            "steps": [(_step(step), kdatetime_ms(step.at), step.seq, step.hash) for step in found.steps],
            "commitment": found.decision.commitment,
            "signed_head": heads.in_words(head),
            "enclosures": [
                _("The tally document (tally.json, gwaban/tally-1)"),
                _("Its result (tally-result.json, gwaban/tally-result-1)"),
                _("The signed head of the chain (head.json, gwaban/head-1)"),
            ],
            "signers": _signers(found),
            "day": kdate(order.ordered_at),
        },
        attachments=(
            pdf.Attachment("tally.json", canonical(found.decision.document), description=_("The tally document")),
            pdf.Attachment("tally-result.json", canonical(found.decision.result), description=_("Its result")),
            *pdf.signed_head(head),
        ),
    )


def file_name(order: ReportOrder) -> str:
    """Under which name the paper is saved."""
    return f"{_('Evaluation report')}_{order.subject}.pdf"


def may_see(actor: Actor, order: ReportOrder) -> Answer:
    """Staff and the auditor."""
    return permissions.may_see_evaluation_report(actor, order)


def _overview(found: Evaluation) -> list[tuple[str, str]]:
    held = [session for session in found.sessions.values() if session.started_at]
    chair = next((member for member in found.members if member.is_chair), None)
    return [
        (_("Notice"), found.card.notice_no),
        (_("Applications"), krange(found.card.schedule.opens_at, found.card.schedule.closes_at)),
        (_("Teams that applied"), _("%(count)s teams") % {"count": len(found.received)}),
        (_("Presentation review"), _held(held)),
        (
            _("Panel"),
            _("%(count)s members, chair %(chair)s")
            % {"count": len(found.members), "chair": f"{chair.seat} {chair.name}" if chair else "–"},
        ),
        (_("Decision"), _("version %(version)s") % {"version": found.decision.version}),
    ]


def _held(sessions: list[Any]) -> str:
    if not sessions:
        return "–"
    ended = [session.ended_at for session in sessions if session.ended_at]
    return krange(min(session.started_at for session in sessions), max(ended, default=None))


def _ranking(found: Evaluation) -> list[tuple[Any, ...]]:
    rows = sorted(found.decision.result["applications"], key=lambda each: (each["rank"] is None, each["rank"] or 0))
    gates = found.decision.document["rule"]["gates"]
    return [
        (
            each["rank"] or "–",
            found.names[each["ref"]],
            each["score"] or "–",
            *(f"{each['gates'][gate]['yes']} / {each['gates'][gate]['base']}" for gate in gates),
            wording.APPLICATION_OUTCOME[ApplicationOutcome(each["outcome"])],
        )
        for each in rows
    ]


def _ranking_layout(found: Evaluation) -> dict[str, Any]:
    gates = [localized(gate.name) for gate in found.card.gates_of(Stage.PRESENTATION)]
    return {
        "ranking_head": [_("Rank"), _("Team"), _("Score"), *gates, _("Outcome")],
        "ranking_align": "clr" + "c" * len(gates) + "c",
        "ranking_widths": ",".join(["14", "", "18", *["26"] * len(gates), "32"]),
    }


def _received(found: Evaluation) -> list[tuple[Any, ...]]:
    return [
        (
            each.receipt_no,
            each.team,
            each.lead,
            each.organisations,
            kdatetime_ms(each.received_at),
            call_wording.SCREENING_OUTCOME[each.outcome] if each.outcome else "–",
        )
        for each in found.received
    ]


def _written(found: Evaluation, decision: Decision) -> list[tuple[Any, ...]]:
    rows = sorted(decision.result["applications"], key=lambda each: (each["rank"] is None, each["rank"] or 0))
    return [
        (
            each["rank"] or "–",
            found.names[each["ref"]],
            each["score"] or "–",
            wording.SHORTLIST_OUTCOME[ApplicationOutcome(each["outcome"])],
        )
        for each in rows
    ]


def _panel(found: Evaluation) -> list[tuple[Any, ...]]:
    return [
        (
            each.seat,
            _("Chair") if each.is_chair else _("Member"),
            each.name,
            each.affiliation,
            kdatetime(each.pledged_at) or "–",
        )
        for each in found.members
    ]


def _recusals(found: Evaluation) -> list[tuple[Any, ...]]:
    return [
        (
            recusal.seat.label,
            recusal.application.team_name,
            wording.RECUSAL_KIND[RecusalKind(recusal.kind)],
            recusal.reason or "–",
            kdatetime(recusal.recorded_at),
        )
        for recusal in found.recusals
    ] + [
        (late.seat.label, late.application.team_name, wording.LATE_CONFLICT, late.reason, kdatetime(late.declared_at))
        for late in found.late_conflicts
    ]


def attendance(found: Evaluation) -> list[tuple[str, str, str]]:
    """Each member, when it was in the room, and from which teams it was recused."""
    timed = kdatetime_s if _days(found)[1:] else ktime_s
    return [
        (
            f"{each.seat} {each.name}",
            ", ".join(_stay(stay, timed) for stay in each.stays) or "–",
            ", ".join(each.recused_from) or "–",
        )
        for each in found.members
    ]


def _days(found: Evaluation) -> list[str]:
    starts = sorted(stay.start for each in found.members for stay in each.stays)
    return list(dict.fromkeys(kdate(start) for start in starts))


def _stay(stay: Stay, timed: Callable[[datetime], str]) -> str:
    if stay.end is None:
        return _("came in %(start)s, no leaving recorded") % {"start": timed(stay.start)}
    return f"{timed(stay.start)} – {timed(stay.end)}"


def _step(step: StepTaken) -> str:
    verb = str(registry.audit_verbs.get(step.verb, step.verb))
    return f"{verb} ({wording.STAGE[step.stage]})" if step.stage else verb


def _signers(found: Evaluation) -> list[Signer]:
    """The chair first, then the members by their score sheets, then whoever recorded the meeting."""
    members = sorted(found.members, key=lambda member: not member.is_chair)
    signers = [
        Signer(
            f"{_('Chair') if each.is_chair else _('Member')} {each.seat}",
            each.name,
            _("score sheet signed %(at)s") % {"at": kdatetime_s(each.signed_at)}
            if each.signed_at
            else _("no score sheet"),
        )
        for each in members
    ]
    if found.recorder:
        recorded = _("attendance recorded %(at)s") % {"at": kdatetime_s(found.recorder.at)}
        signers.append(Signer(_("Record of the meeting"), found.recorder.name, recorded))
    return signers
