"""Settlement: what both parties instruct, what of it matches, what is left of it net, and delivery versus payment.

instruction.py       one party's instruction (ISO 20022 sese.023); instruction_file.py: CSV in and out
quantity.py          units and minor units as people write and read them
matching.py          instructions -> trades, by pairing.py and shelf.py within tolerance.py; matched.py: a trade
nearest.py           what comes nearest to an instruction that matches none; unmatched.py: the report
summary.py           what matched by asset and currency; matching_file.py: all of it as CSV
due.py               the trades that are to settle by a day
netting.py           trades -> net positions -> the movements that bring them; net_document.py: as JSON
obligation.py        the queue of what waits for cover
balances_file.py     what accounts open with, as CSV
sequence.py          settling it one by one
gridlock.py          settling at once what waits for each other; overtaking.py: more of it
waiting.py           what each of these settles, and what the rest wants; queue_document.py: as JSON
liquidity.py         what a day needs, and what less than that settles
fails.py             what did not settle in time, and through whose fault; settled_file.py: from CSV
penalties.py         what it costs; rates_file.py: rates from CSV; penalty_document.py: all of it as JSON
day.py               a generated day
trade.py             a trade that both sign, settled on chain; cycle.py: many of them at once, net
matched_trade.py     a trade that is matched first and settles later: its life, and where it stands
trade_file.py        such a trade as YAML; trade_desk.py: acted on, on a node of somebody's own
market.py            parties and assets as wallets and tokens; matched trades as their parties sign them
bundles.py           in which order a queue settles, and what of it only together; cycles.py: as a cycle carries
business_day.py      all of it sent, one by one or in cycles; what failed, and why
"""
