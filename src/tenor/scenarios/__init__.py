"""Scenarios: market stories over several campaigns and generated days, each told on one page.

They stand after the reports: a scenario runs campaigns and days through the stages before it, and tells what came of it
in blocks of `tenor.reports.page`, which holds the look.

scenario.py      what a scenario is, and what it hands over
catalogue.py     those that there are
run.py           runs one and writes its report
market.py        a market on a chain of its own, for scenarios, days of trades and benches
settled_day.py   one day of matched trades settled on such a market
deposit_network/ four banks' deposits, and a day of payments settled in four ways
t2_versus_t0/    the same trades settled two days later and at once, gross and net
cross_chain/     a bond on one chain against money on another
"""
