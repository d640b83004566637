"""The Hong Kong Government's tokenised green bond of February 2023, day by day, against the twin to the last cent.

The product runs the committed campaign once on a real Anvil. What is expected comes from the issue's own figures and
from the twin, which reads the same files as plain text and shares no code with the product.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from tests.scenarios.conftest import Lived
from tests.twin import cash, hksar, life
from tests.twin.definitions import text
from tests.twin.hong_kong import is_business_day

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
TRANSFER = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"  # Transfer(address,address,uint256)


@pytest.fixture(scope="module")
def twin() -> cash.Scene:
    return hksar.read_scene()


def moments(lived: Lived, stage: str) -> set[date]:
    """The days of Hong Kong on which the chain carried out a stage."""
    stamps = [entry.outcome.timestamp for entry in lived.record.entries if entry.intent.stage == stage]
    return {datetime.fromtimestamp(stamp, HONG_KONG).date() for stamp in stamps}


def cents(amounts: dict[str, Fraction]) -> dict[str, int]:
    assert all((amount * 100).denominator == 1 for amount in amounts.values())
    return {name: int(amount * 100) for name, amount in amounts.items() if amount}


def money_transfers(lived: Lived, contract: str) -> Iterator[tuple[str, str, int]]:
    """Every transfer of a token as the node's raw logs hold it, decoded here and not by the product."""
    query = {"address": contract, "fromBlock": 0, "toBlock": "latest", "topics": [TRANSFER]}
    for log in lived.chain.web3.eth.get_logs(query):
        sender, receiver = ("0x" + topic.hex()[-40:] for topic in log["topics"][1:])
        yield sender.lower(), receiver.lower(), int(log["data"].hex(), 16)


# 15 February 2023, pricing, and 16 February 2023, settlement


@pytest.mark.requirement("LIFE-1")
def test_settlement__one_business_day_after_pricing__is_t_plus_1(lived: Lived) -> None:
    terms = lived.report["terms"]
    assert (terms["pricing_date"], terms["issue_date"]) == ("2023-02-15", "2023-02-16")
    assert is_business_day(date(2023, 2, 15))
    assert is_business_day(date(2023, 2, 16))
    assert moments(lived, "settle") == {date(2023, 2, 16)}


@pytest.mark.requirement("LIFE-1")
def test_settlement__all_orders__delivers_1600_units_for_800_million(lived: Lived, twin: cash.Scene) -> None:
    primary = [trade for trade in lived.report["trades"] if trade["kind"] == "primary"]
    assert sum(trade["units"] for trade in primary) == 1600
    assert sum(Fraction(trade["consideration"]) for trade in primary) == 800_000_000
    assert min(trade["units"] for trade in primary) >= 2
    bought = {transfer.taker: transfer.units for transfer in twin.transfers if transfer.giver == "issuer"}
    assert {trade["buyer"]: trade["units"] for trade in primary} == bought
    assert lived.at_start_of("proceeds").units == bought


@pytest.mark.requirement("LIFE-2")
def test_proceeds__after_settlement__issuer_turns_all_cash_into_fiat(lived: Lived) -> None:
    flow = next(flow for flow in lived.report["cash_flows"] if flow["kind"] == "proceeds")
    assert (flow["redeemed"], flow["outstanding"]) == ("800000000.00", "0.00")


# 19 May 2023, the secondary trade


@pytest.mark.requirement("LIFE-1")
def test_secondary_trade__sec_001__moves_20_units_and_the_price_at_once(lived: Lived, twin: cash.Scene) -> None:
    assert moments(lived, "secondary") == {date(2023, 5, 19)}
    before, after = lived.at_start_of("secondary"), lived.at_start_of("coupon 1")
    price = cents({"paid": next(transfer.paid for transfer in twin.transfers if transfer.giver == "INV-03")})["paid"]
    assert (before.units["INV-03"] - after.units["INV-03"], after.units["INV-11"] - before.units["INV-11"]) == (20, 20)
    assert (after.cash["INV-03"] - before.cash["INV-03"], before.cash["INV-11"] - after.cash["INV-11"]) == (
        price,
        price,
    )


# 15 and 16 August 2023, 15 and 16 February 2024: coupons and redemption


@pytest.mark.requirement("LIFE-3")
@pytest.mark.parametrize(
    ("number", "record", "paid", "expected"),
    [
        (1, "2023-08-15", "2023-08-16", ("10041.78", "16066848.00", "16066849.32", "1.32")),
        (2, "2024-02-15", "2024-02-16", ("10208.22", "16333152.00", "16333150.68", "-1.32")),
    ],
)
def test_coupon__deal_terms__pays_the_amounts_of_the_deal(
    lived: Lived, twin: cash.Scene, number: int, record: str, paid: str, expected: tuple[str, ...]
) -> None:
    coupon = lived.report["coupons"][number - 1]
    keys = ("amount_per_unit", "total", "aggregate_interest", "drift")
    assert tuple(coupon[key] for key in keys) == expected
    computed = life.coupons(twin.terms)[number - 1]
    assert (computed.per_unit, computed.total, computed.aggregate, computed.drift) == tuple(map(Fraction, expected))
    assert (coupon["number"], coupon["record_date"], coupon["pay_date"]) == (number, record, paid)
    assert (computed.record.date().isoformat(), computed.payment.isoformat()) == (record, paid)
    assert coupon["paid"] == coupon["total"]


