"""Races, faults and hostile files, run by `make drill`: too long for the gate, judged by figures.

One module a drill (see tests/plugins/measuring.py). `make drill NAME=race SCALE=1 SEED=7` runs one.
"""
