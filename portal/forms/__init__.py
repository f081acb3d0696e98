"""Forms of the house: they validate, actions save."""