@pytest.mark.requirement("LIFE-4")
def test_register__each_record_date__equals_the_twins(lived: Lived, twin: cash.Scene) -> None:
    kept = {register["label"]: register for register in lived.report["registers"]}
    for coupon in life.coupons(twin.terms):
        expected = life.register_at(twin.transfers, coupon.record)
        register = kept[f"Record date, coupon {coupon.number}"]
        assert {entry["holder"]: entry["units"] for entry in register["entries"]} == expected
        assert register["date"] == coupon.record.date().isoformat()
        assert lived.at_start_of(f"coupon {coupon.number}").units == expected
        assert sum(expected.values()) == 1600


@pytest.mark.requirement("LIFE-5")
def test_holders__whole_life__receive_what_the_twin_says_to_the_cent(lived: Lived, twin: cash.Scene) -> None:
    expected = life.receipts(twin.terms, twin.transfers)
    assert {holder["holder"] for holder in lived.report["holders"]} == set(expected)
    for holder in lived.report["holders"]:
        due = expected[holder["holder"]]
        paid = {coupon["number"]: coupon["amount"] for coupon in holder["coupons"]}
        assert paid == {number: text(amount) for number, amount in due.coupons.items()}, holder["holder"]
        assert holder["principal"] == text(due.principal)
        assert holder["total"] == holder["expected"] == text(due.total)


@pytest.mark.requirement("LIFE-5")
def test_money_paid_by_the_bond__raw_logs__equals_the_twins_receipts(lived: Lived, twin: cash.Scene) -> None:
    contracts = lived.record.desk.deployment.deployment
    names = {wallet.lower(): name for wallet, name in lived.record.desk.cast.names().items()}
    received: Counter[str] = Counter()
    for sender, receiver, amount in money_transfers(lived, contracts.cash):
        if sender == contracts.bond.lower():
            received[names[receiver]] += amount
    due = life.receipts(twin.terms, twin.transfers)
    assert dict(received) == cents({name: each.total for name, each in due.items()})


@pytest.mark.requirement("LIFE-5")
def test_cash_balances__after_each_payment__are_the_twins(lived: Lived, twin: cash.Scene) -> None:
    first, _ = life.coupons(twin.terms)
    sold = {transfer.giver: transfer.paid for transfer in twin.transfers if transfer.giver != "issuer"}
    held = {name: amount + sold.get(name, 0) for name, amount in life.entitlements(first, twin.transfers).items()}
    assert lived.at_start_of("record date").cash == cents(held)
    due = life.receipts(twin.terms, twin.transfers)
    at_the_end = {name: each.total + sold.get(name, 0) for name, each in due.items()}
    assert lived.at_start_of("redeem cash").cash == cents(at_the_end)


@pytest.mark.requirement("LIFE-2")
def test_cash_flows__each_day__equal_the_twins(lived: Lived, twin: cash.Scene) -> None:
    found: dict[date, cash.Day] = {}
    for flow in lived.report["cash_flows"]:
        day = found.setdefault(date.fromisoformat(flow["date"]), cash.Day())
        day.minted += Fraction(flow["minted"])
        day.redeemed += Fraction(flow["redeemed"])
        day.moved += Fraction(flow["moved"])
        day.outstanding = Fraction(flow["outstanding"])
    assert found == cash.days(twin)
    assert list(found) == [date(2023, 2, 16), date(2023, 5, 19), date(2023, 8, 16), date(2024, 2, 16)]


# 16 February 2024, the end


@pytest.mark.requirement("LIFE-6")
def test_redemption__maturity__returns_all_principal_and_leaves_nothing(lived: Lived) -> None:
    assert lived.report["redemption"] == {
        "date": "2024-02-16",
        "per_unit": "500000.00",
        "total": "800000000.00",
        "principal": "800000000.00",
        "instalments": "0.00",
        "units": 1600,
        "interest_over_life": "32400000.00",
        "tax_over_life": "0.00",
    }
    assert (lived.report["supply"]["bond"], lived.report["supply"]["cash"]) == (0, "0.00")
    assert lived.report["supply"]["cash_minted"] == lived.report["supply"]["cash_redeemed"]
    contracts = lived.record.desk.deployment.deployment
    for token in (contracts.bond, contracts.cash):
        balances: Counter[str] = Counter()
        for sender, receiver, amount in money_transfers(lived, token):
            balances.update({sender: -amount, receiver: amount})
        balances.pop("0x" + "0" * 40)
        assert set(balances.values()) == {0}


@pytest.mark.requirement("LIFE-6")
def test_holders__lifes_interest__is_one_year_of_the_coupon(lived: Lived, twin: cash.Scene) -> None:
    interest = Fraction(lived.report["redemption"]["interest_over_life"])
    assert interest == Fraction(twin.terms["size"]) * Fraction(twin.terms["rate"])  # 181 and 184 days make 365


@pytest.mark.requirement("RECON-1")
def test_reconciliation__finished_campaign__agrees_in_every_check(lived: Lived) -> None:
    verdict = lived.report["reconciliation"]
    assert verdict["ok"] is True
    assert verdict["first_difference"] is None
    assert all(check["ok"] for check in verdict["checks"])
    compared = {check["name"]: check["compared"] for check in verdict["checks"]}
    assert compared["Principal: register at maturity against payments"] == 24
    assert min(compared[f"Record date, coupon {number}: events against campaign record"] for number in (1, 2)) == 24
