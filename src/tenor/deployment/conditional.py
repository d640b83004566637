"""The two contracts of delivery versus payment by keys (ERC-7573), each on its own chain, for one token each."""

from __future__ import annotations

from dataclasses import dataclass

from tenor.chain.contract import initcode
from tenor.chain.intent import Intent, intent_id
from tenor.deployment.plan import CREATE2_PROXY, DEPLOYMENT, deploying, proxied_address, proxied_data
from tenor.parties import Actor


@dataclass(frozen=True, slots=True)
class Planned:
    """A contract to be: its address, foretold, and the intent that puts it there."""

    address: str
    intent: Intent


def plan_locking(campaign: str, token: str, deployer: Actor) -> Planned:
    """The locking contract of a token, on the asset's chain; it has no owner and no roles."""
    return _planned(campaign, deployer, "LockingContract", token)


def plan_decryption(campaign: str, token: str, oracle: str, oracle_key: bytes, deployer: Actor) -> Planned:
    """The decryption contract of a money token, on the payment's chain; it has no owner and no roles.

    Args:
        oracle: address that signs statements on encrypted keys.
        oracle_key: public key that keys are encrypted to (X25519), 32 bytes.
    """
    return _planned(campaign, deployer, "DecryptionContract", token, oracle, oracle_key)


def _planned(campaign: str, deployer: Actor, name: str, *arguments: object) -> Planned:
    code, what = initcode(name, *arguments), deploying(name)
    key = intent_id(campaign, DEPLOYMENT, what, proxied_address(code))
    return Planned(proxied_address(code), Intent(key, DEPLOYMENT, what, deployer, CREATE2_PROXY, proxied_data(code)))
