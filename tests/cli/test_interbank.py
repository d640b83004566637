"""`tenor interbank`: payments from a file, and what becomes of them; the books that `tenor money` shows after it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.starting import Tenor, starter
from tests.contracts.sessions import Sessions, open_sessions
from tests.contracts.world import World

HEADER = "uetr,payer,payer_bank,payee,payee_bank,amount,method,purpose"
Start = Callable[..., tuple[int, str, str]]


def uetr(number: int) -> str:
    return f"8a562c67-ca16-46b8-b4c5-{number:012x}"


@pytest.fixture
def sessions(world: World) -> Sessions:
    return open_sessions(world)


@pytest.fixture
def interbank(sessions: Sessions, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Start:
    tenor: Tenor = starter(monkeypatch, capsys, "interbank", 250)
    system, url = sessions.payments.wallet, sessions.world.chain.url
    return lambda command, *arguments: tenor(command, system, *arguments, "--rpc", url)


@pytest.fixture
def money(sessions: Sessions, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Start:
    tenor: Tenor = starter(monkeypatch, capsys, "money", 250)
    system, url = sessions.payments.wallet, sessions.world.chain.url
    return lambda command, *arguments: tenor(command, system, *arguments, "--rpc", url)


@pytest.fixture
def write(sessions: Sessions, tmp_path: Path) -> Callable[..., Path]:
    """A file of payments: number, route, amount, method."""

    def write(*rows: tuple[int, str, str, str]) -> Path:
        lines = [HEADER]
        for number, (payer, payee), amount, method in rows:
            given, taken = sessions.customers[payer], sessions.customers[payee]
            banks = f"d{payer.upper()}", f"d{payee.upper()}"
            lines.append(f"{uetr(number)},{given.key},{banks[0]},{taken.wallet},{banks[1]},{amount},{method},SALA")
        path = tmp_path / "payments.csv"
        path.write_text("\n".join(lines) + "\n")
        return path

    return write


@pytest.mark.requirement("IBP-5")
def test_pay__file__is_made_once(sessions: Sessions, interbank: Start, write: Callable[..., Path]) -> None:
    file = write((1, "ab", "4.00", "reserves"), (2, "ab", "1.50", "reserves"), (3, "ba", "0.50", "correspondent"))
    sessions.banking.book(sessions.tokens["a"], sessions.banks["b"], 500, sessions.banks["a"])
    sessions.tokens["a"].allowSettlement(allowed=True, by=sessions.banks["b"])
    status, out, err = interbank("pay", file)
    assert (status, err, out.count("done in transaction")) == (0, "", 3)
    assert sessions.deposits() == (500, 1_500, 1_000)
    status, out, _ = interbank("pay", file)
    assert (status, out.count("made already")) == (0, 3)
    assert sessions.deposits() == (500, 1_500, 1_000)


@pytest.mark.requirement("IBP-5")
def test_pay__bad_rows__send_nothing_and_name_each(sessions: Sessions, interbank: Start, tmp_path: Path) -> None:
    payer, payee = sessions.customers["a"].key, sessions.customers["b"].wallet
    before = sessions.world.chain.web3.eth.block_number
    good = f"{uetr(1)},{payer},dA,{payee},dB,1.00,reserves,SALA"
    six = good.replace("1.00", "6.00")
    for row, told in (
        (good.replace("8a56", "8A56"), "this is no UETR"),
        (good.replace(payer, "secret"), "this is no reference to a key"),
        (good.replace(payee, "0x12"), "this is not an address"),
        (good.replace("reserves", "carrier"), "this is no way of settling"),
        (good.replace("SALA", "pay"), "this is no code of ISO 20022"),
        (good.replace("dB", "dX"), "no bank of this system is called dX"),
        (good.replace("dB", "dA"), "both are customers of one bank"),
        (good.replace("1.00", "1.001"), "whole"),
        (good.replace("1.00", "11.00"), "the chain would refuse this"),
        (f"{good}\n{good}", "stands on line 2 and again on line 3"),
        (f"{six}\n{six.replace(uetr(1), uetr(2))}", "2.00 more than"),
    ):
        path = tmp_path / "bad.csv"
        path.write_text(f"{HEADER}\n{row}\n")
        status, out, err = interbank("pay", path)
        assert (status, out) == (2, ""), told
        assert told in err
        assert "bad.csv:" in err
    assert sessions.world.chain.web3.eth.block_number == before


@pytest.mark.requirement("IBP-4")
def test_confirm__operators_word__ends_what_waits(
    sessions: Sessions, interbank: Start, write: Callable[..., Path]
) -> None:
    interbank("pay", write((1, "ab", "4.00", "confirmed"), (2, "ab", "1.00", "confirmed")))
    operator = ("--operator", sessions.world.settler.key)
    status, _, err = interbank("confirm", uetr(1), "--reference", "R-1", "--operator", sessions.world.outsider.key)
    assert (status, "is not the operator" in err) == (2, True)
    assert interbank("confirm", uetr(1), "--reference", "R-1", *operator)[0] == 0
    assert interbank("confirm", uetr(2), "--reference", "R-2", "--failed", *operator)[0] == 0
    assert sessions.deposits() == (600, 1_400, 1_000)
    status, _, err = interbank("confirm", uetr(1), "--reference", "R-1", *operator)
    assert (status, "the payment is final, and not pending" in err) == (2, True)


@pytest.mark.requirement("IBP-6", "IBP-8")
def test_accept_refuse_reverse__screened_payments__end_as_told(
    sessions: Sessions, interbank: Start, write: Callable[..., Path]
) -> None:
    offers, not_suspended = True, False
    sessions.payments.setBank(sessions.tokens["b"], 100, offers, not_suspended, by=sessions.banks["b"])
    interbank("pay", write(*((number, "ab", "1.00", "reserves") for number in (1, 2, 3))), "--hours", "1")
    officer = ("--officer", sessions.world.officer.key)
    assert interbank("accept", uetr(1), *officer)[0] == 0
    assert interbank("refuse", uetr(2), "--reason", "no", *officer)[0] == 2
    assert interbank("refuse", uetr(2), "--reason", "AC06", *officer)[0] == 0
    sender = ("--sender", sessions.world.outsider.key)
    assert "NotExpired" in interbank("reverse", uetr(3), *sender)[2]
    sessions.world.advance(sessions.world.now + 3_700)
    assert interbank("reverse", uetr(3), *sender)[0] == 0
    told = json.loads(interbank("list", "--format", "json")[1])
    assert [(each["state"], each["reason"]) for each in told] == [
        ("final", ""), ("sent back to the payer", "AC06"), ("sent back to the payer", "TM01"),
    ]  # fmt: skip
    assert interbank("complete", uetr(3), *sender)[0] == 2


@pytest.mark.requirement("IBP-9")
def test_return__asked_back__goes_the_other_way_once(
    sessions: Sessions, interbank: Start, write: Callable[..., Path]
) -> None:
    interbank("pay", write((1, "ab", "4.00", "reserves")))
    payer, payee = sessions.customers["a"].key, sessions.customers["b"].key
    assert interbank("recall", uetr(1), "--reason", "DUPL", "--asker", payer)[0] == 0
    assert "is not the payee" in interbank("return", uetr(1), "--payee", payer, "--uetr", uetr(9))[2]
    assert "is no UETR" in interbank("return", uetr(1), "--payee", payee, "--uetr", "9")[2]
    assert interbank("return", uetr(1), "--payee", payee, "--uetr", uetr(9))[0] == 0
    assert (
        f"it was sent back by {uetr(9)} already"
        in interbank("return", uetr(1), "--payee", payee, "--uetr", uetr(10))[2]
    )
    assert sessions.deposits() == (1_000, 1_000, 1_000)
    _, out, _ = interbank("status", uetr(1))
    assert "final, sent back by another" in out
    assert "asked back DUPL" in out
    assert "no payments of this system have the reference" in interbank("status", uetr(77))[2]


@pytest.mark.requirement("SESS-10", "IBP-10", "IBP-11")
def test_settle__after_the_cut_off__nets_and_the_books_agree(
    sessions: Sessions, interbank: Start, money: Start, write: Callable[..., Path]
) -> None:
    interbank("pay", write((1, "ab", "9.00", "netted"), (2, "bc", "9.50", "netted"), (3, "ca", "9.20", "netted")))
    operator = ("--operator", sessions.world.settler.key)
    assert interbank("settle", *operator)[1] == "nothing to do\n"
    sessions.cut_off()
    assert "3 payments of HKD 27.70" in interbank("settle", *operator)[1]
    status, out, err = money("liability")
    assert (status, err) == (0, "")
    assert "a session moves what its payments owe net: agrees" in out
    holder = sessions.customers["a"].wallet
    told = json.loads(money("statement", "dA", holder, "--format", "json")[1])
    assert (told["opening"], told["closing"], len(told["lines"])) == ("0.00", "10.20", 3)
    assert money("statement", "dX", holder)[0] == 2
    rows = money("balances", "--format", "csv")[1].splitlines()
    assert rows[0] == "bank,holder,balance"
    assert f"dA,{holder},10.20" in rows
    assert "opening balance 0.00" in money("statement", "dA", holder)[1]
