"""What happens to every request, from outside in: health, pace, origin, access log, actor and transaction, device,
login, second factor, refusals.
"""
