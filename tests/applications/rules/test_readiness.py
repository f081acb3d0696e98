"""What a rule card still lacks before it can be frozen."""

import pytest

from applications.rules.readiness import problems
from tests.applications.rules.cards import NOW, card

EMPTY = {"ko": " ", "en": ""}


def found(**changes):
    return [(problem.code, problem.field_name) for problem in problems(card(**changes), now=NOW)]


def test_problems_of_a_complete_card():
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "code", "field_name"),
    [
        ({"title": EMPTY}, "text_missing", "notice.title"),
        ({"summary": EMPTY}, "text_missing", "notice.summary"),
        ({"notice": EMPTY}, "text_missing", "notice.notice"),
        ({"eligibility": EMPTY}, "text_missing", "notice.eligibility"),
        ({"notice_no": " "}, "text_missing", "notice.notice_no"),
        ({"agencies__requests": "MSIT"}, "agency_missing", "notice.requests"),
        ({"agencies__approves": ""}, "agency_missing", "notice.approves"),
        ({"schedule__opens_at": "2026-01-22T09:00:00+09:00"}, "opens_in_past", "schedule.opens_at"),
        ({"schedule__closes_at": "2026-01-23T09:00:00+09:00"}, "closes_before_opening", "schedule.closes_at"),
        ({"schedule__result_on": None}, "day_missing", "schedule.result_on"),
        ({"schedule__screening_on": "2026-02-11"}, "day_out_of_order", "schedule.screening_on"),
        ({"schedule__presentation_on": "2026-02-15"}, "day_out_of_order", "schedule.presentation_on"),
        ({"documents__0__name": EMPTY}, "text_missing", "documents.0.name"),
        ({"documents__1__code": "proposal"}, "code_doubled", "documents.1.code"),
        ({"documents__2__formats": []}, "format_unknown", "documents.2.formats"),
        ({"documents__2__formats": ["exe"]}, "format_unknown", "documents.2.formats"),
        ({"documents__0__max_mb": 0}, "size_out_of_range", "documents.0.max_mb"),
        ({"documents__0__max_mb": 201}, "size_out_of_range", "documents.0.max_mb"),
        ({"documents__0__max_pages": 0}, "pages_out_of_range", "documents.0.max_pages"),
        ({"documents": []}, "no_required_document", "documents"),
        ({"screening": []}, "list_empty", "screening"),
        ({"screening__4__question": EMPTY}, "text_missing", "screening.4.question"),
        ({"pledges": []}, "list_empty", "pledges"),
        ({"pledges__0__text": EMPTY}, "text_missing", "pledges.0.text"),
        ({"gates__1__question": EMPTY}, "text_missing", "gates.1.question"),
        ({"comment_min": -1}, "number_out_of_range", "other.comment_min"),
        ({"comment_min": 1001}, "number_out_of_range", "other.comment_min"),
        ({"objection_days": 61}, "number_out_of_range", "other.objection_days"),
        ({"disclosure": "everything"}, "value_not_offered", "other.disclosure"),
        ({"deadline__grace": "1h"}, "value_not_offered", "other.deadline"),
        ({"format": "gwaban/rule-card-2"}, "card_unreadable", ""),
        ({"schedule__opens_at": "soon"}, "card_unreadable", ""),
        ({"presentation__score__criteria__0__max": "many"}, "card_unreadable", ""),
    ],
)
def test_problems_of_one_fault(changes, code, field_name):
    assert found(**changes) == [(code, field_name)]


def test_problems_at_the_last_moment_before_opening():
    document = card(schedule__opens_at="2026-01-22T09:00:00.001+09:00")

    assert problems(document, now=NOW) == []


def test_problems_without_pages_limit():
    assert found(documents__0__max_pages=None) == []


def test_problems_without_written_review_ask_for_no_day():
    assert found(written=None, schedule__written_on=None) == []


def test_problems_are_told_at_once():
    assert found(title=EMPTY, comment_min=-1, presentation__seats=0) == [
        ("text_missing", "notice.title"),
        ("number_out_of_range", "other.comment_min"),
        ("no_seat", "presentation_rule.seats"),
    ]
