// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondView} from "../../../contracts/interfaces/IBond.sol";
import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {ITokenAdministration} from "../../../contracts/interfaces/ITokenAdministration.sol";
import {IERC173} from "../../../contracts/interfaces/erc3643/IERC173.sol";
import {IERC3643} from "../../../contracts/interfaces/erc3643/IERC3643.sol";
import {TokenRoles} from "../../../contracts/libraries/TokenRoles.sol";
import {Enforcing} from "./Enforcing.sol";
import {Registering} from "./Registering.sol";
import {Servicing} from "./Servicing.sol";
import {Trespassing} from "./Trespassing.sol";

/// Every act that forge may call in any order, and the checks that compare the contracts with the books.
/// @dev The bond begins with holders and money, so that most acts can succeed.
contract Handler is Registering, Enforcing, Servicing, Trespassing {
    constructor() {
        // D, the last, comes onto the register by an act only.
        for (uint256 i = 0; i < HOLDERS - 1; ++i) {
            _register(i, 2000 days);
            _mint(i, 100);
            _mintMoney(i, 1e9, i == 0);
            _allowSettlement(i, false, true);
            _allowSettlement(i, true, true);
        }
        _register(ISSUER, 2000 days);
        _register(PAYER, 2000 days);
        _register(BOND, 9000 days);
        _mint(ISSUER, 200);
    }

    function checkUnits() external view {
        uint256 sum;
        for (uint256 i = 0; i < WALLETS; ++i) {
            uint256 held = bond.balanceOf(_wallets[i]);
            vm.assertEq(held, _books[i].units, "units of a wallet");
            sum += held;
        }
        uint256 supply = IERC3643(address(bond)).totalSupply();
        vm.assertEq(sum, supply, "the sum of all holdings is the supply");
        vm.assertEq(supply, _supply, "the supply is what was issued less what ceased");
        vm.assertTrue(supply <= UNITS, "the supply is within the size of the issue");
    }

    function checkMoney() external view {
        uint256 sum;
        for (uint256 i = 0; i < WALLETS; ++i) {
            uint256 held = cash.balanceOf(_wallets[i]);
            vm.assertEq(held, _books[i].cash, "money of a wallet");
            sum += held;
        }
        uint256 supply = IERC3643(address(cash)).totalSupply();
        vm.assertEq(sum, supply, "the sum of all money is the supply");
        vm.assertEq(supply, _fiatIn - _fiatOut, "the supply is the fiat received less the fiat paid out");
    }

    function checkFunds() external view {
        uint256 held = cash.balanceOf(address(bond));
        vm.assertEq(held - _given, _moneyIn - _moneyOut, "the bond's money is what was funded and not paid");
        vm.assertEq(held - _given, _owing(), "the bond's money is what it owes");
    }

    function checkInterest() external view {
        for (uint256 i = 0; i < WALLETS; ++i) {
            (uint256 owed, uint256 pending) = IBondView(address(bond)).interestDue(_wallets[i]);
            vm.assertEq(owed, _payable(i), "interest payable now");
            vm.assertEq(owed + pending, _unpaid(i), "interest earned is paid once and none of it is lost");
        }
    }

    function checkFreezes() external view {
        for (uint256 i = 0; i < WALLETS; ++i) {
            vm.assertEq(IERC3643(address(bond)).getFrozenTokens(_wallets[i]), _books[i].frozen, "frozen units");
            vm.assertTrue(IERC3643(address(bond)).isFrozen(_wallets[i]) == _books[i].blocked, "a frozen wallet");
            bool settles = ITokenAdministration(address(bond)).settlementAllowed(_wallets[i]);
            vm.assertTrue(settles == _settles[i][0], "whose units the venue may move");
        }
    }

    function checkLost() external view {
        for (uint256 i = 0; i < WALLETS; ++i) {
            if (!_books[i].lost) continue;
            (uint256 owed, uint256 pending) = IBondView(address(bond)).interestDue(_wallets[i]);
            vm.assertEq(bond.balanceOf(_wallets[i]) + owed + pending, 0, "a lost wallet has nothing");
            vm.assertTrue(IERC3643(address(bond)).isFrozen(_wallets[i]), "a lost wallet is frozen");
        }
    }

    function checkVerified() external view {
        for (uint256 i = 0; i < WALLETS; ++i) {
            vm.assertTrue(registry.isVerified(_wallets[i]) == _isVerified(i), "who is verified");
        }
    }

    function checkBehind() external view {
        for (uint256 i = 0; i < _behind.length; ++i) {
            // The state, and every slot below the first mapping's keys, is as the compiler left it.
            for (uint256 slot = 0; slot < 48; ++slot) {
                vm.assertEq(uint256(vm.load(_behind[i], bytes32(slot))), 0, "a contract delegated to has no state");
            }
            vm.assertTrue(!_hasRole(_behind[i], OFFICER, TokenRoles.COMPLIANCE), "nor a role");
            vm.assertTrue(!_hasRole(_behind[i], _wallets[ISSUER], TokenRoles.ISSUER), "nor an issuer");
        }
    }

    function checkRules() external view {
        vm.assertEq(_breach, "");
    }

    function _hasRole(address target, address account, bytes32 role) private view returns (bool) {
        (bool known, bytes memory answer) = target.staticcall(abi.encodeCall(IAccessControl.hasRole, (role, account)));
        return known && answer.length == 32 && abi.decode(answer, (bool));
    }
}
