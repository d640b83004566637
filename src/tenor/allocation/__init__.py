"""Allocation: from the order book to what each investor is allotted; pure, nothing here knows a chain.

methods.py       how an issue is offered: the method and its parameters
order_row.py     one line of the order book as written
check_orders.py  rules on each line
orders.py        the order book
check_offering.py  rules on the parameters
quoting.py       what a unit costs at a limit or at the issue price
scale.py         scaling back
cover.py         whether the issue is taken up
result.py        allotments, their sums, the price that the orders set
offer.py         at the issue price, or as given
demand.py        the demand curve of a book
book.py          one reoffer price for a book
auction.py       at one price, or at what each bid
ballot.py        lots for everybody, the rest by a draw
commitment.py    the commitment to a sealed bid, byte by byte
sealed.py        sealed bids opened
allot.py         orders -> allotments, by the method
"""
