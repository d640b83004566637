from collections.abc import Callable
from pathlib import Path

import pytest

from tenor.campaign.load import load_campaign

Edit = Callable[[str, str, str], None]
Refused = Callable[[], list[str]]


@pytest.mark.requirement("CAMP-2")
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '{party: hkma, key: "dev:1"}',
            '{party: hkmaa, key: "dev:1"}',
            "'hkmaa', who is not a party. Write 'hkma' if that is meant",
        ),
        ('{party: hkma, key: "dev:1"}', '{party: nobody, key: "dev:1"}', "Known here: bochk, cacib, cmu"),
        (
            '{party: hkma, key: "dev:1"}',
            '{party: hkma, key: "dev:0"}',
            "key dev:0 of role central_bank is the key of role issuer",
        ),
        (
            '{party: hksar, key: "dev:0"}',
            '{party: hkma, key: "dev:0"}',
            "role issuer is held by 'hkma', and the terms (",
        ),
        ("- id: cacib", "- id: bochk", "party 'bochk' stands twice"),
        ("- id: cacib", "- id: crédit", "an identifier is up to 40 letters"),
        ("country: FR", "country: FRA", "this is not an ISO 3166-1 country code"),
        ("country: FR\n    lei: null", "country: FR\n    lei: 1VUV7VQFKUOQSJ21A209", "this is not an LEI"),
        ("country: FR\n    lei: null", "country: FR\n    lei: 1VUV7VQFKUOQ", "this is not an LEI"),
        (
            (
                "status: press\n    source: qa.hongkongbusiness.hk/financial-services/news/"
                "hong-kong-government-issues-first-tokenised-green-bond\n"
            ),
            "status: press\n",
            "appointments.central_bank is said to be press without a source",
        ),
    ],
)
def test_check_parties__wrong_party_or_key__is_refused(
    edit: Edit, refused: Refused, old: str, new: str, said: str
) -> None:
    edit("parties.yaml", old, new)
    (text,) = refused()
    assert text.startswith("parties.yaml:")
    assert said in text


def test_check_parties__valid_lei__is_taken(edit: Edit, folder: Path) -> None:
    edit("parties.yaml", "country: FR\n    lei: null", "country: FR\n    lei: 213800KUD8LAJWSQ9D15")
    campaign = load_campaign(folder)
    assert [party.lei for party in campaign.parties if party.lei] == ["213800KUD8LAJWSQ9D15"]


@pytest.mark.requirement("CAMP-2")
def test_check_parties__other_chain__takes_no_development_keys(edit: Edit, refused: Refused) -> None:
    edit("campaign.yaml", "chain_id: 31337", "chain_id: 11155111")
    lines = refused()
    assert len(lines) == 13  # every role's key
    assert "key dev:0 is known to everybody, and the campaign names chain 11155111" in lines[0]


@pytest.mark.requirement("CAMP-2")
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "INV-05,HK,bochk,",
            "INV-05,HK,boc-hk,",
            "custodian 'boc-hk' of investor INV-05 is not a party. Write 'bochk' if that is meant",
        ),
        ("dev:24", "dev:8", "key dev:8 of investor INV-05 is the key of role settlement_agent"),
    ],
)
def test_check_investors__wrong_custodian_or_key__is_refused(
    edit: Edit, refused: Refused, old: str, new: str, said: str
) -> None:
    edit("investors.csv", old, new)
    (text,) = refused()
    assert text.startswith("investors.csv:6: ")
    assert said in text


@pytest.mark.parametrize("name", ["issuer", "bond"])
def test_check_investors__id_of_a_role_or_contract__is_refused(edit: Edit, refused: Refused, name: str) -> None:
    for file, old in (("investors.csv", "INV-05,HK"), ("orders.csv", "INV-05,120"), ("fundings.csv", "INV-05,52")):
        edit(file, old, old.replace("INV-05", name))
    assert f"investor id '{name}' is the name of a role, contract or tax authority" in refused()[0]
