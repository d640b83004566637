"""Term sheets: YAML outside, frozen integer `Terms` inside; the first stage of the flow.

model.py     `TermSheet` (as written) and `Terms` (as every later stage takes it)
validate.py  rules that hold between fields
load.py      `load_terms`
"""
