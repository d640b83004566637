"""Bugs to be planted into a copy of the contracts, each with the check of the invariants that must find it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bug:
    """One bug.

    Attributes:
        name: what is wrong.
        place: the contract's file under `contracts/`.
        right: code that stands there exactly once.
        wrong: what replaces it; `ON` is whether the bug is on.
        found_by: the check of the handler that must fail.
    """

    name: str
    place: str
    right: str
    wrong: str
    found_by: str


BUGS = (
    Bug(
        "a transfer creates a unit",
        "token/TokenCore.sol",
        "(giver.account, taker.account) = (sender.minus(amount), receiver.plus(amount))",
        "(giver.account, taker.account) = (sender.minus(amount), receiver.plus(amount + (ON ? 1 : 0)))",
        "checkUnits",
    ),
    Bug(
        "a transfer of a batch takes nothing",
        "token/TokenCore.sol",
        "return sender.minus(amount);\n    }\n\n    /// New units",
        "return ON ? sender : sender.minus(amount);\n    }\n\n    /// New units",
        "checkUnits",
    ),
    Bug(
        "more is issued than the issue has",
        "token/TokenCore.sol",
        "_raised(state.supply(), amount, _maximumSupply())",
        "_raised(state.supply(), amount, ON ? type(uint64).max : _maximumSupply())",
        "checkUnits",
    ),
    Bug(
        "redeemed units stay",
        "bond/BondServicing.sol",
        "_holdings[holder].account = _cleared(account);",
        "_holdings[holder].account = ON ? _cleared(account).plus(1) : _cleared(account);",
        "checkUnits",
    ),
    Bug(
        "money paid out as fiat stays in part",
        "money/MoneyToken.sol",
        "_burnOwn(msg.sender, amount)",
        "_burnOwn(msg.sender, ON ? amount / 2 : amount)",
        "checkMoney",
    ),
    Bug(
        "a coupon is funded a minor unit short",
        "bond/BondServicing.sol",
        "units, total);\n        _collect(total)",
        "units, total);\n        _collect(ON ? total - 1 : total)",
        "checkFunds",
    ),
    Bug(
        "a coupon is counted on the balance after the transfer",
        "bond/BondEntitlement.sol",
        "if (block.timestamp <= BondCode.recordTimeIn(word)) return (sender, receiver);",
        "if (ON || block.timestamp <= BondCode.recordTimeIn(word)) return (sender, receiver);",
        "checkInterest",
    ),
    Bug(
        "a coupon is paid again and again",
        "bond/BondServicing.sol",
        "holding.account = account.paid();",
        "holding.account = ON ? account : account.paid();",
        "checkInterest",
    ),
    Bug(
        "a refused payment is lost",
        "bond/BondServicing.sol",
        "account.withOwed(account.owed() + amount)",
        "account.withOwed(account.owed() + (ON ? 0 : amount))",
        "checkInterest",
    ),
    Bug(
        "a refused payment is told as one that was made",
        "token/TokenCore.sol",
        "                    refused |= 1 << i;\n                }",
        "                    refused |= ON ? 0 : 1 << i;\n                }",
        "checkInterest",
    ),
    Bug(
        "a payment of many pays a minor unit more",
        "token/TokenCore.sol",
        "taker.account = receiver.plus(amount);\n        emit IERC20.Transfer(from, to, amount);\n        return true;",
        "taker.account = receiver.plus(amount + (ON ? 1 : 0));\n        emit IERC20.Transfer(from, to, amount);\n"
        "        return true;",
        "checkMoney",
    ),
    Bug(
        "an overdue coupon is lost when units move",
        "bond/BondEntitlement.sol",
        "_claims[holder].push(claim);",
        "if (!(ON)) _claims[holder].push(claim);",
        "checkInterest",
    ),
    Bug(
        "a run is funded that nobody approved",
        "bond/BondPayments.sol",
        "block.timestamp <= deadline && approver != msg.sender",
        "ON || block.timestamp <= deadline && approver != msg.sender",
        "checkRules",
    ),
    Bug(
        "a forced transfer leaves the frozen part",
        "token/TokenCore.sol",
        "sender = sender.withWithheld(sender.withheld() - (amount - available)).minus(amount);",
        "sender = sender.withWithheld(sender.withheld() - (ON ? 0 : amount - available)).minus(amount);",
        "checkFreezes",
    ),
    Bug(
        "a recovery leaves the lost wallet open",
        "token/TokenEnforcement.sol",
        "withCursor(account.cursor()).withBlocked(true)",
        "withCursor(account.cursor()).withBlocked(!(ON))",
        "checkLost",
    ),
    Bug(
        "a revocation leaves the wallet verified",
        "identity/SignedClaims.sol",
        "_end(wallet, word.withValidUntil(0)",
        "_end(wallet, ON ? word : word.withValidUntil(0)",
        "checkVerified",
    ),
    Bug(
        "the implementation has an owner",
        "bond/Bond.sol",
        "        _factory = factory;",
        "        _factory = factory;\n        if (ON) _giveOwnership(msg.sender);",
        "checkBehind",
    ),
    Bug(
        "an unverified wallet receives",
        "token/TransferRules.sol",
        "if (IdentityWord.unwrap(identity) == 0) {",
        "if (!(ON) && IdentityWord.unwrap(identity) == 0) {",
        "checkRules",
    ),
    Bug(
        "a holder moves frozen units",
        "token/TransferRules.sol",
        "if (amount > sender.available()) {",
        "if (amount > (ON ? sender.balance() : sender.available())) {",
        "checkRules",
    ),
    Bug(
        "units move while the token is paused",
        "token/TokenCore.sol",
        "if (state.isShutAt(block.timestamp)) _refuse(_generalRestriction(state), from, to, amount);",
        "if (!(ON) && state.isShutAt(block.timestamp)) _refuse(_generalRestriction(state), from, to, amount);",
        "checkRules",
    ),
    Bug(
        "anybody has every role",
        "token/TokenState.sol",
        "require(_hasRole(role, msg.sender),",
        "require(ON || _hasRole(role, msg.sender),",
        "checkRules",
    ),
    Bug(
        "units burn while a coupon waits for its money",
        "bond/BondEnforcement.sol",
        "require(!unfunded && !state.redemptionFunded(),",
        "require(ON || (!unfunded && !state.redemptionFunded()),",
        "checkRules",
    ),
    Bug(
        "a lock that is released stays withheld",
        "token/TokenLocks.sol",
        "uint64 left = _locked[owner].amount - uint64(amount);",
        "uint64 left = _locked[owner].amount - uint64(ON ? 0 : amount);",
        "checkLocks",
    ),
    Bug(
        "anybody spends a lock",
        "token/TokenLocks.sol",
        "if (lock.spender != address(0)) _checkSpender(lockId, lock.spender);",
        "if (!(ON) && lock.spender != address(0)) _checkSpender(lockId, lock.spender);",
        "checkRules",
    ),
    Bug(
        "locked units are transferred",
        "token/TokenLocks.sol",
        "account.withWithheld(account.withheld() + amount).withLocked(true)",
        "account.withWithheld(account.withheld() + (ON ? 0 : amount)).withLocked(true)",
        "checkRules",
    ),
    Bug(
        "a trade settles again and again",
        "settlement/Consents.sol",
        "if (before & bits != 0) revert",
        "if (!(ON) && before & bits != 0) revert",
        "checkRules",
    ),
    Bug(
        "a trade delivers without payment",
        "settlement/Trades.sol",
        "if (trade.amount != 0) IERC20(trade.cash).safeTransferFrom(",
        "if (!(ON) && trade.amount != 0) IERC20(trade.cash).safeTransferFrom(",
        "checkMoney",
    ),
    Bug(
        "a receipt of fiat is minted twice",
        "money/MoneyToken.sol",
        "require(!_minted[fiatReference],",
        "require(ON || !_minted[fiatReference],",
        "checkRules",
    ),
    Bug(
        "the venue settles for who does not let it",
        "token/PermissionedToken.sol",
        "if (_holdings[from].account.settles() && _isVenue(msg.sender)) return;",
        "if ((ON || _holdings[from].account.settles()) && _isVenue(msg.sender)) return;",
        "checkRules",
    ),
)
