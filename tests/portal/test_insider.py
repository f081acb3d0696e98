"""Nobody inside gets through alone, and the auditor sees that they tried."""

from tests.drills import insider


def test_twenty_attempts_are_refused_or_wait_for_a_second_person_and_the_auditor_sees_each(
    django_db_setup, django_db_blocker
):
    with django_db_blocker.unblock():
        figures = insider.run(scale=1, seed=1)

    assert insider.passed(figures), figures
