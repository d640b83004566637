// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Handler} from "./life/Handler.sol";

/// After any acts in any order, the contracts are where the books are.
contract LifeTest {
    Handler private _handler;

    function setUp() external {
        _handler = new Handler();
    }

    /// What forge calls: the acts of the handler, nothing else.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_units__any_acts__add_up_to_the_supply() external view {
        _handler.checkUnits();
    }

    function invariant_money__any_acts__adds_up_to_the_fiat() external view {
        _handler.checkMoney();
    }

    function invariant_funds__any_acts__are_what_the_bond_owes() external view {
        _handler.checkFunds();
    }

    function invariant_interest__any_acts__is_paid_once_and_never_lost() external view {
        _handler.checkInterest();
    }

    function invariant_freezes__any_acts__are_what_was_ordered() external view {
        _handler.checkFreezes();
    }

    function invariant_locks__any_acts__are_what_open_locks_hold() external view {
        _handler.checkLocks();
    }

    function invariant_lost_wallet__any_acts__has_nothing() external view {
        _handler.checkLost();
    }

    function invariant_verified__any_acts__are_those_whose_claims_stand() external view {
        _handler.checkVerified();
    }

    function invariant_behind__any_acts__have_no_state_and_no_roles() external view {
        _handler.checkBehind();
    }

    function invariant_rules__any_acts__keep_every_one() external view {
        _handler.checkRules();
    }
}
