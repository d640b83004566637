"""How much of the shipped Solidity the Python tests run: lines, and both sides of every branch.

`plugin` has Anvil trace whatever the tests send or call (`tracer.js` tells which instructions ran in which code),
`recorder` gathers that by contract, `compiled` knows the source of every instruction, `places` what a line and a branch
are, and `tally` counts. The tests run as they are, on the shipped sources compiled without what mixes lines.
"""
