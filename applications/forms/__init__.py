"""How HTML input comes in: forms validate, actions save."""
