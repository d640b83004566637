"""What people write: YAML documents and CSV tables, read at their word, and errors that name file, line and remedy.

text.py      bytes -> text, or why not
source.py    YAML text -> tree of texts with the line of every entry
table.py     CSV text -> rows with their lines
fields.py    strict types of single fields
document.py  a YAML file as the model it must fit
problems.py  what is wrong, as sentences that name the field
schema.py    JSON Schema for editors
"""
