import pytest
from django.db import IntegrityError, connection, transaction

from portal.errors import NotNow
from reviews.actions.races import lost_races

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "code"),
    [
        ("review_closed", "review_closed"),
        ("seat_recused", "state_changed"),
        ("own_panel", "state_changed"),
        ("one_sheet_version", "state_changed"),
        ("vote_not_open", "vote_not_open"),
        ("one_ballot_per_seat", "ballot_cast_already"),
    ],
)
def testlost_races_become_answers(constraint, code):
    with pytest.raises(NotNow, match=code), transaction.atomic(), lost_races(), connection.cursor() as cursor:
        cursor.execute(
            f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = 'check_violation', CONSTRAINT = '{constraint}'; END $$"
        )


def testlost_races_leave_defects_alone():
    with pytest.raises(IntegrityError), transaction.atomic(), lost_races(), connection.cursor() as cursor:
        cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = 'check_violation'; END $$")
