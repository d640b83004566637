"""What became of each payment, from events: its states with their times, and the money that moved for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from tenor.chain.events import NOBODY, Event
from tenor.money.codes import code_text
from tenor.money.history import History
from tenor.money.payment import Method, Payment, Status

_QUEUED = "waits for the cut-off"
_ENDS = {"PaymentConfirmed": Status.CONFIRMED, "PaymentFinal": Status.FINAL, "PaymentReversed": Status.REVERSED}


Key = tuple[str, str | None, str | None, int]
"""Of a movement: transaction, from whom, to whom, how much."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a payment.

    Args:
        what: in words.
        event: that tells of it.
        code: reason or reference; empty for none.
    """

    what: str
    event: Event
    code: str = ""


@dataclass(frozen=True, slots=True)
class Leg:
    """Money that moved for a payment, on one token; None stands for nobody, where it ceases or comes to be."""

    token: str
    sender: str | None
    receiver: str | None
    amount: int
    event: Event


@dataclass(slots=True)
class Story:
    """One payment.

    Attributes:
        id: by what the system knows it.
        asked: as it was asked for; None where its call is not known.
        status: where it stands.
        steps: what happened, in order.
        debits: what ceased or was taken on the payer's side; one leg once it is final.
        credits: what the payee's side was given; one leg once it is final.
        between: reserves that moved for it alone.
        suspense: who holds it for a payee who could not be given it; empty for nobody.
        undebited: whether the payer's deposit was taken before, so that only its bank has paid.
        returned_by: ids of final payments of the payee's to the payer that name it.
        returns: id that it names; empty for none.
    """

    id: bytes
    uetr: UUID
    payer: str
    payee: str = ""
    amount: int = 0
    purpose: str = ""
    asked: Payment | None = None
    status: Status = Status.NONE
    steps: list[Step] = field(default_factory=list)
    debits: list[Leg] = field(default_factory=list)
    credits: list[Leg] = field(default_factory=list)
    between: list[Leg] = field(default_factory=list)
    suspense: str = ""
    undebited: bool = False
    returned_by: list[bytes] = field(default_factory=list)
    returns: bytes = b""

    @property
    def first(self) -> Event:
        """When it was made."""
        return self.steps[0].event

    @property
    def last(self) -> Event:
        """What happened to it last."""
        return self.steps[-1].event

    def last_of(self, name: str) -> str:
        """The transaction of its last event of a name; empty where there is none."""
        return next((step.event.transaction for step in reversed(self.steps) if step.event.name == name), "")

    @property
    def method(self) -> Method | None:
        """How its banks settle; told by what moved where its call is not known, None before anything has."""
        if self.asked is not None:
            return self.asked.method
        if _has(self, "PaymentConfirmed"):
            return Method.CONFIRMED
        if _has(self, "PaymentQueued") or self.status is Status.QUEUED:
            return Method.NETTED
        if any(leg.sender is not None for leg in self.credits):
            return Method.CORRESPONDENT
        return Method.RESERVES if self.between else None

    @property
    def payer_token(self) -> str:
        """Deposit token of the payer's bank; empty where neither its call nor a movement tells."""
        return self.asked.payer_token if self.asked else self.debits[0].token if self.debits else ""

    @property
    def payee_token(self) -> str:
        """The same of the payee's bank."""
        return self.asked.payee_token if self.asked else self.credits[0].token if self.credits else ""


def stories_of(history: History) -> Mapping[bytes, Story]:
    """Every payment by id, in the order in which they were made, with the money that moved for it."""
    stories: dict[bytes, Story] = {}
    for event in history.events:
        if "uetr" in event.args and event.args["id"] not in stories:
            stories[event.args["id"]] = _begun(event, history.asked.get(event.args["id"]))
    for event in history.events:  # one that sends another back says so before it is told of itself
        story = stories.get(event.args.get("id", b""))
        if story is not None:
            _tell(story, event)
    _give_legs(history, stories)
    for story in stories.values():
        _note_return(story, stories)
    return stories


def _begun(event: Event, asked: Payment | None) -> Story:
    story = Story(event.args["id"], UUID(bytes=event.args["uetr"]), event.args.get("payer", ""), asked=asked)
    if asked is not None:
        story.payer, story.payee, story.amount = asked.payer.wallet, asked.payee.wallet, asked.amount
        story.purpose = asked.purpose
    return story


