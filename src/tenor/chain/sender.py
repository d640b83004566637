"""The one sender: everything Tenor sends goes through here, as an intent, and its outcome is journalled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from eth_account.signers.local import LocalAccount
from requests.exceptions import RequestException
from web3.exceptions import ContractLogicError, Web3Exception, Web3RPCError
from web3.types import TxParams, TxReceipt, Wei

from tenor.chain.connection import Chain
from tenor.chain.contract import explain_revert
from tenor.chain.events import transfers
from tenor.chain.intent import Intent, Outcome
from tenor.chain.journal import Journal
from tenor.errors import TransactionFailed

_RECEIPT_WITHIN = 60  # [s]
_RECEIPT_POLL = 0.002  # [s]
_TIP: Wei = Wei(1_000_000_000)


class Sender:
    """Signs intents, sends them one after the other and waits for each outcome.

    An intent that the journal holds as done is not sent again.
    """

    def __init__(self, chain: Chain, keys: Mapping[str, LocalAccount], journal: Journal) -> None:
        self._chain = chain
        self._keys = keys
        self._journal = journal

    def execute(self, intent: Intent) -> Outcome:
        """Carry out one intent and hold what the chain moved against what the intent promises.

        Raises:
            TransactionFailed: the chain refused the intent, with the contract's reason, or did something else.
        """
        known = self._journal.outcome(intent.id)
        if known is not None:
            return known
        receipt = self._send(intent)
        if receipt["status"] != 1:
            raise _refused(intent, f"transaction {receipt['transactionHash'].to_0x_hex()} was reverted")
        _check_promise(intent, receipt)
        outcome = self._outcome(intent, receipt)
        self._journal.done(intent, outcome)
        return outcome

    def _send(self, intent: Intent) -> TxReceipt:
        eth, account = self._chain.web3.eth, self._keys[intent.actor.key]
        try:
            signed = account.sign_transaction(self._transaction(intent, account))  # type: ignore[arg-type]
            self._journal.started(intent, signed.hash.to_0x_hex())
            eth.send_raw_transaction(signed.raw_transaction)
            return eth.wait_for_transaction_receipt(signed.hash, _RECEIPT_WITHIN, _RECEIPT_POLL)
        except (ContractLogicError, Web3RPCError) as exc:
            raise _refused(intent, explain_revert(exc)) from exc
        except (Web3Exception, RequestException, OSError) as exc:
            what = f"the outcome is unknown: {type(exc).__name__}: {exc}"
            raise TransactionFailed(
                _place(intent), what, "See on the chain whether the journal's transaction is there"
            ) from exc

    def _transaction(self, intent: Intent, account: LocalAccount) -> TxParams:
        eth = self._chain.web3.eth
        base: TxParams = {"from": account.address, "to": intent.to, "data": intent.data, "value": Wei(0)}  # type: ignore[typeddict-item]
        # The estimate is also the dry run: a call that would revert is never sent.
        gas = eth.estimate_gas(base)
        base_fee = eth.get_block("latest")["baseFeePerGas"]
        return {
            **base,
            "chainId": self._chain.chain_id,
            "type": 2,
            "nonce": eth.get_transaction_count(account.address, "pending"),
            "gas": gas + gas // 10,
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


def _check_promise(intent: Intent, receipt: TxReceipt) -> None:
    """Raise TransactionFailed where the tokens moved are not those of the intent, e.g. a payee that refused."""
    moved, promised = Counter(transfers(receipt)), Counter(intent.movements)
    if moved != promised:
        first = next(iter((promised - moved) or (moved - promised)))
        word = "did not happen" if promised - moved else "was not asked for"
        what = f"{first.amount:,} of {first.asset} from {first.sender} to {first.receiver} {word}"
        raise TransactionFailed(_place(intent), what, f"Trace transaction {receipt['transactionHash'].to_0x_hex()}")


def _refused(intent: Intent, reason: str) -> TransactionFailed:
    return TransactionFailed(_place(intent), f"refused: {reason}", "See the contract's NatSpec for this error")


def _place(intent: Intent) -> str:
    return f"{intent.stage}: {intent.what}"
