"""The cards to start from."""

from applications.queries import card_template, card_templates
from applications.rules import readiness
from tests.applications.rules.cards import NOW


def test_card_templates_lack_their_notice_number_alone():
    found = card_templates()

    lacking = {
        name: [problem.field_name for problem in readiness.problems(card, now=NOW)] for name, card in found.items()
    }
    assert lacking == {"additional": ["notice.notice_no"]}


def test_card_template_is_a_fresh_copy():
    card_template("additional")["title"]["ko"] = "다른 이름"

    assert card_template("additional")["title"]["ko"] != "다른 이름"
