from __future__ import annotations

import json
import socket
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tenor.campaign.actors import cast_of
from tenor.campaign.plan import Step, open_desk
from tenor.campaign.run import CampaignRecord, open_chain, run_campaign
from tenor.chain.connection import Chain, connect
from tenor.chain.contract import at, calldata
from tenor.chain.intent import Intent
from tenor.chain.journal import Journal
from tenor.chain.sender import Sender
from tenor.cli import main
from tenor.errors import ConnectionFailed, TransactionFailed
from tenor.parties import Role
from tests.campaigns import ALLOTTED, small_campaign
from tests.twin.hksar import FOLDER

SEPOLIA = 11155111
Watched = list[tuple[Step, Intent | None]]


@pytest.fixture(scope="module")
def ran() -> Iterator[tuple[CampaignRecord, Chain, Journal, Watched]]:
    campaign, journal = small_campaign(), Journal()
    watched: Watched = []
    with open_chain(campaign, None) as chain:
        record = run_campaign(campaign, chain, journal, lambda step, intent: watched.append((step, intent)))
        yield record, chain, journal, watched


@pytest.fixture
def sepolia() -> Iterator[str]:
    """A node of another chain: it answers its chain id and nothing else."""

    class Node(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            reply = json.dumps({"jsonrpc": "2.0", "id": request["id"], "result": hex(SEPOLIA)}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Node) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def nobody() -> str:
    """An address at which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


@pytest.mark.requirement("RUN-2")
def test_run_campaign__whole_life__journal_and_record_hold_every_intent_once(
    ran: tuple[CampaignRecord, Chain, Journal, Watched],
) -> None:
    record, _, journal, _ = ran
    assert [(entry.intent, entry.outcome) for entry in record.entries] == list(journal)
    assert len({entry.intent.id for entry in record.entries}) == len(record.entries) == 54


@pytest.mark.requirement("RUN-2")
def test_run_campaign__whole_life__tells_of_each_step_before_its_intents(
    ran: tuple[CampaignRecord, Chain, Journal, Watched],
) -> None:
    record, _, _, watched = ran
    assert [intent for _, intent in watched if intent] == [entry.intent for entry in record.entries]
    begun: list[Step] = []
    for step, intent in watched:
        if intent is None:
            begun.append(step)
        assert step is begun[-1]
    assert [step.at for step in begun] == sorted(step.at for step in begun)


@pytest.mark.requirement("RUN-3")
def test_run_campaign__whole_life__registers_are_kept_at_their_moments(
    ran: tuple[CampaignRecord, Chain, Journal, Watched],
) -> None:
    record, _, _, _ = ran
    kept = {register.name: register for register in record.registers}
    names = record.desk.cast.names()
    for period in record.desk.campaign.schedule.periods:
        register = kept[f"Record date, coupon {period.number}"]
        assert register.at == period.record_time
        assert sum(register.units.values()) == 1_000
    assert {names[wallet]: units for wallet, units in kept["Record date, coupon 4"].units.items()} == {
        "INV-A": 380,
        "INV-B": 320,
        "INV-C": 300,
    }
    assert kept["After redemption"].units == {}


@pytest.mark.requirement("RUN-1")
def test_run_campaign__buyer_is_short__stops_naming_stage_and_reason_and_moves_neither_leg() -> None:
    campaign, journal = small_campaign(), Journal()
    short = replace(campaign, fundings=tuple(each for each in campaign.fundings if each.reference != "F-SEC-1"))
    with open_chain(short, None) as chain:
        with pytest.raises(
            TransactionFailed, match=r"ERC20InsufficientBalance\(.*balance=0, needed=20024680\)"
        ) as refused:
            run_campaign(short, chain, journal, lambda *_: None)
        blocks = [chain.web3.eth.get_block(number) for number in range(chain.web3.eth.block_number + 1)]
        cast = cast_of(short)
        bond = at(chain, "Bond", open_desk(short, cast).deployment.deployment.bond).functions
        units = {name: bond.balanceOf(actor.wallet).call() for name, actor in cast.investors.items()}
    assert refused.value.where == "secondary: SEC-1: 20 units from INV-A to INV-B for HKD 200,246.80"
    assert [intent.stage for intent, _ in journal][-1] == "proceeds"
    assert sum(len(block["transactions"]) for block in blocks) == len(list(journal))
    assert units == ALLOTTED


@pytest.mark.requirement("RUN-6")
def test_run_campaign__cash_account_refuses_a_coupon__stops_at_that_payment() -> None:
    campaign, journal = small_campaign(), Journal()
    cast = cast_of(campaign)
    cash = open_desk(campaign, cast).deployment.deployment.cash
    officer, frozen = cast.roles[Role.COMPLIANCE_OFFICER], cast.investors["INV-B"].wallet

    with open_chain(campaign, None) as chain:

        def freeze(_: Step, intent: Intent | None) -> None:
            if intent is not None and intent.what.startswith("fund coupon 1"):
                data = calldata("CashToken", "setAddressFrozen", frozen, True)  # noqa: FBT003 -- the contract's
                Sender(chain, cast.keys, Journal()).execute(Intent("freeze", "", "", officer, cash, data))

        with pytest.raises(TransactionFailed, match=r"coupon 1: pay coupon 1 to 3 holders"):
            run_campaign(campaign, chain, journal, freeze)
    assert {intent.stage for intent, _ in journal} == {
        "deploy",
        "onboard",
        "fund cash",
        "settle",
        "proceeds",
        "secondary",
        "coupon 1",
    }


@pytest.mark.requirement("RUN-3")
def test_run_campaign__chain_that_is_past_the_first_step__is_refused_and_nothing_sent(
    ran: tuple[CampaignRecord, Chain, Journal, Watched],
) -> None:
    record, chain, _, _ = ran
    before, again = chain.web3.eth.block_number, Journal()
    with pytest.raises(ConnectionFailed, match="the campaign begins at 2023-03-15 01:00 UTC") as refused:
        run_campaign(record.desk.campaign, chain, again, lambda *_: None)
    assert refused.value.exit_status == 2
    assert (chain.web3.eth.block_number, list(again)) == (before, [])


@pytest.mark.requirement("RUN-4")
def test_run_campaign__chain_that_is_not_for_development__does_not_wait_and_sends_nothing() -> None:
    campaign = small_campaign()
    with open_chain(campaign, None) as chain:
        public = replace(chain, chain_id=SEPOLIA)
        with pytest.raises(
            ConnectionFailed, match=r"the next step is due at .*\. Run again when it is due\."
        ) as refused:
            run_campaign(campaign, public, Journal(), lambda *_: None)
        assert chain.web3.eth.block_number == 0
    assert refused.value.exit_status == 2


@pytest.mark.requirement("RUN-5")
def test_open_chain__url_where_nothing_answers__is_refused(nobody: str) -> None:
    with pytest.raises(ConnectionFailed, match="does not answer") as refused, open_chain(small_campaign(), nobody):
        pass
    assert (refused.value.where, refused.value.exit_status) == (nobody.removeprefix("http://"), 2)


@pytest.mark.requirement("RUN-5")
def test_open_chain__another_chain__is_refused(sepolia: str) -> None:
    what = "this is chain 11155111, the campaign is for chain 31337"
    with pytest.raises(ConnectionFailed, match=what), open_chain(small_campaign(), sepolia):
        pass
    with open_chain(replace(small_campaign(), chain_id=SEPOLIA), sepolia) as chain:
        assert (chain.chain_id, chain.is_development, chain.network) == (
            SEPOLIA,
            False,
            sepolia.removeprefix("http://"),
        )


@pytest.mark.requirement("RUN-5")
def test_open_chain__no_url__embedded_node_ends_with_the_block() -> None:
    with open_chain(small_campaign(), None) as chain:
        assert (chain.is_development, chain.network) == (True, "embedded Anvil")
    with pytest.raises(ConnectionFailed, match="does not answer"):
        connect(chain.url, chain.chain_id)


@pytest.mark.requirement("RUN-5")
@pytest.mark.parametrize(("node", "words"), [("nobody", "does not answer"), ("sepolia", "this is chain 11155111")])
def test_campaign_run__chain_that_cannot_be_used__exits_2_and_writes_nothing(
    node: str,
    words: str,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out"
    url = str(request.getfixturevalue(node))
    monkeypatch.setattr(sys, "argv", ["tenor", "campaign", "run", str(FOLDER), "--out", str(out), "--rpc-url", url])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert said.err.startswith(f"error: {url.removeprefix('http://')}: ")
    assert words in said.err
    assert said.err.count("\n") == 1
    assert not out.exists()


@pytest.mark.requirement("RUN-5")
def test_campaign_run__chain_that_is_past_the_campaign__exits_2_and_writes_nothing(
    ran: tuple[CampaignRecord, Chain, Journal, Watched], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, chain, _, _ = ran
    out = tmp_path / "out"
    monkeypatch.setattr(
        sys, "argv", ["tenor", "campaign", "run", str(FOLDER), "--out", str(out), "--rpc-url", chain.url]
    )
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert not out.exists()