def _tell(story: Story, event: Event) -> None:
    args = event.args
    if event.name == "PaymentHeld":
        story.status = Status(args["status"])
        story.purpose = code_text(args["purpose"])
    elif event.name in _ENDS:
        story.status = _ENDS[event.name]
    elif event.name == "PaymentQueued":
        story.status = Status.QUEUED
    if event.name == "PaymentFinal":
        story.payer, story.payee, story.amount = args["payer"], args["payee"], args["amount"]
    elif event.name == "PaymentInSuspense":
        story.suspense = args["account"]
    elif event.name == "PayerNotDebited":
        story.undebited = True
    elif event.name == "PaymentReturned":
        story.returns = args["returnOf"]
        return
    step = Step(_what(event, story), event, _code(event))
    last = story.steps[-1] if story.steps else None
    if last is None or (last.what, last.event.transaction) != (step.what, event.transaction):
        story.steps.append(step)  # two events of one transaction tell that it is held, and where


def _what(event: Event, story: Story) -> str:
    if event.name == "PaymentHeld":
        return {Status.SCREENING: "waits for the payee's bank", Status.PENDING: "waits for the operator"}.get(
            story.status, _QUEUED
        )
    if event.name == "PaymentQueued":
        return "put at the end of the urgent queue" if event.args["urgent"] else _QUEUED
    return {
        "PaymentFinal": "final",
        "PaymentReversed": "reversed",
        "RecallRequested": "asked back",
        "PaymentConfirmed": "the operator has spoken",
        "PaymentInSuspense": "held by the payee's bank",
        "PayerNotDebited": "payer not debited",
    }[event.name]


def _code(event: Event) -> str:
    if "reason" in event.args:
        return code_text(event.args["reason"])
    return "0x" + event.args["operatorReference"].hex() if "operatorReference" in event.args else ""


def _note_return(story: Story, stories: Mapping[bytes, Story]) -> None:
    """Note a return with the payment that it names, if it goes back that one's way: anybody may name any."""
    named = stories.get(story.returns)
    if named and story.status is Status.FINAL and (story.payer, story.payee) == (named.payee, named.payer):
        named.returned_by.append(story.id)


def _give_legs(history: History, stories: Mapping[bytes, Story]) -> None:
    """Give each payment the movements of its transactions that are its own, each movement to one payment."""
    open_legs = movements_of(history)
    accounts, sessions = _accounts(history), sessions_of(history)
    pairs = [(giver, taker) for giver in accounts for taker in accounts if giver != taker]
    for story in stories.values():
        debited_by = "PaymentConfirmed" if _has(story, "PaymentConfirmed") else "PaymentFinal"
        for event in (step.event for step in story.steps):
            at, amount = event.transaction, story.amount
            if event.name == debited_by and not story.undebited:
                _take(open_legs, story.debits, [(at, story.payer, None, amount)])
            if event.name == "PaymentFinal":
                takers = [wallet for wallet in (story.payee, story.suspense) if wallet]
                keys: list[Key] = [(at, giver, taker, amount) for taker in takers for giver in (None, *accounts)]
                _take(open_legs, story.credits, keys)
                keys = [] if at in sessions else [(at, *pair, amount) for pair in pairs]  # a session's are of many
                _take(open_legs, story.between, keys, only=history.system.reserves)
        if story.credits and story.credits[0].receiver == story.payee:
            story.suspense = ""  # it was tried before, in vain


def _has(story: Story, name: str) -> bool:
    return any(step.event.name == name for step in story.steps)


def movements_of(history: History) -> defaultdict[Key, list[Leg]]:
    """Every movement of every money token, by transaction, parties and amount."""
    found: defaultdict[Key, list[Leg]] = defaultdict(list)
    for leg in all_legs(history):
        found[leg.event.transaction, leg.sender, leg.receiver, leg.amount].append(leg)
    return found


def all_legs(history: History) -> Iterator[Leg]:
    """Every movement of every money token, token by token in order; of nothing too."""
    for token, events in history.tokens.items():
        for event in events:
            if event.name == "Transfer":
                sender, receiver = (None if event.args[end] == NOBODY else event.args[end] for end in ("from", "to"))
                yield Leg(token, sender, receiver, event.args["value"], event)


def sessions_of(history: History) -> frozenset[str]:
    """The transactions that settled parts of net sessions."""
    return frozenset(event.transaction for event in history.events if event.name == "SessionSettled")


def _accounts(history: History) -> tuple[str, ...]:
    """Every wallet that ever was a bank's."""
    members = history.members.values()
    return tuple(dict.fromkeys(wallet for member in members for wallet in (member.account, *member.former)))


def _take(open_legs: defaultdict[Key, list[Leg]], into: list[Leg], keys: list[Key], only: str | None = None) -> None:
    for key in keys:
        for leg in open_legs.get(key, ()):
            if only is None or leg.token == only:
                open_legs[key].remove(leg)
                into.append(leg)
                return
