"""The operations that are measured: their keys, how each is measured, and the mark it is to reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operation:
    """One measured operation.

    Args:
        key: its name in results.json.
        mark: gas that must at least be reached.
        how: what is measured, with the state it starts from.
        above: key of the operation that the mark is a surcharge on, if any.
        short: why the mark is missed, where it is.
    """

    key: str
    mark: int
    how: str
    above: str | None = None
    short: str = ""

    def mark_beside(self, gas: Mapping[str, int]) -> int:
        """The mark as a figure of its own, given what was measured."""
        return self.mark + (gas[self.above] if self.above else 0)


OPERATIONS = (
    Operation("deploy_bond", 450_000, "createBond with 10 fixed coupons; shared contracts are listed apart"),
    Operation("deploy_bond_60", 900_000, "createBond with 60 fixed coupons"),
    Operation("deploy_bond_60_fixed_later", 1_800_000, "createBond with 60 coupons of a floating rate"),
    Operation("onboard_1", 60_000, "one claim, its signature checked, brought by the registrar"),
    Operation("onboard_100_each", 32_000, "100 claims in one transaction, signatures checked, per wallet"),
    Operation("onboard_100_registrar_each", 26_000, "batchRegisterIdentity of 100 by a registrar that vouches, each"),
    Operation("mint_100_each", 28_500, "batchMint to 100 verified wallets that never held the bond, per wallet"),
    Operation(
        "transfer_existing",
        50_000,
        "bond transfer, both balances stay above zero, no coupon to count in; checked: identity, pause, freeze, home "
        "country, most held, least held, window",
    ),
    Operation(
        "transfer_other_country",
        50_000,
        "the same to a holder of a listed country that is not home",
        short="2,100 for the word of the list; a home country stands in the token's own word, which is read anyway",
    ),
    Operation("transfer_new", 67_500, "bond transfer to a verified wallet that never held the bond"),
    Operation(
        "transfer_after_record",
        3_500,
        "bond transfer, both existing holders' first touch after a record time",
        above="transfer_existing",
    ),
    Operation(
        "transfer_after_record_floating",
        3_500,
        "the same of a bond at a floating rate whose coupon was fixed by then",
        above="transfer_existing",
    ),
    Operation(
        "transfer_after_record_unfixed",
        3_500,
        "the same where the coupon is not fixed yet: the record units wait in the account",
        above="transfer_existing",
    ),
    Operation(
        "transfer_after_record_per_holding",
        3_500,
        "the same of a bond whose interest is rounded on the holding, coupon by coupon",
        above="transfer_existing",
    ),
    Operation(
        "transfer_voting",
        85_000,
        "bond transfer while holders vote, the first of all since the vote's record time: what both may vote with is "
        "noted in two new words, the units in issue in a third",
        above="transfer_existing",
    ),
    Operation(
        "transfer_voting_noted",
        20_000,
        "the same once both are noted",
        above="transfer_existing",
    ),
    Operation("batch_transfer_100_each", 12_000, "batchTransfer to 100 existing holders, per transfer"),
    Operation("forced_transfer", 55_000, "forcedTransfer of ERC-3643 between existing holders, for reason 0"),
    Operation(
        "forced_transfer_for_reason",
        55_000,
        "the same with a reason: a code and the hash of a document",
        short="beside a transfer's: 1,020 for the reason in calldata, 2,012 for its log with actor, before and after, "
        "1,756 for the second log that ERC-7943 wants, 2,100 for the officer's role",
    ),
    Operation("freeze_partial", 36_000, "first partial freeze on a holder's account"),
    Operation(
        "coupon_100_each", 18_500, "fundCoupon with its approval and one payCoupons for 100 holders of cash, per holder"
    ),
    Operation("redeem_100_each", 17_500, "one redeem for 100 holders, principal with the last coupon owed, per holder"),
    Operation(
        "dvp_total",
        115_000,
        "settle with both signatures, both parties let the venue settle, seller's first nonce of a word",
    ),
    Operation("dvp_total_later", 98_000, "the same with a later nonce of the word"),
    Operation(
        "netted_100_each",
        18_500,
        "a cycle of 100 trades among 10 members, each trade signed by both, per trade; sellers' first nonces of a word",
    ),
    Operation(
        "netted_root_100_each",
        7_000,
        "the same of a cycle that every member signs once; later nonces of the words",
    ),
    Operation(
        "interbank_payment",
        106_000,
        "a deposit at one bank ends, reserves move, a deposit at another begins; by the payer's call, a later nonce of "
        "its word, balances existing",
    ),
    Operation("interbank_payment_first", 132_000, "the same with the payer's first nonce of a word"),
    Operation("interbank_payment_signed", 132_000, "the same by the payer's signature, a later nonce of its word"),
    Operation(
        "hash_lock",
        143_000,
        "bond units locked under a hash for a fixed receiver: the lock in five new words; not the account's first lock",
    ),
    Operation("hash_lock_cash", 137_500, "the same of money"),
    Operation(
        "hash_claim_cash", 69_500, "money claimed by the secret, which the event shows too; both balances existing"
    ),
    Operation("hash_claim", 73_000, "the same of bond units"),
    Operation("hash_swap", 422_000, "all four transactions of a swap between chains, both locks and both claims"),
    Operation("lock_release", 47_500, "an expired lock released to its holder"),
    Operation(
        "keys_incept_delivery",
        76_000,
        "inceptTransfer of the locking contract, by the buyer: two new words, an encrypted key of 112 bytes",
    ),
    Operation(
        "keys_incept_payment",
        79_000,
        "inceptTransfer of the decryption contract, by the payee: two new words, two encrypted keys",
    ),
    Operation("keys_lock", 122_500, "bond units locked for the locking contract to spend"),
    Operation("keys_confirm", 98_500, "confirmTransfer: the lock is looked at, one new word"),
    Operation("keys_lock_cash", 117_500, "money locked for the decryption contract to spend"),
    Operation("keys_pay", 92_000, "transferAndDecrypt: the lock is looked at, one new word"),
    Operation("keys_release", 82_500, "releaseKey of the success key, with the payment"),
    Operation("keys_deliver", 85_500, "transferWithKey by the buyer"),
    Operation("keys_trade", 752_500, "all eight transactions of a trade by keys"),
    Operation("credit_draw", 104_000, "central-bank money drawn against one pledge, the bank's reserves existing"),
    Operation("credit_repay", 50_000, "a part of it repaid"),
    Operation("credit_repay_last", 50_000, "the rest repaid"),
    Operation("credit_release", 77_000, "the pledge given back to a bank that owes nothing"),
    Operation(
        "interest_transfer",
        69_000,
        "transfer of deposits that earn interest, both accounts' first touch of the day, rates as at the last one",
    ),
    Operation("interest_transfer_later", 52_000, "the same later that day"),
    Operation("interest_credited_100_each", 28_500, "interest credited to 100 holders in one transaction, per holder"),
)

TRANSACTION_LIMIT = 12_000_000
"""Gas that no transaction may need."""
