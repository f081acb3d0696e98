"""Set-up without surprises: people and organisations are made, every state is reached by playing the real moves."""
