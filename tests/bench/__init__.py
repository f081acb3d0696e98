"""Speed, run by `make bench`: our own figures as ratios to floors that are measured in the same run.

One module a benchmark (see tests/plugins/measuring.py). `make bench NAME=reports` runs one.
"""
