"""Getting in and staying in: what the house adds to allauth.

Proof of who somebody is (`proof`), devices and sessions (`devices`), waits after failures (`throttling`), and the two
adapters through which allauth asks the house.
"""
