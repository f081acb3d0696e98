"""What happens when somebody does it: lock → may? → legal move? → rule → write → audit → outbox → return."""
