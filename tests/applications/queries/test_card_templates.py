"""The cards to start from."""

from datetime import datetime, timedelta

from applications.queries import card_template, card_templates
from applications.rules import readiness


def test_card_templates_lack_their_notice_number_alone():
    lacking = {
        name: [problem.field_name for problem in readiness.problems(card, now=_the_day_before(card))]
        for name, card in card_templates().items()
    }
    assert lacking == {
        "additional": ["notice.notice_no"],
        "first": ["notice.notice_no"],
        "stage": ["notice.notice_no", "presentation_criteria"],
    }


def _the_day_before(card):
    return datetime.fromisoformat(card["schedule"]["opens_at"]) - timedelta(days=1)


def test_card_template_is_a_fresh_copy():
    card_template("additional")["title"]["ko"] = "다른 이름"

    assert card_template("additional")["title"]["ko"] != "다른 이름"
