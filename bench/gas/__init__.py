"""Gas of each operation, as receipts tell it: one operation per transaction and block, so that every slot is cold.

`make gas` writes results.json. Gas is the same on every machine, so a difference there is a difference of the product.
"""
