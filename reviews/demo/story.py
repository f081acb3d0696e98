"""The steps of the demo in order. Each looks at what stands and plays only what is missing, so a start resumes."""

from collections.abc import Callable, Iterator
from datetime import datetime

from portal.clusters import server_now
from reviews.demo import applying, people, reviewing, rounds

STEPS: tuple[tuple[str, Callable[[], None]], ...] = (
    ("accounts", people.make_accounts),
    ("roles by two people", people.grant_roles),
    ("2026-additional announced: rule card frozen by two people", rounds.announce),
    ("two consortia draft, file their papers and submit", applying.apply_all),
    ("closed at 16:00, list of submissions sealed, then opened", rounds.close_and_unseal),
    ("eligibility check", rounds.screen_all),
    ("panel of seven appointed, chair elected", reviewing.form_panel),
    ("pledges signed, interests declared", reviewing.pledge_and_declare),
    ("written review begins", rounds.begin_written),
    ("sheets of the written review signed", reviewing.write_sheets),
    ("written review revealed, short list confirmed by two people", rounds.confirm_shortlist),
    ("timetable of the presentations", reviewing.set_times),
    ("presentations: attendance, sheets, votes, consolidated opinions", reviewing.present_and_vote),
    ("decision prepared, confirmed by a second person, published", rounds.decide),
    ("2026-open accepts applications, two drafts in progress", rounds.open_another),
)


def play() -> Iterator[tuple[str, datetime]]:
    """Play the steps; after each, its name and the demo's clock."""
    for name, step in STEPS:
        step()
        yield name, server_now()
