// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IDeliveryVersusPayment} from "../interfaces/IDeliveryVersusPayment.sol";

/// Purpose, rules and errors: IDeliveryVersusPayment.
contract DeliveryVersusPayment is IDeliveryVersusPayment, EIP712 {
    using SafeERC20 for IERC20;

    bytes32 private constant TRADE_TYPEHASH = keccak256(
        "Trade(bytes32 tradeReference,address seller,address buyer,address security,uint256 units,address cash,uint256 amount,uint40 settleFrom,uint40 settleBy,uint256 nonce)"
    );

    mapping(address seller => mapping(uint256 word => uint256 bits)) private _spent;

    constructor() EIP712("Tenor Delivery Versus Payment", "1") {}

    /// @inheritdoc IDeliveryVersusPayment
    function settle(Trade calldata trade, bytes calldata sellerSignature, bytes calldata buyerSignature) external {
        bytes32 digest = tradeDigest(trade);
        _checkSigned(trade.seller, digest, sellerSignature);
        _checkSigned(trade.buyer, digest, buyerSignature);
        require(
            trade.settleFrom <= block.timestamp && block.timestamp <= trade.settleBy,
            OutsideSettlementWindow(trade.settleFrom, trade.settleBy, block.timestamp)
        );
        require(trade.units != 0 && trade.amount != 0 && trade.seller != trade.buyer, InvalidTrade());
        _spend(trade.seller, trade.nonce);
        emit TradeSettled(
            trade.tradeReference, trade.seller, trade.buyer, trade.security, trade.units, trade.cash, trade.amount
        );
        IERC20(trade.security).safeTransferFrom(trade.seller, trade.buyer, trade.units);
        IERC20(trade.cash).safeTransferFrom(trade.buyer, trade.seller, trade.amount);
    }

    /// @inheritdoc IDeliveryVersusPayment
    function isNonceSpent(address seller, uint256 nonce) external view returns (bool) {
        return (_spent[seller][nonce >> 8] >> (nonce & 0xff)) & 1 == 1;
    }

    /// @inheritdoc IDeliveryVersusPayment
    function tradeDigest(Trade calldata trade) public view returns (bytes32) {
        // Every member is one static word, so the calldata is the encoding that EIP-712 asks for.
        return _hashTypedDataV4(keccak256(abi.encode(TRADE_TYPEHASH, trade)));
    }

    function _spend(address seller, uint256 nonce) private {
        (uint256 word, uint256 bit) = (nonce >> 8, 1 << (nonce & 0xff));
        uint256 bits = _spent[seller][word];
        require(bits & bit == 0, NonceSpent(seller, nonce));
        _spent[seller][word] = bits | bit;
    }

    function _checkSigned(address party, bytes32 digest, bytes calldata signature) private view {
        require(SignatureChecker.isValidSignatureNow(party, digest, signature), NotSigned(party));
    }
}
