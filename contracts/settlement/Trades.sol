// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Details, IDeliveryVersusPayment, Trade} from "../interfaces/IDeliveryVersusPayment.sol";
import {Consents} from "./Consents.sol";

/// Two-party trades that settle as soon as they are brought: purpose, rules and errors in IDeliveryVersusPayment.
abstract contract Trades is IDeliveryVersusPayment, Consents {
    using SafeERC20 for IERC20;

    bytes32 internal constant TRADE_TYPEHASH = keccak256(
        "Trade(bytes32 tradeReference,address seller,address buyer,address security,uint256 units,address cash,uint256 amount,uint40 settleFrom,uint40 settleBy,uint256 nonce,Details details)Details(uint64 minimumPart,bool locked,uint64 cleanPrice,uint24 pricedFor)"
    );
    bytes32 private constant DETAILS_TYPEHASH =
        keccak256("Details(uint64 minimumPart,bool locked,uint64 cleanPrice,uint24 pricedFor)");
    bytes32 internal constant PLAIN =
        keccak256(abi.encode(DETAILS_TYPEHASH, uint256(0), uint256(0), uint256(0), uint256(0)));

    /// @inheritdoc IDeliveryVersusPayment
    function settle(Trade calldata trade, bytes calldata sellerSignature, bytes calldata buyerSignature) external {
        bytes32 digest = _digest(trade, PLAIN);
        _checkConsent(trade.seller, digest, sellerSignature);
        _checkConsent(trade.buyer, digest, buyerSignature);
        _checkTime(trade.settleFrom, trade.settleBy);
        _checkTrade(trade);
        _spend(trade.seller, trade.nonce);
        _tellSettled(trade);
        IERC20(trade.security).safeTransferFrom(trade.seller, trade.buyer, trade.units);
        if (trade.amount != 0) IERC20(trade.cash).safeTransferFrom(trade.buyer, trade.seller, trade.amount);
    }

    /// @inheritdoc IDeliveryVersusPayment
    function revoke(Trade calldata trade, Details calldata details, bytes calldata sellerSignature) external {
        if (msg.sender != trade.seller) {
            require(msg.sender == trade.buyer, NotParty(msg.sender));
            _checkTime(0, trade.settleBy); // past it the seller's consent shows nothing
            _checkConsent(trade.seller, _digest(trade, _hashOf(details)), sellerSignature);
        }
        _spend(trade.seller, trade.nonce);
        emit TradeRevoked(trade.tradeReference, msg.sender, trade.nonce);
    }

    /// @inheritdoc IDeliveryVersusPayment
    function isNonceSpent(address seller, uint256 nonce) external view returns (bool) {
        return _isSpent(seller, nonce);
    }

    /// @inheritdoc IDeliveryVersusPayment
    function tradeDigest(Trade calldata trade, Details calldata details) external view returns (bytes32) {
        return _digest(trade, _hashOf(details));
    }

    function _tellSettled(Trade calldata trade) internal {
        emit TradeSettled(
            trade.tradeReference, trade.seller, trade.buyer, trade.security, trade.units, trade.cash, trade.amount
        );
    }

    function _digest(Trade calldata trade, bytes32 detailsHash) internal view returns (bytes32) {
        bytes32 typehash = TRADE_TYPEHASH;
        bytes32 structHash;
        // Every member is one static word, so the calldata is the encoding that EIP-712 asks for.
        assembly ("memory-safe") {
            let encoded := mload(0x40)
            mstore(encoded, typehash)
            calldatacopy(add(encoded, 0x20), trade, 0x140)
            mstore(add(encoded, 0x160), detailsHash)
            structHash := keccak256(encoded, 0x180)
        }
        return _hashTypedDataV4(structHash);
    }

    function _checkTrade(Trade calldata trade) internal pure {
        bool paid = trade.amount != 0;
        bool whole = trade.units != 0 && paid == (trade.cash != address(0));
        require(whole && trade.seller != trade.buyer && trade.security != trade.cash, InvalidTrade());
    }

    function _hashOf(Details calldata details) internal pure returns (bytes32) {
        return keccak256(abi.encode(DETAILS_TYPEHASH, details));
    }
}
