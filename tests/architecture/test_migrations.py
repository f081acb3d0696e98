"""Migrations are a line, not a tree."""

import itertools

import pytest
from django.db.migrations.loader import MigrationLoader

from tests.architecture.source import APPS


@pytest.mark.parametrize("app", APPS)
def test_migrations_follow_one_another(app):
    loader = MigrationLoader(None)
    own = sorted(name for label, name in loader.disk_migrations if label == app)
    numbers = [int(name.split("_")[0]) for name in own]
    assert numbers == list(range(1, len(own) + 1))
    for earlier, later in itertools.pairwise(own):
        assert (app, earlier) in loader.disk_migrations[app, later].dependencies
