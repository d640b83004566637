"""One node and one token suite: calls, transactions, and after each of them the whole state held against the events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from eth_account.signers.local import LocalAccount
from eth_utils.address import to_checksum_address
from web3 import Web3
from web3.contract import Contract
from web3.contract.contract import ContractFunction
from web3.exceptions import BadFunctionCallOutput, ContractLogicError, Web3RPCError
from web3.providers import BaseProvider

from tests.conformance.books import ABI, ZERO, Books, Event, Nonconformity, missing, read_events

_PARTS = {
    "storage": ("registry", "identityStorage"),
    "issuers": ("registry", "issuersRegistry"),
    "topics": ("registry", "topicsRegistry"),
    "compliance": ("token", "compliance"),
}
"""Which contract of a suite names which other by which function."""


@dataclass
class Node:
    """Signs and sends; every transaction is waited for."""

    web3: Web3
    chain_id: int
    transactions: int = 0

    def deploy(self, by: LocalAccount, artifact: Mapping[str, Any], *arguments: object) -> Contract:
        """Put a published contract on the chain."""
        maker = self.web3.eth.contract(abi=artifact["abi"], bytecode=artifact["bytecode"])
        receipt = self.carry_out(by, maker.constructor(*arguments).build_transaction(self.frame(by)))
        return self.at(receipt["contractAddress"], artifact["abi"])

    def at(self, address: str, abi: Any) -> Contract:  # noqa: ANN401 -- web3 has its own type of it
        """The contract at an address."""
        return self.web3.eth.contract(address=to_checksum_address(address), abi=abi)

    def send(self, by: LocalAccount, call: ContractFunction) -> Mapping[str, Any]:
        """Send a call and return its receipt; Nonconformity with the contract's answer where it is refused."""
        try:
            return self.carry_out(by, call.build_transaction(self.frame(by)))
        except (ContractLogicError, Web3RPCError) as exc:
            raise Nonconformity(f"{described(call)} by {by.address} was refused: {exc}") from exc

    def carry_out(self, by: LocalAccount, transaction: Any) -> Mapping[str, Any]:  # noqa: ANN401 -- web3's parameters
        """Sign, send and wait; Nonconformity where it reverts on chain."""
        nonce = self.web3.eth.get_transaction_count(by.address)
        signed = by.sign_transaction({**transaction, "nonce": nonce, "chainId": self.chain_id})
        sent = self.web3.eth.send_raw_transaction(signed.raw_transaction)
        receipt = self.web3.eth.wait_for_transaction_receipt(sent, timeout=120, poll_latency=0.005)
        self.transactions += 1
        if receipt["status"] != 1:
            raise Nonconformity(f"transaction {sent.to_0x_hex()} reverted on chain")
        return receipt

    def pay(self, by: LocalAccount, to: str, amount: int) -> None:
        """Give an account gas money. [wei]"""
        self.carry_out(by, {**self.frame(by), "to": to, "value": amount, "gas": 21_000})

    def frame(self, by: LocalAccount) -> Any:  # noqa: ANN401 -- web3's parameters
        """What every transaction of an account has; the price is what the node asks, no more, or it asks more next."""
        return {"from": by.address, "gasPrice": self.web3.eth.gas_price}


