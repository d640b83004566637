"""How many random term sheets the product and the tests' twin agreed on."""
