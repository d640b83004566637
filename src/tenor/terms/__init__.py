"""Term sheets: YAML outside, frozen integer `Terms` inside; the first stage of the flow (docs/terms.md).

vocabulary.py         the words that stand for one rule each
coupon.py             interest as written, by kind; price index and targets
amortisation.py       principal repaid before maturity, as written
options.py            early repayment, trouble, tax and prescription, as written
holidays.py           holiday files
sheet.py              `TermSheet`, the whole as written
parts.py              the blocks of the terms
terms.py              `Terms`, as every later stage takes them
convert.py            `to_terms`
convert_options.py    the same of options and trouble
rules.py              rules that several blocks are held to
validate.py           rules that hold between fields
validate_coupon.py    the same of interest
validate_principal.py the same of principal
validate_options.py   the same of options and trouble
load.py               `load_terms`
model.py              what later stages take, in one place
"""
