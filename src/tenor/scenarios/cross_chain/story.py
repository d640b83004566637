"""The story: the same trade in both forms on two chains, settled once and deserted in every way, and what remains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from tenor.reports.check import compare
from tenor.reports.page import Block, Chart, Facts, Figures, Heading, Page, Section, Table, Text
from tenor.scenarios.cross_chain.chart import path_figure
from tenor.scenarios.cross_chain.course import NEVER, Course, balances, undone
from tenor.scenarios.cross_chain.forms import AMOUNT, UNITS, Agreed, agree_swap, agree_trade
from tenor.scenarios.cross_chain.paths import PATHS, Form, Path
from tenor.scenarios.cross_chain.places import BOND_PACE, CASH_PACE, Places, open_places
from tenor.scenarios.scenario import Setting, Told, Watcher
from tenor.settlement.cross_chain.agreement import Pace
from tenor.settlement.cross_chain.ordering import clocks_apart, follow_until, lead_until, margin, reveal_until
from tenor.settlement.cross_chain.views import Ending
from tenor.units import Money, utc

CHARTED = ("S1", "S4", "K1", "K3")
CURRENCY = "EUR"

EXPOSURE = (
    "One exposure remains, in both forms, and no ordering of deadlines removes it. From the moment the secret or "
    "the success key is public, the buyer has until the bond's lock expires to have it used on the bond's chain. "
    "If nobody does so by then, the bond returns to the seller, who has been paid. The buyer need not be there "
    "itself: anybody may claim, and the bond can only go to the buyer. Not being there includes everything that "
    "keeps the claim out of the chain for the whole of that time: a chain that stands still, a token that is "
    "paused, or a compliance officer's freeze or seizure on the bond's chain, or a redemption, which prevail over"
    " locks."
)
ASSUMED = (
    "The deadlines hold as long as both chains keep the pace that was agreed: inclusion, finality, clocks. A "
    "chain that undoes more blocks than the agreed depth, or stands still for longer, breaks what was assumed."
)
TRUST = (
    "The oracle is trusted with one thing: to keep both keys to itself until the payment's contract asks for one "
    "of them. If it shows the success key to the buyer before, the buyer has the bond and the money may return; "
    "if it shows the failure key to the seller after the buyer has paid, the seller has both. Its silence costs "
    "time only: the payment moves in the transaction that publishes the success key, so where no key is published"
    " both locks go back; and the seller, who made the success key, can publish it itself."
)


def tell(_setting: Setting, watcher: Watcher) -> Told:
    """Play every path on two embedded chains and hold how each ended against how it should."""
    with open_places() as places:
        watcher.say(
            "chains", f"{places.bond.network} {places.bond.chain_id}, {places.cash.network} {places.cash.chain_id}"
        )
        played = [_played(places, path, watcher) for path in PATHS]
    agreed = {path.form: each for path, each, *_ in played}
    checks = [
        compare("How each path ended: expected against both chains", *_endings(played), ("expected", "found")),
        compare(
            "What both parties hold after each path: expected against both chains",
            *_holdings(played),
            ("expected", "found"),
        ),
    ]
    page = Page(
        title="A bond on one chain, money on another",
        kicker="Scenario",
        standfirst=(
            f"{UNITS} units of a bond against {Money(AMOUNT, CURRENCY)} between two chains that know nothing of each "
            "other: by one secret, and by two keys that an oracle can open (ERC-7573)."
        ),
        sections=[
            Section("outcome", "How it ended", [*_outcome(played)]),
            Section("exposure", "What remains", [Text(EXPOSURE, "caution"), Text(ASSUMED), Text(TRUST)]),
            *(
                Section(f"form-{form.name.lower()}", _TITLES[form], [*_form(form, agreed[form], played)])
                for form in Form
            ),
        ],
        checks=checks,
        reconciled="How each path ended, and what both parties hold on both chains after it, is what the rules say.",
        colophon=[("Chains", f"{BOND_PACE.chain_id} and {CASH_PACE.chain_id}, embedded"), ("Paths", str(len(PATHS)))],
    )
    return Told(page, _data(played, agreed))


Played = tuple[Path, Agreed, Course, Mapping[str, int], Mapping[str, int]]
_ENDED = {
    Ending.FOLLOWER_EXPOSED: "the buyer paid and did not receive",
    Ending.LEADER_EXPOSED: "the seller delivered and was not paid",
}
_TITLES = {Form.SECRET: "By one secret", Form.KEYS: "By two keys"}


def _played(places: Places, path: Path, watcher: Watcher) -> Played:
    with undone(places):
        before = dict(balances(places))
        agreed = agree_swap(places, path.name)[0] if path.form is Form.SECRET else agree_trade(places, path.name)[0]
        course = agreed.play(places, path.vanishing, path.absent)
        if course.ending is Ending.OPEN:  # what has expired is released by whoever comes by
            later = agreed.play(places, dict.fromkeys(agreed.steps, 0) | {"watchtower": NEVER})
            course.happenings += later.happenings
            course.ending = later.ending
        after = dict(balances(places))
    watcher.say(path.name, f"{path.form}: {path.told} {_ended(course)}.")
    return path, agreed, course, before, after


def _ended(course: Course) -> str:
    return _ENDED.get(course.ending, course.ending.value).capitalize()


def _endings(played: Sequence[Played]) -> tuple[dict[str, int], dict[str, int]]:
    order = list(Ending)
    return (
        {path.name: order.index(path.expected) for path, *_ in played},
        {path.name: order.index(course.ending) for path, _, course, *_ in played},
    )


def _holdings(played: Sequence[Played]) -> tuple[dict[str, int], dict[str, int]]:
    expected: dict[str, int] = {}
    found: dict[str, int] = {}
    for path, agreed, _, before, after in played:
        bond = UNITS if path.expected is Ending.SETTLED else 0
        cash = AMOUNT if path.expected in (Ending.SETTLED, Ending.FOLLOWER_EXPOSED) else 0
        seller, buyer = agreed.lead.giver.name, agreed.follow.giver.name
        moved = {f"{seller} bond": -bond, f"{buyer} bond": bond, f"{seller} cash": cash, f"{buyer} cash": -cash}
        expected |= {f"{path.name} {entry}": before[entry] + amount for entry, amount in moved.items()}
        found |= {f"{path.name} {entry}": after[entry] for entry in moved}
    return expected, found


def _outcome(played: Sequence[Played]) -> Iterator[Block]:
    ends = [course.ending for _, _, course, *_ in played]
    yield Figures(
        [
            ("both settled", str(ends.count(Ending.SETTLED)), "paths"),
            ("both returned", str(ends.count(Ending.RETURNED)), "paths"),
            (
                "one side exposed",
                str(ends.count(Ending.FOLLOWER_EXPOSED)),
                "the exposure that remains",
            ),
        ]
    )
    rows = [(path.name, path.form, path.told, _ended(course)) for path, _, course, *_ in played]
    yield Table("Every path", ("path", "form", "what happens", "how it ended"), rows)


def _form(form: Form, agreed: Agreed, played: Sequence[Played]) -> Iterator[Block]:
    yield Text(_HOW[form], "lead")
    yield Heading("Deadlines and margins")
    lead, follow = agreed.lead, agreed.follow
    given = lead.expiry - follow.expiry
    yield Facts(
        [
            (f"{label} ({network})", f"{utc(moment):%Y-%m-%d %H:%M:%S} UTC")
            for label, network, moment in _deadlines(agreed)
        ]
    )
    yield Facts(
        [
            ("The bond's lock outlives the money's by", f"{given:,} s"),
            ("needed at the worst", f"{margin(lead, follow):,} s"),
            ("of which clocks that disagree", f"{clocks_apart(lead, follow):,} s"),
            *((pace.network, _pace(pace)) for pace in (lead.pace, follow.pace)),
        ]
    )
    for path, each, course, *_ in played:
        if path.form is form and course.happenings:
            yield from _timeline(path, each, course)


def _timeline(path: Path, agreed: Agreed, course: Course) -> Iterator[Block]:
    yield Heading(f"{path.name}: {path.told} {_ended(course)}.")
    networks = (agreed.lead.pace.network, agreed.follow.pace.network)
    if path.name in CHARTED:
        deadlines = [(label, moment) for label, _, moment in _deadlines(agreed)]
        figure = path_figure(course.happenings, networks, deadlines)
        described = "Each act on the time of its chain, what stood locked, and the deadlines as dotted lines."
        yield Chart(f"path-{path.name.lower()}", f"{path.name} on both chains", described, figure)
    rows = [
        (*(f"{utc(moment):%H:%M:%S}" for moment in each.at), each.who, each.act, each.chain, each.why)
        for each in course.happenings
    ]
    yield Table(f"{path.name}: every act", (*networks, "who", "act", "on", "why it was safe"), rows)


def _deadlines(agreed: Agreed) -> Iterator[tuple[str, str, int]]:
    lead, follow = agreed.lead, agreed.follow
    bond, cash = lead.pace.network, follow.pace.network
    yield "bond locked by", bond, lead_until(lead, follow)
    yield "money locked by", cash, follow_until(follow)
    yield "key shown by", cash, reveal_until(follow)
    yield "money's lock expires", cash, follow.expiry
    yield "bond's lock expires", bond, lead.expiry


def _pace(pace: Pace) -> str:
    return (
        f"in a block within {pace.included_within:,} s, final under {pace.finality} blocks "
        f"within {pace.final_within:,} s, clock off by {pace.skew:,} s at most"
    )


_HOW = {
    Form.SECRET: (
        "The seller makes a secret and locks the bond under its hash; it stays on the seller's account and earns "
        "its coupons. The buyer answers with its money under the same hash once that lock is final. The seller "
        "claims the money and thereby shows the secret, with which anybody can have the bond given to the buyer."
    ),
    Form.KEYS: (
        "Each party makes the key that serves the other, encrypted for the oracle. The seller locks the bond "
        "under both: the success key gives it to the buyer, the failure key back. The buyer's money moves in the "
        "transaction that publishes the success key; where it is not paid the failure key is published instead."
    ),
}


def _data(played: Sequence[Played], agreed: Mapping[Form, Agreed]) -> dict[str, Any]:
    return {
        "exposure": EXPOSURE,
        "assumed": ASSUMED,
        "trust_in_the_oracle": TRUST,
        "deadlines": {
            form: {label: {"chain": network, "at": moment} for label, network, moment in _deadlines(each)}
            for form, each in agreed.items()
        },
        "margins": {
            form: {"given": each.lead.expiry - each.follow.expiry, "needed": margin(each.lead, each.follow)}
            for form, each in agreed.items()
        },
        "paths": [
            {
                "name": path.name,
                "form": path.form,
                "told": path.told,
                "expected": path.expected,
                "ending": course.ending,
                "acts": [asdict(each) for each in course.happenings],
                "before": before,
                "after": after,
            }
            for path, _, course, before, after in played
        ],
    }
