"""Rules of the call in plain Python: facts in as dataclasses, answers out; no Django, no clock, no float."""
