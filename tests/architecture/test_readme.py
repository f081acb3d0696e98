"""README's table of the way says what the two life cycles say."""

import re

from django.urls import get_resolver

from applications import lifecycle as call
from portal.registry import registry
from portal.servers.stack import ROOT
from reviews import lifecycle as review

HEADING = "## Life of an application"
MOVES = (
    *call.ROUND_MOVES,
    *call.APPLICATION_MOVES,
    *review.SESSION_MOVES,
    *review.REVIEW_MOVES,
    *review.DECISION_MOVES,
)
# Verb → the page on which somebody makes the move (its URL name; none for the clock) and the action that makes it.
STEPS = {
    "round.open": ("request_opening", "open_round"),
    "round.start": ("", "start_round"),
    "round.close": ("", "close_round"),
    "round.unseal": ("unseal", "unseal"),
    "round.start_written": ("start_review", "start_review"),
    "round.skip_written": ("start_review", "start_review"),
    "round.shortlist": ("shortlist", "shortlist"),
    "round.deliberate": ("reveal", "reveal"),
    "round.publish": ("request_publication", "publish"),
    "round.cancel": ("cancel_round", "cancel_round"),
    "submit": ("submit", "submit"),
    "withdraw": ("withdraw", "withdraw"),
    "screen.eligible": ("screen", "screen"),
    "screen.ineligible": ("screen", "screen"),
    "shortlist.pass": ("shortlist", "shortlist"),
    "shortlist.fail": ("shortlist", "shortlist"),
    "outcome.selected": ("request_publication", "record_outcome"),
    "outcome.runner_up": ("request_publication", "record_outcome"),
    "outcome.gate_failed": ("request_publication", "record_outcome"),
    "outcome.below_pass": ("request_publication", "record_outcome"),
    "session.start": ("session_start", "session"),
    "session.open_vote": ("session_open_vote", "session"),
    "session.end": ("session_end", "session"),
    "review.close": ("close_review", "close_review"),
    "review.reopen": ("further_sitting", "further_sitting"),
    "review.reveal": ("reveal", "reveal"),
    "decision.prepare": ("prepare_decision", "prepare_decision"),
    "decision.publish": ("request_publication", "publish"),
    "decision.supersede": ("prepare_decision", "prepare_decision"),
}


def action_file(name: str) -> str:
    """Where the action is: `applications/actions/submit.py`."""
    (found,) = [app for app in ("applications", "reviews") if (ROOT / app / "actions" / f"{name}.py").exists()]
    return f"{found}/actions/{name}.py"


def row(move: call.Move) -> str:
    """One line of the table."""
    page, action = STEPS[move.verb]
    # In the order of the life cycle, whatever the order of a set.
    source = ", ".join(status for status in type(move.target) if status in move.source)
    cells = (
        f"`{move.verb}`",
        move.by,
        f"{source} → {move.target}",
        f"`{page}`" if page else "–",
        f"`{action_file(action)}`",
        move.mail or "–",
        move.report or "–",
    )
    return f"| {' | '.join(cells)} |"


def table() -> str:
    """What README has to say."""
    head = "| verb | who | from → to | page | action | mail | report |\n| --- | --- | --- | --- | --- | --- | --- |"
    return "\n".join([head, *map(row, MOVES)])


def test_life_of_an_application_is_the_two_life_cycles():
    section = (ROOT / "README.md").read_text().partition(f"{HEADING}\n")[2].partition("\n## ")[0]
    written = "\n".join(line for line in section.splitlines() if line.startswith("|"))

    assert written == table(), f"README.md, {HEADING!r} must hold:\n\n{table()}\n"


def test_every_move_has_a_page_and_an_action():
    assert [move.verb for move in MOVES] == list(STEPS)
    pages = {page for page, _ in STEPS.values() if page}
    assert sorted(pages - {name for name in get_resolver().reverse_dict if isinstance(name, str)}) == []
    unmoved = [action for _, action in STEPS.values() if "pick(" not in (ROOT / action_file(action)).read_text()]
    assert unmoved == []


def test_every_mail_and_report_of_a_move_is_there():
    mails = {move.mail for move in MOVES if move.mail}
    assert sorted(mails - {path.stem for path in (ROOT / "templates" / "emails").glob("*.txt")}) == []
    assert sorted({move.report for move in MOVES if move.report} - registry.reports.keys()) == []


def test_readme_is_short_and_its_paths_exist():
    text = (ROOT / "README.md").read_text()
    named = re.findall(r"`((?:portal|applications|reviews|tests|templates|static|\.ci)/[^`*<]*)`", text)

    assert len(text.splitlines()) <= 150
    assert [path for path in named if not (ROOT / path).exists()] == []
