"""Documents, checklist, pledges, questions and criteria."""

from applications.forms.card_lists import (
    DocumentsSection,
    GatesSection,
    PresentationCriteriaSection,
    WrittenCriteriaSection,
)
from tests.applications.forms.cards import typed
from tests.applications.rules.cards import card


def section(kind, document=None, **changes):
    document = document or card()
    made = kind(document, typed(kind(document), **changes))
    made.is_valid()
    return made


def test_rows_are_added_with_a_code_of_their_own():
    made = section(GatesSection, rows_2_name_ko="국민 체감", rows_2_question_ko="국민이 체감합니까?")

    assert [item["code"] for item in made.write()["gates"]] == ["competitiveness", "ecosystem", "gates-3"]


def test_rows_keep_a_typed_code_and_never_double_a_made_one():
    changes = {"rows_0_code": "gates-3", "rows_2_name_ko": "국민 체감", "rows_2_question_ko": "국민이 체감합니까?"}

    assert [item["code"] for item in section(GatesSection, **changes).write()["gates"]] == [
        "gates-3",
        "ecosystem",
        "gates-4",
    ]


def test_rows_are_deleted_and_put_in_order():
    made = section(DocumentsSection, rows_0_DELETE="on", rows_5_ORDER="1", rows_1_ORDER="9")

    assert [item["code"] for item in made.write()["documents"]] == [
        "bonus_evidence",
        "tech_report",
        "privacy_consent",
        "biz_registration",
        "participation_intent",
    ]


def test_an_empty_new_row_is_nothing():
    assert section(GatesSection, rows_2_name_ko=None).write() == card()


def test_documents_take_formats_and_limits():
    changes = {"rows_0_formats": ["pdf", "odt"], "rows_0_max_mb": "10", "rows_0_max_pages": "", "rows_0_required": None}
    document = section(DocumentsSection, **changes).write()["documents"][0]

    assert (document["formats"], document["max_mb"], document["max_pages"], document["required"]) == (
        ["pdf", "odt"],
        10,
        None,
        False,
    )


def test_documents_refuse_what_is_out_of_range():
    made = section(DocumentsSection, rows_0_formats=["exe"], rows_1_max_mb="201", rows_2_name_ko="", rows_3_code="a b")

    assert [list(errors) for errors in made.rows.errors[:4]] == [["formats"], ["max_mb"], ["name_ko"], ["code"]]


def test_criteria_go_to_the_texts_and_to_the_rule():
    made = section(PresentationCriteriaSection, rows_0_max="35.5", rows_0_min="10", rows_1_DELETE="on")
    document = made.write()

    assert [item["code"] for item in document["criteria"]["presentation"]] == ["tech", "impact"]
    assert document["presentation"]["score"]["criteria"] == [
        {"code": "tech", "max": "35.5", "min": "10"},
        {"code": "impact", "max": "30", "min": None},
    ]
    assert document["written"] == card()["written"]


def test_criteria_points_are_decimals():
    made = section(PresentationCriteriaSection, rows_0_max="1e3", rows_1_max="-1", rows_2_min="3,5")

    assert [list(errors) for errors in made.rows.errors[:3]] == [["max"], ["max"], ["min"]]


def test_criteria_of_a_review_that_is_not_there_keep_their_texts():
    document = card(written=None)
    made = section(WrittenCriteriaSection, document, **{f"rows_{row}_max": "10" for row in range(3)})

    assert made.write() == document
