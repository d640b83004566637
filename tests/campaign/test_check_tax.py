"""Tax in a campaign's files: every rate has an authority that can receive it, and a fault is named with its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tenor.campaign.load import load_campaign
from tests.campaign.conftest import Edit, Refused

NOTE = Path(__file__).parents[2] / "campaigns" / "withholding-note"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example with tax, to spoil."""
    return Path(shutil.copytree(NOTE, tmp_path / "withholding-note"))


@pytest.mark.requirement("TAX-3")
def test_load_campaign__example_with_tax__names_authorities_and_their_keys(folder: Path) -> None:
    campaign = load_campaign(folder)
    assert campaign.tax_authorities == {56: "tax-office-be", 380: "tax-office-it", 0: "tax-office-be"}
    assert campaign.authority_keys == {"tax-office-be": "dev:13", "tax-office-it": "dev:14"}


@pytest.mark.requirement("TAX-3")
@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        (
            "  IT: tax-office-it\n", "", 18,
            "keep tax back from IT, and nobody receives it. Add 'IT:' and the id of a party under tax_authorities",
        ),
        (
            "  classes: tax-office-be               # the tax of investor classes, whatever the holder's country\n",
            "", 18, "keep tax back from classes, and nobody receives it. Add 'classes:' and the id of a party",
        ),
        (
            "  IT: tax-office-it", "  IT: tax-office-ti", 20,
            "tax authority 'tax-office-ti' is not a party. Write 'tax-office-it' if that is meant",
        ),
        (
            "  IT: tax-office-it", "  IT: agent", 20,
            "party 'agent' is no tax authority: it has no key to receive with. Add '- {party: agent, key: ...}' under",
        ),
        (
            "  IT: tax-office-it", "  IT: tax-office-it\n  LU: tax-office-it", 21,
            "an authority is named for LU, from which the terms keep no tax back. Remove it, or add the rate",
        ),
        (
            "  IT: tax-office-it", "  it: tax-office-it", 20,
            "this is neither an ISO 3166-1 country code nor 'classes'. Write two capital letters, e.g. HK, or classes",
        ),
        ("  IT: tax-office-it", "  ZZ: tax-office-it", 20, "this is neither an ISO 3166-1 country code nor"),
        ("  IT: tax-office-it", "  IT: [tax-office-it]", 20, "is a list, not a single value"),
    ],
)  # fmt: skip
def test_check_tax_authorities__wrong_or_missing__is_refused_with_its_line(
    edit: Edit, refused: Refused, old: str, new: str, line: int, said: str
) -> None:
    edit("campaign.yaml", old, new)
    text = refused()[0]
    assert text.startswith(f"campaign.yaml:{line}: ")
    assert said in text


@pytest.mark.requirement("TAX-3")
def test_check_tax_authorities__none_at_all__is_refused_for_every_rate(edit: Edit, refused: Refused) -> None:
    text = (NOTE / "campaign.yaml").read_text(encoding="utf-8")
    block = text[text.index("tax_authorities:") : text.index("timetable:")]
    edit("campaign.yaml", block, "")
    lines = refused()
    assert [line.partition("keep tax back from ")[2].partition(",")[0] for line in lines] == ["classes", "BE", "IT"]
    assert "terms.yaml:" in lines[0]


@pytest.mark.requirement("TAX-3")
def test_check_tax_authorities__rate_of_nothing__needs_nobody(edit: Edit, folder: Path) -> None:
    edit("terms.yaml", "{country: IT, percent: 12.5}", "{country: IT, percent: 0}")
    edit("campaign.yaml", "  IT: tax-office-it\n", "")
    assert set(load_campaign(folder).tax_authorities) == {56, 0}


@pytest.mark.requirement("TAX-3")
@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        (
            "- {party: tax-office-it", "- {party: tax-office-ti", 65,
            "tax authority 'tax-office-ti' is not a party. Write 'tax-office-it' if that is meant",
        ),
        ("- {party: tax-office-it", "- {party: tax-office-be", 65, "tax authority 'tax-office-be' stands twice"),
        (
            '{party: tax-office-it, key: "dev:14"}', '{party: tax-office-it, key: "dev:13"}', 65,
            "key dev:13 of tax authority tax-office-it is the key of tax authority tax-office-be already",
        ),
        (
            '{party: tax-office-it, key: "dev:14"}', '{party: tax-office-it, key: "dev:5"}', 65,
            "key dev:5 of tax authority tax-office-it is the key of role paying_agent already",
        ),
        (
            '{party: tax-office-it, key: "dev:14"}', '{party: issuer, key: "dev:14"}', 65,
            "tax authority 'issuer' has the name of a role or contract. Give the party another id",
        ),
        ('{party: tax-office-it, key: "dev:14"}', "{party: tax-office-it}", 65, "key is missing"),
    ],
)  # fmt: skip
def test_check_authority_keys__wrong_party_or_key__is_refused_with_its_line(
    edit: Edit, refused: Refused, old: str, new: str, line: int, said: str
) -> None:
    edit("parties.yaml", old, new)
    text = refused()[0]
    assert text.startswith(f"parties.yaml:{line}: ")
    assert said in text


@pytest.mark.requirement("TAX-3")
def test_check_authority_keys__other_chain__takes_no_development_keys(edit: Edit, refused: Refused) -> None:
    edit("campaign.yaml", "chain_id: 31337", "chain_id: 11155111")
    assert len([line for line in refused() if "is known to everybody" in line]) == 13 + 2


@pytest.mark.requirement("TAX-3")
def test_check_investors__key_or_id_of_an_authority__is_refused(edit: Edit, refused: Refused) -> None:
    edit("investors.csv", "dev:24", "dev:14")
    assert "key dev:14 of investor INV-05 is the key of tax authority tax-office-it" in refused()[0]
    edit("investors.csv", "dev:14", "dev:24")
    for file, old in (("investors.csv", "INV-05,BE"), ("orders.csv", "INV-05,497"), ("fundings.csv", "INV-05,496")):
        edit(file, old, old.replace("INV-05", "tax-office-it"))
    assert "investor id 'tax-office-it' is the name of a role, contract or tax authority" in refused()[0]


@pytest.mark.requirement("TAX-3")
def test_check_taxed_countries__code_without_a_number__is_refused_with_the_line_of_the_terms(
    edit: Edit, refused: Refused
) -> None:
    edit("terms.yaml", "{country: IT, percent: 12.5}", "{country: ZZ, percent: 12.5}")
    (text,) = refused()
    assert text.startswith("terms.yaml:31: 'ZZ' is not an ISO 3166-1 country code")


@pytest.mark.requirement("TAX-3")
def test_check_cash__paying_agent_funded_after_tax_only__is_short_of_the_tax(edit: Edit, refused: Refused) -> None:
    edit("fundings.csv", "paying_agent,86958.90,2025-09-17", "paying_agent,73911.14,2025-09-17")
    assert "paying_agent is short of EUR 13,047.76" in refused()[0]
