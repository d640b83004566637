// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IConsents} from "../interfaces/IConsents.sol";

/// Who has consented to what, by signature or on chain, and which nonces are spent.
abstract contract Consents is EIP712 {
    mapping(address party => mapping(uint256 word => uint256 bits)) private _spent;
    mapping(bytes32 digest => mapping(address party => bool)) internal _affirmed;

    /// @param name of the contract, for whoever signs (EIP-712)
    constructor(string memory name) EIP712(name, "1") {}

    function _isSpent(address party, uint256 nonce) internal view returns (bool) {
        return (_spent[party][nonce >> 8] >> (nonce & 0xff)) & 1 == 1;
    }

    function _spend(address party, uint256 nonce) internal {
        _spendAll(party, nonce >> 8, 1 << (nonce & 0xff));
    }

    /// Spends nonces that share a word.
    /// @param bits bit i is nonce word * 256 + i
    function _spendAll(address party, uint256 word, uint256 bits) internal {
        uint256 before = _spent[party][word];
        if (before & bits != 0) revert IConsents.NonceSpent(party, word << 8 | _lowest(before & bits));
        _spent[party][word] = before | bits;
    }

    /// Reverts unless a party has signed a digest, or given no signature and consented on chain.
    function _checkConsent(address party, bytes32 digest, bytes calldata signature) internal view {
        bool consents = signature.length == 0 ? _affirmed[digest][party] : _isSigned(party, digest, signature);
        require(consents, IConsents.NotSigned(party));
    }

    /// The same of a short signature (ERC-2098), where zero stands for none.
    function _checkConsent(address party, bytes32 digest, bytes32 r, bytes32 vs) internal view {
        bool consents;
        if (r == 0) {
            consents = _affirmed[digest][party];
        } else {
            (address signer, ECDSA.RecoverError fault,) = ECDSA.tryRecover(digest, r, vs);
            consents = fault == ECDSA.RecoverError.NoError && signer == party;
        }
        require(consents, IConsents.NotSigned(party));
    }

    function _checkTime(uint256 from, uint256 by) internal view {
        require(
            from <= block.timestamp && block.timestamp <= by,
            IConsents.OutsideSettlementWindow(uint40(from), uint40(by), block.timestamp)
        );
    }

    /// @dev A key's signature is looked at first: it spares the look whether the party is a contract.
    function _isSigned(address party, bytes32 digest, bytes calldata signature) private view returns (bool) {
        (address signer, ECDSA.RecoverError fault,) = ECDSA.tryRecoverCalldata(digest, signature);
        if (fault == ECDSA.RecoverError.NoError && signer == party) return true;
        return party.code.length != 0 && SignatureChecker.isValidERC1271SignatureNowCalldata(party, digest, signature);
    }

    function _lowest(uint256 bits) private pure returns (uint256 place) {
        while ((bits >> place) & 1 == 0) ++place;
    }
}
