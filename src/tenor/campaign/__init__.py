"""The campaign: one issuance as a file, everything in it checked together, and its run from term sheet to redemption.

files.py       the shapes of campaign.yaml, parties.yaml, fundings.csv and conventional.csv
events_file.py the shape of events.yaml
events.py      what happens besides the schedule
*course.py     the schedule as it is lived with trouble, and with options; pure
fixings.py     when coupons are fixed that are not known at issue; pure
moments.py     when a payment is funded and made
model.py       `Campaign` and its parts, as every later step takes them
money_files.py receipts of cash and payments outside the chain
load.py        the folder -> `Campaign`
issues.py      the campaigns within a folder of several
check_*.py     rules between the files
levies.py      whose interest is taxed, and who receives the tax
projection.py  who holds which units and how much cash at each moment; pure
summary.py     a checked campaign in figures
schema.py      JSON Schemas of the files
new.py         a starter campaign
actors.py      everyone who signs, with keys and wallets
plan.py        what the steps share, and what a step is
trading.py     who buys from whom: allotments on both rails, trades between investors
steps.py       the steps in the order of their dates
*_steps.py     those of fixings, tax, trouble and options
run.py         the runner, and the record it keeps
"""