@dataclass
class Suite:
    """A token with all that its registry names, by the published ABIs only."""

    node: Node
    token: Contract
    registry: Contract
    storage: Contract
    issuers: Contract
    topics: Contract
    compliance: Contract
    books: Books
    called: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    def read(self, part: str, function: str, *arguments: object) -> Any:  # noqa: ANN401 -- any value of a contract
        """Read a function of a part of the suite."""
        self.called.add(f"{part}.{function}")
        return ask(getattr(self, part).functions[function](*arguments))

    def expect(self, value: object, part: str, function: str, *arguments: object) -> None:
        """A function must return this value."""
        found = self.read(part, function, *arguments)
        if found != value:
            call = described(getattr(self, part).functions[function](*arguments))
            raise Nonconformity(f"{part}.{call} is {found!r}, not {value!r}")

    def act(self, by: LocalAccount, part: str, function: str, *arguments: object, leaves: tuple[Event, ...]) -> None:
        """Carry out a function: it must return true where it returns anything and leave these events.

        The whole state of the token must then be what its events add up to.
        """
        self.called.add(f"{part}.{function}")
        call = getattr(self, part).functions[function](*arguments)
        if call.abi["outputs"] and ask(call, by.address) is not True:
            raise Nonconformity(f"{part}.{described(call)} does not return true")
        receipt = self.node.send(by, call)
        expected, found = Counter(leaves), read_events(receipt["logs"])
        if faults := missing(expected, found, self.books.token):
            raise Nonconformity(f"{part}.{described(call)}: {'; '.join(faults)}")
        self.seen |= {entry.name for entry in leaves}
        for entry in leaves:
            self.books.book(entry)
        self.agree(f"{part}.{described(call)}")

    def refused(self, by: LocalAccount, part: str, function: str, *arguments: object) -> None:
        """The contracts must refuse this call."""
        if self.answers(by, part, function, *arguments):
            call = getattr(self, part).functions[function](*arguments)
            raise Nonconformity(f"{part}.{described(call)} by {by.address} was not refused")

    def answers(self, by: LocalAccount, part: str, function: str, *arguments: object) -> bool:
        """Whether the contracts would carry out a call."""
        try:
            getattr(self, part).functions[function](*arguments).call({"from": by.address})
        except ContractLogicError:
            return False
        return True

    def agree(self, after: str) -> None:
        """Supply, pause, balances, allowances and freezes must be what the events have added up to."""
        books = self.books
        found: dict[str, object] = {
            "totalSupply": self.read("token", "totalSupply"),
            "paused": self.read("token", "paused"),
        }
        wanted: dict[str, object] = {"totalSupply": books.supply, "paused": books.paused}
        for function, column in (
            ("balanceOf", books.balances),
            ("getFrozenTokens", books.frozen),
            ("isFrozen", books.addresses_frozen),
        ):
            for wallet in set(column) - {ZERO}:
                found[f"{function}({wallet})"] = self.read("token", function, wallet)
                wanted[f"{function}({wallet})"] = column[wallet]
        for pair, amount in books.allowances.items():
            found[f"allowance{pair}"] = self.read("token", "allowance", *pair)
            wanted[f"allowance{pair}"] = amount
        if found != wanted:
            faults = [
                f"{name} is {found[name]}, events say {wanted[name]}" for name in wanted if found[name] != wanted[name]
            ]
            raise Nonconformity(f"after {after}: {'; '.join(faults)}")


def open_node(provider: BaseProvider) -> Node:
    """A node by its connection."""
    web3 = Web3(provider)
    web3.middleware_onion.remove("validation")  # it asks for the chain's id before every call
    return Node(web3, web3.eth.chain_id)


def open_suite(node: Node, token: str, registry: str) -> Suite:
    """Find the parts of a suite from its token and registry; Nonconformity where the two do not belong together."""
    contracts: dict[str, Any] = {"token": node.at(token, ABI["token"]), "registry": node.at(registry, ABI["registry"])}
    called = {"token.identityRegistry", "token.paused", "token.totalSupply"}
    named = ask(contracts["token"].functions.identityRegistry())
    if named != contracts["registry"].address:
        raise Nonconformity(f"token {token} asks registry {named}, not {registry}")
    for part, (holder, function) in _PARTS.items():
        contracts[part] = node.at(ask(contracts[holder].functions[function]()), ABI[part])
        called.add(f"{holder}.{function}")
    functions = contracts["token"].functions
    books = Books(contracts["token"].address, paused=ask(functions.paused()), supply=ask(functions.totalSupply()))
    return Suite(node=node, books=books, called=called, **contracts)


def ask(call: ContractFunction, by: str = ZERO) -> Any:  # noqa: ANN401 -- any value of a contract
    """What a call answers; Nonconformity where it is refused or nothing is there to answer."""
    try:
        return call.call({"from": by})
    except (ContractLogicError, BadFunctionCallOutput) as exc:
        raise Nonconformity(f"{described(call)} at {call.address} does not answer: {exc}") from exc


def described(call: ContractFunction) -> str:
    """A call with its arguments, for messages."""
    return f"{call.fn_name}({', '.join(map(str, call.args))})"
