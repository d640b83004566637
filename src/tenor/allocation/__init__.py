"""Allocation: from the order book to what each investor is allotted; pure, nothing here knows a chain.

orders.py  the order book
allot.py   orders -> allotments, by one of two methods
"""
