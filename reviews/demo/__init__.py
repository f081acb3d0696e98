"""The demo: a call like the 2026 additional call, played through the real actions, clock and worker.

Organisations, people, scores and votes are invented; only the facts of the notice are published ones.
`cast` is who and what, `story` the steps in order, `step` how a step is played once and resumed.
"""
