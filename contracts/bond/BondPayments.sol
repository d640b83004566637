// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {FirstRoles} from "../access/FirstRoles.sol";
import {IBondServicing, RunApproval} from "../interfaces/IBondServicing.sol";
import {IMoneyToken} from "../interfaces/IMoneyToken.sol";
import {IEnforcement} from "../interfaces/IEnforcement.sol";
import {IERC3643} from "../interfaces/erc3643/IERC3643.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {TokenWord, TokenWords} from "../libraries/TokenWords.sol";
import {TransferRules} from "../token/TransferRules.sol";
import {BondCode} from "./BondCode.sol";
import {BondEntitlement} from "./BondEntitlement.sol";

/// Money in and out of a bond: taken as a run that a second person approved, paid to many at once.
/// @dev The bond's state stands before that of EIP712, as in every contract a bond delegates to.
abstract contract BondPayments is FirstRoles, BondEntitlement, TransferRules, EIP712 {
    using SafeERC20 for IERC20;

    uint256 internal constant MAX_BATCH = 200; // under 12M gas, first receipts included

    bytes32 private constant RUN_TYPEHASH =
        keccak256("PaymentRun(uint256 number,uint256 amountPerUnit,uint256 units,uint256 total,uint256 deadline)");

    /// Hash of a run, as an approver signs it.
    function _paymentRun(uint256 number, uint256 amountPerUnit, uint256 units, uint256 total, uint256 deadline)
        internal
        view
        returns (bytes32)
    {
        return _hashTypedDataV4(keccak256(abi.encode(RUN_TYPEHASH, number, amountPerUnit, units, total, deadline)));
    }

    function _hasRole(bytes32 role, address account) internal view override returns (bool) {
        return _isGiven(role, account);
    }

    /// Refuses a run that no second person approved as it is.
    function _checkRun(
        uint256 number,
        uint256 amountPerUnit,
        uint256 units,
        uint256 total,
        RunApproval calldata approval
    ) internal view {
        (address approver, uint256 deadline) = (approval.approver, approval.deadline);
        bytes32 run = _paymentRun(number, amountPerUnit, units, total, deadline);
        require(
            block.timestamp <= deadline && approver != msg.sender && _hasRole(TokenRoles.PAYMENT_APPROVER, approver)
                && SignatureChecker.isValidSignatureNow(approver, run, approval.signature),
            IBondServicing.RunNotApproved(approver, deadline)
        );
    }

    /// Takes exactly `total` of cash from the caller into this bond.
    function _collect(uint256 total) internal {
        IERC20 cash = IERC20(BondCode.cash());
        uint256 before = cash.balanceOf(address(this));
        cash.safeTransferFrom(msg.sender, address(this), total);
        uint256 received = cash.balanceOf(address(this)) - before;
        require(received == total, IBondServicing.CashMismatch(received, total));
    }

    /// Pays one of the bond's own, who must take it.
    function _payOut(address receiver, uint256 amount) internal {
        IERC20(BondCode.cash()).safeTransfer(receiver, amount);
    }

    /// Pays amounts to many, nothing where the amount is nothing.
    /// @return refused bit i: receiver i was not paid, because its cash account takes nothing
    function _payEach(address[] calldata receivers, uint256[] memory amounts) internal returns (uint256 refused) {
        bool answered;
        (answered, refused) = _askToPayEach(BondCode.cash(), receivers, amounts);
        if (answered) return refused;
        refused = 0;
        // Money that cannot pay many at once, or not now: one by one.
        for (uint256 i = 0; i < receivers.length; ++i) {
            if (amounts[i] != 0 && !_payOne(receivers[i], amounts[i])) refused |= 1 << i;
        }
    }

    /// As `cash.payEach(receivers, amounts)` in a try, with both lists copied whole.
    function _askToPayEach(address cash, address[] calldata receivers, uint256[] memory amounts)
        private
        returns (bool answered, uint256 refused)
    {
        bytes4 selector = IMoneyToken.payEach.selector;
        assembly ("memory-safe") {
            let call_ := mload(0x40)
            let size := shl(5, receivers.length)
            mstore(call_, selector)
            mstore(add(call_, 0x04), 0x40)
            mstore(add(call_, 0x24), add(size, 0x60))
            mstore(add(call_, 0x44), receivers.length)
            calldatacopy(add(call_, 0x64), receivers.offset, size)
            mcopy(add(call_, add(size, 0x64)), amounts, add(size, 0x20))
            answered := call(gas(), cash, 0, call_, add(add(size, size), 0x84), 0x00, 0x20)
            answered := and(answered, eq(returndatasize(), 0x20))
            refused := mload(0x00)
        }
    }

    /// Whether the receiver's cash account took the payment. TELLING_GAS is left to it, so that none that needs less is
    /// refused for want of gas.
    function _payOne(address receiver, uint256 amount) internal returns (bool) {
        _checkTellingGas();
        return IERC20(BondCode.cash()).trySafeTransfer(receiver, amount);
    }

    /// Tells of units that were repaid and are no more.
    /// @param unfrozen of these [units]
    /// @param frozen what is still frozen [units]
    function _tellRedeemed(TokenWord state, address holder, uint256 units, uint256 unfrozen, uint256 frozen) internal {
        if (unfrozen != 0) {
            emit IERC3643.TokensUnfrozen(holder, unfrozen);
            emit IEnforcement.Frozen(holder, frozen);
        }
        emit IERC20.Transfer(holder, address(0), units);
        // Rules of trading are told, and cannot stop what is due.
        if (state.has(TokenWords.EXTERNAL_RULES) && address(_externalRules).code.length != 0) {
            _checkTellingGas();
            try _externalRules.destroyed{gas: TELLING_GAS}(holder, units) {} catch {}
        }
    }

    function _checkPayer(address[] calldata holders) internal view {
        bool own = holders.length == 1 && holders[0] == msg.sender;
        require(own || _hasRole(TokenRoles.PAYING_AGENT, msg.sender), IBondServicing.NotPayingAgent(msg.sender));
        require(holders.length <= MAX_BATCH, IBondServicing.BatchTooLong(holders.length, MAX_BATCH));
    }
}
