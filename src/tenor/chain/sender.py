"""The one sender: everything Tenor sends goes through here, as an intent, and its outcome is journalled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from eth_account.signers.local import LocalAccount
from eth_typing import HexStr
from web3.exceptions import ContractLogicError, Web3Exception, Web3RPCError
from web3.types import TxParams, TxReceipt, Wei

from tenor.chain.connection import Chain
from tenor.chain.contract import explain_revert
from tenor.chain.events import transfers
from tenor.chain.intent import Intent, Outcome
from tenor.chain.journal import Journal
from tenor.errors import ConnectionFailed, TransactionFailed

_RECEIPT_WITHIN = 60  # [s]
_RECEIPT_POLL = 0.002  # [s]
_MOST_GAS = 2**24
_TIP: Wei = Wei(1_000_000_000)


class Sender:
    """Signs intents, sends them one after the other and waits for each outcome.

    An intent that the journal holds as done is not sent again.
    """

    def __init__(self, chain: Chain, keys: Mapping[str, LocalAccount], journal: Journal) -> None:
        self._chain = chain
        self._keys = keys
        self._journal = journal

    def execute(self, intent: Intent, *, promised: bool = True) -> Outcome:
        """Carry out one intent and hold what the chain moved against what the intent promises.

        Args:
            intent: what.
            promised: whether its movements are all that may move; otherwise the caller looks at what did.

        Raises:
            TransactionFailed: the chain refused the intent, with the contract's reason, or did something else.
        """
        receipt = self._receipt(intent, self._journal.transaction(intent.id) or self._send(intent))
        if receipt["status"] != 1:
            raise _refused(intent, self._why(intent, receipt))
        outcome = self._journal.outcome(intent.id) or self._outcome(intent, receipt)
        self._journal.done(intent, outcome)
        if promised:
            _check_promise(intent, receipt)
        return outcome

    def _send(self, intent: Intent) -> str:
        """Sign and send, noted before it is sent; the transaction's hash."""
        account = self._keys[intent.actor.key]
        try:
            signed = account.sign_transaction(self._transaction(intent, account))  # type: ignore[arg-type]
        except (ContractLogicError, Web3RPCError) as exc:
            raise _refused(intent, explain_revert(exc)) from exc
        transaction = signed.hash.to_0x_hex()
        self._journal.started(intent, transaction)
        try:
            self._chain.web3.eth.send_raw_transaction(signed.raw_transaction)
        except Web3RPCError as exc:
            raise _refused(intent, explain_revert(exc)) from exc
        except (ConnectionFailed, Web3Exception) as exc:
            raise _unknown(intent, transaction, exc) from exc
        return transaction

    def _receipt(self, intent: Intent, transaction: str) -> TxReceipt:
        try:
            eth = self._chain.web3.eth
            return eth.wait_for_transaction_receipt(HexStr(transaction), _RECEIPT_WITHIN, _RECEIPT_POLL)
        except (ConnectionFailed, Web3Exception) as exc:
            raise _unknown(intent, transaction, exc) from exc

    def _why(self, intent: Intent, receipt: TxReceipt) -> str:
        """The reason of a transaction that passed its dry run and was reverted all the same."""
        call: TxParams = {"from": receipt["from"], "to": receipt["to"], "data": HexStr(intent.data)}
        try:
            self._chain.web3.eth.call(call, receipt["blockNumber"])
        except (ContractLogicError, Web3RPCError) as exc:
            return explain_revert(exc)
        return f"transaction {receipt['transactionHash'].to_0x_hex()} was reverted"

    def _transaction(self, intent: Intent, account: LocalAccount) -> TxParams:
        eth = self._chain.web3.eth
        base: TxParams = {"from": account.address, "to": intent.to, "data": intent.data, "value": Wei(0)}  # type: ignore[typeddict-item]
        # The estimate is also the dry run: a call that would revert is never sent. It is of the block to come, which is
        # long after the latest one where a node mines on demand.
        gas = eth.estimate_gas(base, "pending")
        base_fee = eth.get_block("latest")["baseFeePerGas"]
        return {
            **base,
            "chainId": self._chain.chain_id,
            "type": 2,
            "nonce": eth.get_transaction_count(account.address, "pending"),
            "gas": gas_limit(gas),
            "maxFeePerGas": Wei(2 * base_fee + _TIP),
            "maxPriorityFeePerGas": _TIP,
        }

    def _outcome(self, intent: Intent, receipt: TxReceipt) -> Outcome:
        block = self._chain.web3.eth.get_block(receipt["blockNumber"])
        return Outcome(
            intent=intent.id,
            hash=receipt["transactionHash"].to_0x_hex(),
            block=receipt["blockNumber"],
            timestamp=block["timestamp"],
            gas=receipt["gasUsed"],
            fee=receipt["gasUsed"] * receipt["effectiveGasPrice"],
        )


def gas_limit(estimate: int) -> int:
    """The gas that a transaction may use: a tenth more than estimated, but not more than a chain takes (EIP-7825)."""
    return max(estimate, min(estimate + estimate // 10, _MOST_GAS))


def _check_promise(intent: Intent, receipt: TxReceipt) -> None:
    """Raise TransactionFailed where the tokens moved are not those of the intent, e.g. a payee that refused."""
    moved, promised = Counter(transfers(receipt)), Counter(intent.movements)
    if moved != promised:
        first = next(iter((promised - moved) or (moved - promised)))
        word = "did not happen" if promised - moved else "was not asked for"
        what = f"{first.amount:,} of {first.asset} from {first.sender} to {first.receiver} {word}"
        raise TransactionFailed(_place(intent), what, f"Trace transaction {receipt['transactionHash'].to_0x_hex()}")


def _refused(intent: Intent, reason: str) -> TransactionFailed:
    return TransactionFailed(
        _place(intent), f"refused: {reason}", "See the reason; contracts/interfaces explains errors"
    )


def _unknown(intent: Intent, transaction: str, exc: Exception) -> TransactionFailed:
    what = f"the outcome of transaction {transaction} is unknown: {str(exc).rstrip('.')}"
    return TransactionFailed(_place(intent), what, "See on the chain whether it is there")


def _place(intent: Intent) -> str:
    return f"{intent.stage}: {intent.what}"
