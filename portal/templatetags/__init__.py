"""Template libraries: `ui` is a builtin, so every template has it."""
