// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IDeliveryVersusPayment} from "../interfaces/IDeliveryVersusPayment.sol";
import {IMultilateralSettlement, Leg, Settlement} from "../interfaces/IMultilateralSettlement.sol";
import {Consents} from "./Consents.sol";

/// Purpose, rules and errors: IMultilateralSettlement.
abstract contract MultilateralSettlement is IMultilateralSettlement, Consents {
    using SafeERC20 for IERC20;

    bytes32 private constant SETTLEMENT_TYPEHASH = keccak256(
        "Settlement(bytes32 settlementReference,address[] parties,Leg[] legs,uint40 settleFrom,uint40 settleBy,uint256 nonce)Leg(address token,address from,address to,uint256 amount)"
    );
    bytes32 private constant LEG_TYPEHASH = keccak256("Leg(address token,address from,address to,uint256 amount)");

    /// @inheritdoc IMultilateralSettlement
    function settleLegs(Settlement calldata settlement, bytes[] calldata signatures) external {
        bytes32 digest = _digestOf(settlement);
        address[] calldata parties = settlement.parties;
        require(signatures.length == parties.length && parties.length != 0, InvalidSettlement());
        for (uint256 i = 0; i < parties.length; ++i) {
            require(i == 0 || parties[i - 1] < parties[i], InvalidSettlement());
            _checkConsent(parties[i], digest, signatures[i]);
        }
        _checkTime(settlement.settleFrom, settlement.settleBy);
        _checkLegs(settlement.legs, parties);
        _spend(parties[0], settlement.nonce);
        emit SettlementCompleted(settlement.settlementReference, digest, settlement.legs.length);
        for (uint256 i = 0; i < settlement.legs.length; ++i) {
            Leg calldata leg = settlement.legs[i];
            IERC20(leg.token).safeTransferFrom(leg.from, leg.to, leg.amount);
        }
    }

    /// @inheritdoc IMultilateralSettlement
    function affirmLegs(Settlement calldata settlement, bool affirmed) external {
        require(_isAmong(settlement.parties, msg.sender), IDeliveryVersusPayment.NotParty(msg.sender));
        bytes32 digest = _digestOf(settlement);
        _affirmed[digest][msg.sender] = affirmed;
        emit SettlementAffirmed(settlement.settlementReference, digest, msg.sender, affirmed);
    }

    /// @inheritdoc IMultilateralSettlement
    function settlementDigest(Settlement calldata settlement) external view returns (bytes32) {
        return _digestOf(settlement);
    }

    function _digestOf(Settlement calldata settlement) private view returns (bytes32) {
        bytes32[] memory legs = new bytes32[](settlement.legs.length);
        for (uint256 i = 0; i < legs.length; ++i) {
            legs[i] = keccak256(abi.encode(LEG_TYPEHASH, settlement.legs[i]));
        }
        bytes32 structHash = keccak256(
            abi.encode(
                SETTLEMENT_TYPEHASH,
                settlement.settlementReference,
                keccak256(abi.encodePacked(settlement.parties)),
                keccak256(abi.encodePacked(legs)),
                settlement.settleFrom,
                settlement.settleBy,
                settlement.nonce
            )
        );
        return _hashTypedDataV4(structHash);
    }

    /// Every leg moves something between two of the parties.
    function _checkLegs(Leg[] calldata legs, address[] calldata parties) private pure {
        require(legs.length != 0, InvalidSettlement());
        for (uint256 i = 0; i < legs.length; ++i) {
            bool among = _isAmong(parties, legs[i].from) && _isAmong(parties, legs[i].to);
            require(among && legs[i].amount != 0 && legs[i].from != legs[i].to, InvalidSettlement());
        }
    }

    function _isAmong(address[] calldata parties, address party) private pure returns (bool) {
        for (uint256 i = 0; i < parties.length; ++i) {
            if (parties[i] == party) return true;
        }
        return false;
    }
}
