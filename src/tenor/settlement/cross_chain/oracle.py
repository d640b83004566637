"""The key oracle: says of an encrypted key that it can open it, and opens it once its payment's contract asks.

It keeps nothing of a trade. What it opens, and when, follows from the encrypted key and from the chain of the payment.
"""

from __future__ import annotations

from dataclasses import dataclass

from eth_account.signers.local import LocalAccount

from tenor.settlement.cross_chain.conditional import ConditionalTrade, purpose_of, statement, statement_type
from tenor.settlement.cross_chain.keys import OracleKey, decrypt_key


@dataclass(frozen=True, slots=True)
class KeyOracle:
    """A key oracle.

    Args:
        key: opens encrypted keys.
        account: signs statements; a key of its own.
    """

    key: OracleKey
    account: LocalAccount

    def vouch(self, trade: ConditionalTrade) -> tuple[bytes, bytes]:
        """Signatures on the success and the failure key: that each opens, for this trade, and is what its hash says.

        Raises:
            InputError: one of them does not.
        """
        for success in (True, False):
            self.open(trade, success=success)
        typed = statement_type(trade)
        success_signature, failure_signature = (
            typed.sign(statement(trade, success=success), self.account) for success in (True, False)
        )
        return success_signature, failure_signature

    def open(self, trade: ConditionalTrade, *, success: bool) -> bytes:
        """The key of one outcome; for nobody else's eyes until the contract asks for it.

        Raises:
            InputError: it does not open for this chain, contract, trade and outcome.
        """
        purpose = purpose_of(trade.payment, trade.id, success=success)
        return decrypt_key(trade.encrypted(success=success), purpose, self.key)
