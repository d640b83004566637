"""The actors of a campaign: every role and investor with key reference and wallet, and the keys behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tenor.campaign.levies import authorities_of
from tenor.campaign.model import Campaign
from tenor.chain.keys import Keyring
from tenor.parties import Actor, Role


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone who signs in a campaign."""

    roles: Mapping[Role, Actor]
    investors: Mapping[str, Actor]
    keys: Keyring
    authorities: Mapping[str, Actor] = field(default_factory=dict)  # who receive tax, by party

    def account(self, name: str) -> Actor:
        """The actor of an account named in a campaign's files: an investor id or a role."""
        return self.investors.get(name) or self.roles[Role(name)]

    def names(self) -> dict[str, str]:
        """Wallet -> investor id, role, or party of a tax authority."""
        return {actor.wallet: actor.name for actor in self.everybody()}

    def everybody(self) -> tuple[Actor, ...]:
        """All of them, roles first."""
        return (*self.roles.values(), *self.investors.values(), *self.authorities.values())


def cast_of(campaign: Campaign) -> Cast:
    """Open every key that the campaign names; raises SetupError for one that cannot sign on its chain."""
    keys = Keyring(key_references(campaign), campaign.chain_id)

    def actor(name: str, key: str) -> Actor:
        return Actor(name, key, keys[key].address)

    return Cast(
        roles={role: actor(role.value, held.key) for role, held in campaign.appointments.items()},
        investors={investor.id: actor(investor.id, investor.key) for investor in campaign.investors},
        keys=keys,
        authorities={party: actor(party, key) for party, key in authorities_of(campaign).items()},
    )


def key_references(campaign: Campaign) -> list[str]:
    """Every key reference of a campaign, roles first."""
    return [
        *(held.key for held in campaign.appointments.values()),
        *(investor.key for investor in campaign.investors),
        *authorities_of(campaign).values(),
    ]
