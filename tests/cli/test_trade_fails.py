"""`tenor trade fails`, as a person starts it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tenor.settlement.instruction import PaymentKind
from tests.cli.starting import Tenor, starter
from tests.cli.trades import LATER, lines, write
from tests.settlement.instructions import BOND, delivery, receipt

SETTLED = ["BANK-A,A-1,2026-03-04,", "BANK-B,B-2,2026-03-06,securities", "BANK-A,A-3,,both", "BANK-A,A-5,,securities"]
RATES = [f"{BOND},0.1", "EUR,0.2"]

Start = Callable[..., tuple[int, str, str]]


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Start:
    """Five trades: in time, late, unsettled, on hold, and free of payment; what is said of them, and at which rates."""
    free = {"kind": PaymentKind.FOP, "currency": None, "amount": 0}
    pairs = [({"hold": n == 4} | (free if n == 5 else {"amount": n * 1_000_000})) for n in range(1, 6)]
    path = write(
        tmp_path,
        *(delivery(f"A-{n}", **special) for n, special in enumerate(pairs, 1)),
        *(receipt(f"B-{n}", **special | {"hold": False}) for n, special in enumerate(pairs, 1)),
        delivery("A-6", settlement_date=LATER.replace(month=9)),
        receipt("B-6", settlement_date=LATER.replace(month=9)),
    )
    tenor: Tenor = starter(monkeypatch, capsys, "trade", 80)

    def run(settled: list[str], rates: list[str], *more: str) -> tuple[int, str, str]:
        (tmp_path / "settled.csv").write_text("\n".join(["party,reference,settled,cause", *settled, ""]))
        (tmp_path / "rates.csv").write_text("\n".join(["asset,percent_a_day", *rates, ""]))
        files = ("--settled", tmp_path / "settled.csv", "--rates", tmp_path / "rates.csv")
        return tenor("fails", path, *files, "--until", "2026-03-09", *more)

    return run


def test_fails__late_unsettled_and_on_hold__shows_what_each_party_pays_and_receives(start: Start) -> None:
    status, said, err = start(SETTLED, RATES)

    assert (status, err) == (0, "")
    # 2 days of EUR 20.00. A-3: 4 weekdays of EUR 30.00 by BANK-A and EUR 60.00 by BANK-B. A-4: 4 of EUR 40.00.
    assert lines(said)[:5] == [
        "4 fails until 2026-03-09, 1 of them free of payment and without a penalty",
        "by party",
        "currency party pays receives net",
        "EUR BANK-A EUR 320.00 EUR 240.00 EUR -80.00",
        "EUR BANK-B EUR 240.00 EUR 320.00 EUR 80.00",
    ]
    assert lines(said)[7] == "BANK-A/A-2 2026-03-04 lack of securities BANK-A BANK-B EUR 20.00"
    assert said.endswith("\n  in all    EUR 560.00\n")
    assert lines(said)[-2] == "BANK-A/A-4 2026-03-09 hold by the deliverer BANK-A BANK-B EUR 40.00"


def test_fails__csv_and_json__have_each_penalty(start: Start) -> None:
    rows = start(SETTLED, RATES, "--csv")[1].splitlines()
    document = json.loads(start(SETTLED, RATES, "--json")[1])

    assert rows[:2] == [
        "trade,day,cause,payer,payee,currency,amount",
        "BANK-A/A-2,2026-03-04,lack of securities,BANK-A,BANK-B,EUR,20.00",
    ]
    assert len(rows) == 1 + len(document["penalties"]) == 1 + 2 + 4 * 2 + 4
    assert (document["schema"], document["until"]) == ("tenor-penalties/1", "2026-03-09")
    assert document["totals"][0] == {
        "currency": "EUR", "party": "BANK-A", "pays": "320.00", "receives": "240.00", "net": "-80.00",
    }  # fmt: skip
    assert document["in_all"] == [{"currency": "EUR", "amount": "560.00"}]
    assert start(SETTLED, RATES, "--csv", "--json")[0] == 2


def test_fails__calendar__does_not_count_its_holidays(start: Start) -> None:
    late = ["BANK-A,A-1,2026-03-04,", "BANK-A,A-2,2026-03-04,", "BANK-A,A-3,2026-03-04,", "BANK-A,A-5,2026-03-04,"]
    counted = json.loads(start(late, RATES, "--json", "--until", "2026-04-08")[1])["penalties"]
    closed = json.loads(start(late, RATES, "--json", "--until", "2026-04-08", "--calendars", "HK")[1])["penalties"]

    assert {each["day"] for each in counted} - {each["day"] for each in closed} == {
        *("2026-04-03", "2026-04-06", "2026-04-07")
    }
    status, _, err = start(late, RATES, "--calendars", "MOON")
    assert (status, "'MOON' is not one of HK, TARGET" in " ".join(err.split())) == (2, True)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["BANK-A,A-9,2026-03-04,"], "no matched trade has the instruction A-9 of BANK-A. Correct it"),
        (["BANK-A,A-1,,cash"], "trade BANK-A/A-1 stands on line 2 already. Keep one row for each trade"),
        (["BANK-B,B-1,,cash"], "trade BANK-A/A-1 stands on line 2 already"),
        (["BANK-A,A-2,2026-03-03,"], "trade BANK-A/A-2 settled on 2026-03-03, before its settlement date 2026-03-04"),
        (["BANK-A,A-2,2026-03-04,cash"], "trade BANK-A/A-2 settled in time, and there is a cause. Leave the cause out"),
        (
            ["BANK-A,A-2,2026-03-05,"],
            "trade BANK-A/A-2 did not settle in time, and there is no cause. Write securities",
        ),
        (["BANK-A,A-4,,cash"], "trade BANK-A/A-4 is on hold, which is its cause. Leave the cause out"),
        (["BANK-A,A-5,,both"], "trade BANK-A/A-5 is free of payment and can lack no cash. Write securities"),
        (["BANK-A,A-2,,lost"], "cause is 'lost', which is none of the known values"),
    ],
)
def test_fails__row_that_contradicts_its_trade__is_refused_with_its_line(
    start: Start, rows: list[str], told: str
) -> None:
    status, said, err = start([SETTLED[0], *rows], RATES)

    assert (status, said) == (2, "")
    assert f"settled.csv:3: {told}" in err


@pytest.mark.requirement("FAIL-2")
def test_fails__trade_without_a_row__is_refused_and_not_guessed(start: Start) -> None:
    status, _, err = start(SETTLED[:2], RATES)

    assert status == 2
    assert "settled.csv: 2 trades to settle by 2026-03-09 are not in it, the first is BANK-A/A-3. Add a row" in err


@pytest.mark.parametrize(
    ("rates", "told"),
    [
        (["EUR,0.2"], f"rates.csv: there is no rate for {BOND}. Add a row for each asset"),
        ([*RATES, "EUR,0.3"], "rates.csv:4: asset 'EUR' stands on line 3 and again on line 4"),
        ([*RATES, "XYZ,0.3"], "rates.csv:4: asset 'XYZ' is neither an ISIN nor a known currency"),
        ([*RATES, "USD,-1"], "rates.csv:4: percent_a_day is '-1'"),
    ],
)
def test_fails__rates_not_in_order__are_refused(start: Start, rates: list[str], told: str) -> None:
    status, said, err = start(SETTLED, rates)

    assert (status, said) == (2, "")
    assert told in err


def test_fails__cash_without_a_rate_of_its_own__has_that_of_the_asset(start: Start) -> None:
    document = json.loads(start(SETTLED, RATES[:1], "--json")[1])
    assert {each["amount"] for each in document["penalties"] if each["cause"] == "lack of cash"} == {"30.00"}


def test_fails__lack_of_cash_or_free_of_payment_alone__needs_no_rate_of_the_asset(start: Start) -> None:
    settled = [*(f"BANK-A,A-{n},2026-03-04," for n in (1, 2, 4)), "BANK-A,A-3,2026-03-05,cash", SETTLED[-1]]
    status, said, _ = start(settled, RATES[1:])
    assert status == 0
    assert lines(said)[-2] == "BANK-A/A-3 2026-03-04 lack of cash BANK-B BANK-A EUR 60.00"


def test_fails__until_before_every_settlement_date__is_none(start: Start) -> None:
    status, said, _ = start([], RATES, "--until", "2026-03-03")
    assert (status, said) == (0, "0 fails until 2026-03-03, 0 of them free of payment and without a penalty\n")
