from datetime import UTC, datetime, timedelta

from reviews.rules.timetable import Slot, in_order, problems

NINE = datetime(2026, 2, 19, 0, 0, tzinfo=UTC)


def slot(ref: str, start: int, minutes: int = 40) -> Slot:
    begins = NINE + timedelta(minutes=start)
    return Slot(ref, begins, begins + timedelta(minutes=minutes))


def codes(slots: list[Slot], expected: set[str]) -> list[tuple[str, str]]:
    return [(problem.code, problem.field_name) for problem in problems(slots, expected)]


def test_problems_of_a_sound_timetable():
    assert codes([slot("B", 40), slot("A", 0)], {"A", "B"}) == []


def test_problems_when_one_is_missing_and_one_is_foreign():
    assert codes([slot("A", 0), slot("X", 40)], {"A", "B"}) == [("slot_missing", "B"), ("slot_unknown", "X")]


def test_problems_when_one_stands_twice():
    assert codes([slot("A", 0), slot("A", 40)], {"A"}) == [("slot_twice", "A")]


def test_problems_when_a_slot_has_no_length():
    assert codes([slot("A", 0, 0)], {"A"}) == [("slot_ends_before_start", "A")]


def test_problems_when_slots_overlap():
    assert codes([slot("A", 0), slot("B", 39)], {"A", "B"}) == [("slots_overlap", "B")]


def test_in_order_of_time_then_reference():
    slots = [slot("B", 0), slot("C", -40), slot("A", 0)]

    assert [each.ref for each in in_order(slots)] == ["C", "A", "B"]
