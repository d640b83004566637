"""The campaign: one issuance as a file, everything in it checked together, and its run from term sheet to redemption.

files.py       the shapes of campaign.yaml, parties.yaml and fundings.csv
model.py       `Campaign` and its parts, as every later step takes them
load.py        the folder -> `Campaign`
check.py       rules between the files
projection.py  who holds which units and how much cash at each moment; pure
summary.py     a checked campaign in figures
new.py         a starter campaign
"""
