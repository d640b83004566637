// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IdentityRegistry} from "../../../contracts/identity/IdentityRegistry.sol";
import {IDepositAccounts, IDepositToken} from "../../../contracts/interfaces/IDepositToken.sol";
import {IMoneyToken, MoneyRoles} from "../../../contracts/interfaces/IMoneyToken.sol";
import {ISettlementLocks, LockTerms} from "../../../contracts/interfaces/ISettlementLocks.sol";
import {DepositAdministration} from "../../../contracts/money/DepositAdministration.sol";
import {DepositEnforcement} from "../../../contracts/money/DepositEnforcement.sol";
import {DepositToken} from "../../../contracts/money/DepositToken.sol";
import {MoneyConfiguration} from "../../../contracts/money/MoneyTerms.sol";
import {Fuzz} from "../Fuzz.sol";

/// Deposits at a bank: nobody but the bank and its payment system makes or ends them for others.
contract AccessDepositsProof is Fuzz {
    address private constant BANK = address(0xC1);
    address private constant SYSTEM = address(0xD1);
    address private constant VENUE = address(0xD2);

    DepositToken private _token;

    function setUp() external {
        IdentityRegistry registry = new IdentityRegistry(address(0xC6), address(0xC2));
        MoneyConfiguration memory configuration =
            MoneyConfiguration(registry, bytes32(0), bytes32(0), "HKD", 2, VENUE, false);
        address enforcement = address(new DepositEnforcement(configuration, SYSTEM));
        address administration = address(new DepositAdministration(configuration, SYSTEM, enforcement));
        MoneyRoles memory roles = MoneyRoles(BANK, address(0xC2), address(0xC3), address(0xC4), address(0xC5));
        _token = new DepositToken(configuration, SYSTEM, roles, administration);
    }

    function check_debit__anybody_but_the_system__is_refused(address caller, address account, uint256 amount) external {
        vm.assume(caller != SYSTEM);
        assert(!_call(caller, abi.encodeCall(IDepositToken.debit, (account, amount))));
    }

    function check_credit__anybody_but_the_system__is_refused(address caller, address account, uint256 amount)
        external
    {
        vm.assume(caller != SYSTEM);
        assert(!_call(caller, abi.encodeCall(IDepositToken.credit, (account, amount))));
    }

    function check_debitLocked__anybody_but_the_system__is_refused(address caller, bytes32 lockId) external {
        vm.assume(caller != SYSTEM);
        assert(!_call(caller, abi.encodeCall(IDepositToken.debitLocked, (lockId))));
    }

    function check_mint__anybody_but_the_bank__is_refused(address caller, address to, uint256 amount, bytes32 why)
        external
    {
        vm.assume(caller != BANK);
        assert(!_call(caller, abi.encodeCall(IMoneyToken.mint, (to, amount, why))));
    }

    function check_closeAccount__anybody_but_the_bank__is_refused(address caller, address wallet) external {
        vm.assume(caller != BANK);
        assert(!_call(caller, abi.encodeCall(IDepositAccounts.closeAccount, (wallet))));
    }

    function check_createLockFor__anybody_but_venue_and_system__is_refused(
        address caller,
        address holder,
        LockTerms calldata terms
    ) external {
        vm.assume(caller != SYSTEM && caller != VENUE);
        assert(!_call(caller, abi.encodeCall(ISettlementLocks.createLockFor, (holder, terms))));
    }

    function _call(address caller, bytes memory data) private returns (bool done) {
        vm.prank(caller);
        (done,) = address(_token).call(data);
    }
}
