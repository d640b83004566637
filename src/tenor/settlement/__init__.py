"""Settlement: what both parties instruct, what of it matches, what is left of it net, and delivery versus payment.

instruction.py       one party's instruction (ISO 20022 sese.023); instruction_file.py: CSV in and out
matching.py          instructions -> trades, by pairing.py and shelf.py within tolerance.py; matched.py: a trade
nearest.py           what comes nearest to an instruction that matches none; unmatched.py: the report
netting.py           trades -> net positions -> the movements that bring them
obligation.py        the queue of what waits for cover
sequence.py          settling it one by one
gridlock.py          settling at once what waits for each other; overtaking.py: more of it
liquidity.py         what a day needs, and what less than that settles
fails.py             what did not settle in time, and through whose fault; penalties.py: what it costs
day.py               a generated day
trade.py             a trade that both sign, settled on chain
"""
