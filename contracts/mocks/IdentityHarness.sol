// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IdentityPolicy, IdentityWord} from "../libraries/IdentityWords.sol";

/// The words of the register and its policy, open to calls.
contract IdentityHarness {
    struct Facts {
        uint256 validUntil;
        uint256 issuedAt;
        bytes8 investor;
        uint256 country;
        uint256 investorClass;
        bool onRegister;
        bool hasContract;
        bool claimed;
    }

    /// Sets every fact of a word in the order of the struct.
    function stated(uint256 word, Facts calldata f) external pure returns (uint256) {
        IdentityWord result = IdentityWord.wrap(word).withValidUntil(f.validUntil).withIssuedAt(f.issuedAt);
        result = result.withInvestor(f.investor).withCountry(f.country).withInvestorClass(f.investorClass);
        uint256 rest = IdentityWord.unwrap(result) & ~uint256(1 << 157);
        result = IdentityWord.wrap(f.onRegister ? rest | 1 << 157 : rest);
        result = result.withHasContract(f.hasContract).withClaimed(f.claimed);
        return IdentityWord.unwrap(result);
    }

    function facts(uint256 word) external pure returns (Facts memory) {
        IdentityWord w = IdentityWord.wrap(word);
        return Facts(
            w.validUntil(),
            w.issuedAt(),
            w.investor(),
            w.country(),
            w.investorClass(),
            w.onRegister(),
            w.hasContract(),
            w.claimed()
        );
    }

    function withSeveral(uint256 word) external pure returns (uint256) {
        return IdentityWord.unwrap(IdentityWord.wrap(word).withSeveral());
    }

    function emptied(uint256 word) external pure returns (uint256) {
        return IdentityWord.unwrap(IdentityWord.wrap(word).emptied());
    }

    function withProof(uint256 word, uint256 mask, uint256 index) external pure returns (uint256) {
        return IdentityWord.unwrap(IdentityWord.wrap(word).withProof(mask, index));
    }

    function proofs(uint256 word) external pure returns (uint256 topics, uint256[8] memory issuers) {
        topics = IdentityWord.wrap(word).topics();
        for (uint256 topic = 0; topic < issuers.length; ++topic) {
            issuers[topic] = IdentityWord.wrap(word).issuer(topic);
        }
    }

    function isInForce(uint256 word, uint256 policy, uint256 wanted) external view returns (bool) {
        return IdentityWord.wrap(word).isInForce(IdentityPolicy.wrap(policy), wanted);
    }

    function trustedTopics(uint256 word, uint256 policy) external pure returns (uint256) {
        return IdentityWord.wrap(word).trustedTopics(IdentityPolicy.wrap(policy));
    }

    function withIssuer(uint256 policy, uint256 index, uint256 mask) external pure returns (uint256) {
        return IdentityPolicy.unwrap(IdentityPolicy.wrap(policy).withIssuer(index, mask));
    }

    function withRequired(uint256 policy, uint256 mask) external pure returns (uint256) {
        return IdentityPolicy.unwrap(IdentityPolicy.wrap(policy).withRequired(mask));
    }

    function policyOf(uint256 policy, uint256 index) external pure returns (uint256 required, uint256 relied) {
        for (uint256 topic = 0; topic < 8; ++topic) {
            if (IdentityPolicy.wrap(policy).isTrusted(topic, index)) relied |= 1 << topic;
        }
        required = IdentityPolicy.wrap(policy).required();
    }
}
