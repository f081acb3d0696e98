"""What happens when somebody does it: lock → may? → legal move? → rule → write → audit → outbox → return.

One file a verb; the verb is also the URL name, the template and the test's stem.
"""
