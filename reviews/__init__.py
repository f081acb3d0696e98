"""What panels do: members and recusals, sheets, meetings, votes, the tally, the decision and its records.

It pulls submitted applications from `applications`, and hands the result down to it; nothing there calls up.
"""
