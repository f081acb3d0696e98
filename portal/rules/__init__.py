"""Rules of the house in plain Python: facts in, answers out; no Django, no clock."""
