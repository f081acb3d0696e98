"""What happens to every request, from outside in: health, pace, origin, actor and transaction, device,
login, second factor, refusals.
"""
