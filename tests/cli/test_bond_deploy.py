"""`tenor bond deploy`: the addresses of a campaign, and terms that are refused before anything is sent."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from tenor.campaign.actors import cast_of
from tenor.campaign.load import load_campaign
from tenor.campaign.plan import open_desk
from tenor.chain.connection import Chain
from tests.cli.starting import Tenor
from tests.contracts.support import Deployed
from tests.contracts.world import World

NOTE = Path(__file__).parents[2] / "campaigns" / "floating-note"

FIXED = {
    "kind": "fixed", "rate_percent": "1", "frequency": "semi-annual", "day_count": "30E/360",
    "rounding": "per-unit-half-up",
}  # fmt: skip
INSTALMENTS = {
    "kind": "percent",
    "instalments": [{"date": "2026-03-05", "percent": "60"}, {"date": "2027-03-05", "percent": "30"}],
}


def changed(folder: Path, **fields: object) -> Path:
    """The note's term sheet with some fields changed, or without those that are None, and its parties beside it."""
    text = (NOTE / "terms.yaml").read_text("utf-8")
    sheet = yaml.safe_load(re.sub(r": ([0-9][0-9.-]*)( |$)", r": '\1'\2", text, flags=re.MULTILINE)) | fields
    kept = {name: value for name, value in sheet.items() if value is not None or name == "isin"}
    (folder / "terms.yaml").write_text(yaml.safe_dump(kept), "utf-8")
    (folder / "parties.yaml").write_text((NOTE / "parties.yaml").read_text("utf-8"), "utf-8")
    return folder / "terms.yaml"


@pytest.mark.requirement("SERV-7")
def test_deploy__sheet_of_a_campaign__stands_where_the_campaign_would_put_it(
    bond: Tenor, world: World, tmp_path: Path
) -> None:
    campaign = load_campaign(NOTE)
    foretold = open_desk(campaign, cast_of(campaign)).deployment.deployment
    status, out, err = bond("deploy", NOTE / "terms.yaml", "--rpc", world.chain.url, "--record", tmp_path)
    assert (status, err) == (0, "")
    assert dict(line.split() for line in out.splitlines()[-len(foretold.contracts()) :]) == dict(foretold.contracts())
    assert "register 1 holders, bond to bond" in out  # the issuer and the paying agent are on this register already
    deployed = Deployed(world.chain, "Bond", foretold.bond)
    assert "0x" + deployed.terms()["termsHash"].hex() == campaign.terms.document_hash
    assert world.registry.isVerified(foretold.bond)
    record = json.loads((tmp_path / "31337" / "EXAMPLE-FRN-2027.json").read_text("utf-8"))
    assert record["contracts"]["Bond"]["address"] == foretold.bond
    again = bond("deploy", NOTE / "terms.yaml", "--rpc", world.chain.url)
    assert again[:2] == (2, "")
    assert f"this bond stands on the chain already, at {foretold.bond}" in again[2]


@pytest.mark.requirement("SERV-7", "SERV-14")
def test_deploy__terms_with_withholding__sets_every_rate(bond: Tenor, world: World, tmp_path: Path) -> None:
    rows = [{"country": "HK", "percent": "10"}, {"investor_class": "retail", "percent": "26.375"}]
    sheet = changed(tmp_path, withholding=rows)
    status, out, err = bond("deploy", sheet, "--rpc", world.chain.url)
    assert (status, err) == (0, "")
    assert "tax on the interest of HK set to 10 %" in out
    status, shown, _ = bond("show", out.split()[out.split().index("Bond") + 1], "--rpc", world.chain.url, "--json")
    assert json.loads(shown)["withholding_percent"] == {"HK": "10", "retail": "26.375"}


@pytest.mark.requirement("SERV-7", "SERV-12")
def test_deploy__make_whole_and_nothing_else_observed__has_a_calculation_agent(
    bond: Tenor, world: World, tmp_path: Path
) -> None:
    whole = {
        "until": "2026-12-30", "spread_percent": "0.5", "notice_days": "10", "minimum_percent": "-1",
        "maximum_percent": "20",
    }  # fmt: skip
    sheet = changed(tmp_path, kpi=None, coupon=FIXED, make_whole=whole)
    assert bond("deploy", sheet, "--rpc", world.chain.url, "--record", tmp_path)[0] == 0
    record = json.loads((tmp_path / "31337" / "EXAMPLE-FRN-2027.json").read_text("utf-8"))
    deployed = Deployed(world.chain, "Bond", record["contracts"]["Bond"]["address"])
    assert deployed.hasRole(deployed.CALCULATION_AGENT_ROLE(), world.calculator)


@pytest.mark.requirement("SERV-7")
@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"size": "50000001"}, "size"),
        ({"unit": "0.01", "size": "100", "minimum_denomination": "0.01", "kpi": None, "coupon": FIXED}, "rounds to"),
        ({"kpi": None, "coupon": FIXED, "amortisation": INSTALMENTS}, "come to 90, less than 100 percent"),
        ({"issuer": "somebody-else"}, "issuer"),
        ({"payment_time": "00:15"}, "farther from midnight"),
    ],
    ids=["size", "unit-rounds-to-zero", "instalments-not-the-face", "another-issuer", "midnight"],
)
def test_deploy__terms_not_in_order__sends_nothing(
    bond: Tenor, chain: Chain, tmp_path: Path, fields: dict[str, object], told: str
) -> None:
    before = chain.web3.eth.block_number
    path = changed(tmp_path, **fields)
    status, out, err = bond("deploy", path, "--rpc", chain.url)
    assert (status, out) == (2, "")
    assert told in err
    assert chain.web3.eth.block_number == before


@pytest.mark.requirement("SERV-7")
def test_deploy__first_register_read_already__sends_nothing(bond: Tenor, world: World) -> None:
    world.advance(1_800_000_000)
    before = world.chain.web3.eth.block_number
    status, _, err = bond("deploy", NOTE / "terms.yaml", "--rpc", world.chain.url)
    assert status == 2
    assert "units could be issued until 2025-09-04 15:00 UTC, and it is 2027-01-15 08:00 UTC" in err
    assert world.chain.web3.eth.block_number == before
