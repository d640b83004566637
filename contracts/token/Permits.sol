// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {ITokenAdministration} from "../interfaces/ITokenAdministration.sol";
import {TokenState} from "./TokenState.sol";

/// Allowances by signature (ERC-2612); holders may be contracts (EIP-1271).
abstract contract Permits is ITokenAdministration, TokenState, EIP712 {
    bytes32 private constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    /// @inheritdoc ITokenAdministration
    function permit(address owner_, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
    {
        _permit(owner_, spender, value, deadline, abi.encodePacked(r, s, v));
    }

    /// @inheritdoc ITokenAdministration
    function permit(address owner_, address spender, uint256 value, uint256 deadline, bytes calldata signature)
        external
    {
        _permit(owner_, spender, value, deadline, signature);
    }

    /// @inheritdoc ITokenAdministration
    function nonces(address owner_) external view returns (uint256) {
        return _nonces[owner_];
    }

    /// @inheritdoc ITokenAdministration
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    function _permit(address owner_, address spender, uint256 value, uint256 deadline, bytes memory signature) private {
        require(block.timestamp <= deadline, ERC2612ExpiredSignature(deadline));
        require(spender != address(0), ERC20InvalidSpender(spender));
        bytes32 digest = _hashTypedDataV4(
            keccak256(abi.encode(PERMIT_TYPEHASH, owner_, spender, value, _nonces[owner_]++, deadline))
        );
        require(SignatureChecker.isValidSignatureNow(owner_, digest, signature), ERC2612InvalidSigner(spender, owner_));
        _allowances[owner_][spender] = value;
        emit IERC20.Approval(owner_, spender, value);
    }
}
