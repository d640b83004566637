"""cross-chain: a bond on one chain against money on another, settled, given up and deserted in every way."""
