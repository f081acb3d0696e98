"""The second door: JSON over the same actions and queries."""
