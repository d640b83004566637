"""Coins that stand in for a stablecoin on a test network."""

from __future__ import annotations

from tenor.chain.contract import initcode
from tenor.chain.intent import Intent, intent_id
from tenor.deployment.plan import CREATE2_PROXY, DEPLOYMENT, deploying, proxied_address, proxied_data
from tenor.errors import InputError
from tenor.parties import Actor
from tenor.units import MINOR_DIGITS

DECIMALS = 6
DAILY_COINS = 10_000
_CONTRACT = "TestStablecoin"


def plan_stablecoin(
    campaign: str, currency: str, deployer: Actor, daily_coins: int = DAILY_COINS
) -> tuple[str, Intent]:
    """Where the coins will be, and the intent that puts them there: the same on every chain.

    Args:
        campaign: campaign id, for the intent.
        currency: ISO 4217, that one coin stands for.
        deployer: sends the contract; gets no role, as there is none.
        daily_coins: whole coins that any wallet may take on a day of UTC.

    Raises:
        InputError: where the currency is unknown, or nothing could be taken.
    """
    if currency not in MINOR_DIGITS:
        raise InputError("test stablecoin", f"unknown currency {currency!r}", f"Write one of {', '.join(MINOR_DIGITS)}")
    most = (2**128 - 1) // 10**DECIMALS
    if not 0 < daily_coins <= most:
        raise InputError("test stablecoin", f"{daily_coins} coins a day cannot be given", f"Write 1 to {most}")
    code = initcode(_CONTRACT, currency, daily_coins * 10**DECIMALS)
    what = deploying(_CONTRACT)
    identity = intent_id(campaign, DEPLOYMENT, what, currency, str(daily_coins))
    return proxied_address(code), Intent(identity, DEPLOYMENT, what, deployer, CREATE2_PROXY, proxied_data(code))
