// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {IClaimIssuer, IIdentity} from "../interfaces/erc3643/IIdentity.sol";
import {IdentityWord, IdentityWords} from "../libraries/IdentityWords.sol";
import {SignedClaims} from "./SignedClaims.sol";

/// Claims in identity contracts (ERC-735). Such a contract is the investor's own: whatever it answers, a claim counts
/// only if the trusted issuer that is asked for it confirms it.
abstract contract IdentityContracts is SignedClaims {
    uint256 private constant CLAIM_GAS = 300_000; // of one look at a claim: a contract that burns more proves nothing
    uint256 private constant LOOK_GAS = CLAIM_GAS + CLAIM_GAS / 16; // left to look: a call takes 63/64 of it at most
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;
    uint40 private constant MAX_TERM = 30 days;

    /// @inheritdoc IIdentityRegistry
    uint40 public contractTerm = 1 days;

    mapping(address wallet => IIdentity) internal _contracts;
    mapping(IIdentity identity => address first) private _firstWallets;

    /// @inheritdoc IIdentityRegistry
    function setContractTerm(uint40 term) external onlyRole(DEFAULT_ADMIN_ROLE) {
        require(term != 0 && term <= MAX_TERM, TermTooLong(term, MAX_TERM));
        contractTerm = term;
        emit ContractTermSet(term, msg.sender);
    }

    /// @inheritdoc IIdentityRegistry
    function refreshContract(address wallet) external {
        IdentityWord word = _words[wallet];
        require(word.hasContract() && word.validUntil() != 0, RefreshRefused(wallet));
        _store(wallet, _proven(wallet, word));
    }

    /// Whether a trusted issuer confirms a claim of its own that stands in an identity contract.
    /// @dev Called by this contract itself, so that whatever comes back cannot make the caller fail.
    function claimStands(IIdentity identity_, uint256 claimTopic, address issuer) external view returns (bool) {
        (uint256 topic,, address named, bytes memory signature, bytes memory data,) =
            identity_.getClaim(keccak256(abi.encode(issuer, claimTopic)));
        return topic == claimTopic && named == issuer && _isCanonical(signature)
            && IClaimIssuer(issuer).isClaimValid(identity_, claimTopic, signature, data);
    }

    /// The word of a wallet with its identity contract; all wallets of one identity contract are one investor's.
    function _linked(address wallet, IdentityWord word, IIdentity identity_) internal returns (IdentityWord) {
        _contracts[wallet] = identity_;
        address first = _firstWallets[identity_];
        if (word.investor() != 0) {
            // A wallet keeps its investor; an identity contract of another's cannot be given to it.
            bool own = first == address(0) || _firstOf(wallet, word) == first;
            require(own, WrongInvestor(wallet, word.investor()));
        } else if (first != address(0)) {
            word = _joined(wallet, word, first);
        } else {
            word = word.withInvestor(_investorOf(wallet));
        }
        if (first == address(0)) _firstWallets[identity_] = _firstOf(wallet, word);
        return word.withHasContract(true);
    }

    /// The word with what the wallet's identity contract proves now, for a term.
    function _proven(address wallet, IdentityWord word) internal view returns (IdentityWord) {
        word = word.withTopics(0).withValidUntil(block.timestamp + contractTerm);
        for (uint256 topic = 0; topic < _topicCount(); ++topic) {
            (bool found, uint256 index) = _issuerOf(_contracts[wallet], topic);
            if (found) word = word.withProof(1 << topic, index);
        }
        return word;
    }

    /// @inheritdoc SignedClaims
    function _standing(address wallet, IdentityWord word) internal view override returns (IdentityWord) {
        return word.hasContract() ? _proven(wallet, word) : word;
    }

    /// Whether an identity contract proves the topics wanted, and those required of all, right now.
    function _provesNow(address wallet, IdentityWord word, uint256 wanted) internal view returns (bool) {
        if (!word.hasContract() || word.validUntil() == 0) return false;
        wanted |= _policy.required();
        for (uint256 topic = 0; wanted >> topic != 0; ++topic) {
            if ((wanted >> topic) & 1 == 0) continue;
            if (topic >= _topicCount()) return false;
            (bool found,) = _issuerOf(_contracts[wallet], topic);
            if (!found) return false;
        }
        return true;
    }

    /// The first trusted issuer that confirms a claim of the topic.
    function _issuerOf(IIdentity identity_, uint256 topic) private view returns (bool, uint256) {
        if (address(identity_).code.length == 0) return (false, 0);
        for (uint256 index = 0; index < _issuerCount(); ++index) {
            if (!_policy.isTrusted(topic, index)) continue;
            // With less, a look could fail for want of gas, and whoever sends it decide the verdict.
            require(gasleft() > LOOK_GAS, TooLittleGas(LOOK_GAS));
            try this.claimStands{gas: CLAIM_GAS}(identity_, _topicAt(topic), _issuerAt(index)) returns (bool stands) {
                if (stands) return (true, index);
            } catch {
                continue; // no such claim, or a contract that does not keep to ERC-735
            }
        }
        return (false, 0);
    }

    /// Whether a signature is in the one form that counts: `s` in the lower half of the order, `v` 27 or 28. Claim
    /// issuers revoke the bytes of a signature, so that another form of it would bring back a claim that is revoked.
    function _isCanonical(bytes memory signature) private pure returns (bool) {
        if (signature.length != 65) return true; // no ECDSA signature, as stock issuers read one
        (bytes32 s, uint8 v) = (0, 0);
        assembly ("memory-safe") {
            s := mload(add(signature, 0x40))
            v := byte(0, mload(add(signature, 0x60)))
        }
        return uint256(s) <= HALF_ORDER && (v == 27 || v == 28);
    }
}
