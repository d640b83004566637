"""What the gas of an operation is spent on, by the instructions that its transactions ran."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from eth_typing import HexStr

from tenor.chain.connection import Chain

TRACER = Path(__file__).with_name("tracer.js").read_text("utf-8")

PARTS = (
    *("transaction and calldata", "storage read", "storage written", "logs", "code read", "hashes"),
    *("calls and creations", "everything else"),
)
_INSTRUCTIONS = {
    "SLOAD": "storage read",
    "SSTORE": "storage written",
    **{f"LOG{topics}": "logs" for topics in range(5)},
    "EXTCODECOPY": "code read",
    "KECCAK256": "hashes",
    "SHA3": "hashes",
}
_BASE, _NONZERO, _ZERO = 21_000, 16, 4  # of a transaction and of its bytes (EIP-2028)


def account(chain: Chain, transactions: Iterable[str]) -> dict[str, int]:
    """Gas of transactions by what it was spent on; the parts add up to what the receipts say."""
    parts: Counter[str] = Counter()
    for transaction in transactions:
        parts.update(_parts(chain, transaction))
    return {part: parts[part] for part in PARTS}


def _parts(chain: Chain, transaction: str) -> Counter[str]:
    used = chain.web3.eth.get_transaction_receipt(HexStr(transaction))["gasUsed"]
    sent = chain.web3.eth.get_transaction(HexStr(transaction))["input"]
    trace: Any = chain.rpc("debug_traceTransaction", transaction, {"tracer": TRACER})
    zeros = sent.count(0)
    parts = Counter({"transaction and calldata": _BASE + _ZERO * zeros + _NONZERO * (len(sent) - zeros)})
    for instruction, gas in trace["gas"].items():
        parts[_INSTRUCTIONS.get(instruction, "everything else")] += int(gas)
    # What is given back for cleared storage is at most a fifth of what was used before (EIP-3529).
    parts["storage written"] -= min(int(trace["refund"]), used // 4)
    parts["calls and creations"] = used - parts.total()
    return parts
