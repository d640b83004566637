"""Term sheets: YAML outside, frozen integer `Terms` inside; the first stage of the flow.

source.py    YAML text -> tree of texts with the line of every entry
fields.py    strict types of single fields
model.py     `TermSheet` (as written) and `Terms` (as every later stage takes it)
validate.py  rules that hold between fields
explain.py   what is wrong, as sentences that name the field
load.py      `load_document` for any YAML file, `load_terms` for a term sheet
schema.py    JSON Schema for editors
"""
