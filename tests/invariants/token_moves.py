"""What the machine of tests plays on a token and on its twin at once, and how it compares them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from eth_utils.crypto import keccak

from tests.contracts.restrictions import Restriction
from tests.contracts.support import Deployed, Refused, Sent, read
from tests.contracts.world import World
from tests.twin.token import Token

STANDARD = {
    "ERC20InsufficientBalance": "INSUFFICIENT_BALANCE",
    "ERC7943InsufficientUnfrozenBalance": "FROZEN_UNITS",
    "ERC20InsufficientAllowance": "INSUFFICIENT_ALLOWANCE",
}
MOVING = {"Transfer"}  # events that rules outside a token are told of, once each


@dataclass
class Pair:
    """A token and its twin."""

    world: World
    token: Deployed
    twin: Token
    rules: Deployed | None = None
    asked: dict[tuple[str, ...], bytes] = field(default_factory=dict)

    @property
    def is_bond(self) -> bool:
        return self.token.contract == "Bond"

    def play(self, against: set[str], call: Callable[[], Sent], note: Callable[[], object]) -> str:
        """The token does exactly what the twin sees nothing against; its reason is one that the twin sees."""
        try:
            sent = call()
        except Refused as refused:
            reason = self.reason_of(refused)
            assert reason in against, f"refused by {reason}, where {against or 'nothing'} speaks against it"
            return reason
        assert not against, f"done, although {against} speak against it"
        if self.rules is not None and self.twin.outside != "none":
            moved = [log for log in sent.logs if log.emitter == self.token.wallet and log.name in MOVING]
            told = [log for log in sent.logs if log.emitter == self.rules.wallet]
            assert [log.values for log in moved] == [log.values[1:] for log in told], "told of another movement"
        note()
        return ""

    @staticmethod
    def reason_of(refused: Refused) -> str:
        if refused.error == "TransferRestricted":
            return Restriction(int(str(refused.values["reason"]))).name
        return STANDARD.get(refused.error, refused.error)

    def issue(self, to: str, amount: int) -> Sent:
        if self.is_bond:
            sent: Sent = self.token.mint(to, amount, by=self.world.issuer)
        else:
            reference = keccak(text=f"receipt at {self.world.now}")
            sent = self.token.mint(to, amount, reference, by=self.world.central_bank)
        return sent

    def foretold(self, spender: str, sender: str, receiver: str, amount: int) -> str:
        """The reason that the token gives beforehand; its views agree with each other and with the twin."""
        twin, now = self.twin, self.world.now
        own = twin.against_transfer(sender, receiver, amount, now)
        code = Restriction(self.token.detectTransferRestriction(sender, receiver, amount))
        assert (code.name in own) if own else code is Restriction.NONE
        assert self.token.canTransfer(sender, receiver, amount) == (not own)
        if spender == sender:
            return code.name
        found = Restriction(self.token.transferRestriction(spender, sender, receiver, amount)[0])
        every = own | twin.against_spending(spender, sender, amount)
        assert (found.name in every) if every else found is Restriction.NONE
        return found.name

    def word(self, function: str, *arguments: str) -> int:
        """What a view of one word answers; its calldata is made once, for it is asked after every step."""
        if (function, *arguments) not in self.asked:
            self.asked[function, *arguments] = self.token.data(function, *arguments)
        return int.from_bytes(read(self.world.chain, self.token.wallet, self.asked[function, *arguments]), "big")

    def agrees(self, wallets: list[str]) -> None:
        """Everything that can be read is what the twin says."""
        twin = self.twin
        balances = [self.word("balanceOf", wallet) for wallet in wallets]
        assert self.word("totalSupply") == twin.supply == sum(balances)
        assert self.token.limits()[1] == twin.holders
        assert self.word("paused") == twin.paused
        for wallet, balance in zip(wallets, balances, strict=True):
            views = ("getFrozenTokens", "isFrozen", "settlementAllowed", "canReceive", "canSend")
            assert (balance, *(self.word(view, wallet) for view in views)) == (
                twin.balances[wallet],
                twin.frozen[wallet],
                wallet in twin.blocked,
                wallet in twin.settling,
                twin.may_receive(wallet),
                wallet not in twin.blocked,
            ), wallet
        for (owner, spender), allowed in twin.allowances.items():
            assert self.word("allowance", owner, spender) == allowed
