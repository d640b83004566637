"""Money: deposits at banks, payments between their customers, and the books of both rebuilt from events.

accounts.py          accounts opened and closed, deposits booked, withdrawn and transferred, permits
payment.py           a payment between customers of two banks, as its payer signs it
codes.py             purposes and reasons (ISO 20022)
acts.py              accepted, refused, confirmed, completed, reversed, asked back, sent back
participation.py     a bank's part in the system, its accounts at other banks
history.py           the events of a payment system and of its banks' money
stories.py           events -> what became of each payment, and the money that moved for it
books.py             events -> each movement of a bank's money with what it was for
days.py              what a bank owes, day by day and over the day
sessions.py          which payments a net session settles; queues.py: what waits, as the chain has it
statement.py         a customer's account, entry by entry
"""
