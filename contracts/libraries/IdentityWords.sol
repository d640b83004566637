// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bits} from "./Bits.sol";
import {PackedClaim, PackedClaims} from "./PackedClaims.sol";

/// The verdict on one wallet in one storage word.
///
/// | bits    | field         | meaning                                                              |
/// |---------|---------------|----------------------------------------------------------------------|
/// | 0-39    | validUntil    | [s] last second of validity; 0: revoked, or never verified           |
/// | 40-79   | issuedAt      | [s] newest of what it ever rested on, or its last end                |
/// | 80-143  | investor      | leading 8 bytes of the hash of the first wallet                      |
/// | 144-153 | country       | ISO 3166-1 numeric                                                   |
/// | 154-156 | investorClass | 0 money only, 1 retail, 2 professional, 3 institutional              |
/// | 157     | onRegister    | the wallet is on the register                                        |
/// | 158     | several       | its investor has other wallets                                       |
/// | 159     | hasContract   | its identity is a contract                                           |
/// | 160-167 | topics        | proved: bit i is the topic of index i                                |
/// | 168-207 | issuers       | 5 bits a topic: index of the issuer that it rests on                 |
/// | 208     | claimed       | signed claims state country and class, and prove the topics          |
/// | 209-248 | digest        | lowest 40 bits of the digest of the claim, if all rests on one       |
/// | 249     | sole          | all rests on one signed claim, of the time issuedAt                  |
/// | 250     | someRevoked   | an issuer has taken back some claim on the wallet                    |
/// | 251-255 |               | free                                                                 |
type IdentityWord is uint256;

/// What a registry relies on, in one storage word.
///
/// | bits    | field    | meaning                                                                   |
/// |---------|----------|---------------------------------------------------------------------------|
/// | 0-191   | lanes    | 24 bits a topic: bit k says that issuer k is relied on for it             |
/// | 192-199 | required | topics that every wallet must have proved                                 |
type IdentityPolicy is uint256;

using IdentityWords for IdentityWord global;
using IdentityWords for IdentityPolicy global;

library IdentityWords {
    uint256 internal constant MAX_TOPICS = 8;
    uint256 internal constant MAX_ISSUERS = 24;

    uint256 private constant VALID_UNTIL = 0;
    uint256 private constant ISSUED_AT = 40;
    uint256 private constant INVESTOR = 80;
    uint256 private constant COUNTRY = 144;
    uint256 private constant INVESTOR_CLASS = 154;
    uint256 private constant ON_REGISTER = 157;
    uint256 private constant SEVERAL = 158;
    uint256 private constant HAS_CONTRACT = 159;
    uint256 private constant TOPICS = 160;
    uint256 private constant ISSUERS = 168;
    uint256 private constant CLAIMED = 208;
    uint256 private constant DIGEST = 209;
    uint256 private constant SOLE = 249;
    uint256 private constant SOME_REVOKED = 250;
    uint256 private constant REQUIRED = 192;
    uint256 private constant RETAIL = 1;
    uint256 private constant EVERY_LANE = 0x0842108421; // 1 in each of the eight lanes of 5 bits

    function validUntil(IdentityWord word) internal pure returns (uint256) {
        return _get(word, VALID_UNTIL, 40);
    }

    function issuedAt(IdentityWord word) internal pure returns (uint256) {
        return _get(word, ISSUED_AT, 40);
    }

    function investor(IdentityWord word) internal pure returns (bytes8) {
        return bytes8(uint64(IdentityWord.unwrap(word) >> INVESTOR));
    }

    function country(IdentityWord word) internal pure returns (uint256) {
        return _get(word, COUNTRY, 10);
    }

    function investorClass(IdentityWord word) internal pure returns (uint256) {
        return _get(word, INVESTOR_CLASS, 3);
    }

    function onRegister(IdentityWord word) internal pure returns (bool) {
        return _get(word, ON_REGISTER, 1) == 1;
    }

    function several(IdentityWord word) internal pure returns (bool) {
        return _get(word, SEVERAL, 1) == 1;
    }

    function hasContract(IdentityWord word) internal pure returns (bool) {
        return _get(word, HAS_CONTRACT, 1) == 1;
    }

    function claimed(IdentityWord word) internal pure returns (bool) {
        return _get(word, CLAIMED, 1) == 1;
    }

    function topics(IdentityWord word) internal pure returns (uint256) {
        return _get(word, TOPICS, 8);
    }

    /// Index of the issuer that a proved topic rests on.
    function issuer(IdentityWord word, uint256 topic) internal pure returns (uint256) {
        return _get(word, ISSUERS + 5 * topic, 5);
    }

    function withValidUntil(IdentityWord word, uint256 value) internal pure returns (IdentityWord) {
        return _set(word, VALID_UNTIL, 40, value);
    }

    function withIssuedAt(IdentityWord word, uint256 value) internal pure returns (IdentityWord) {
        return _set(word, ISSUED_AT, 40, value);
    }

    function withInvestor(IdentityWord word, bytes8 value) internal pure returns (IdentityWord) {
        uint256 rest = IdentityWord.unwrap(word) & ~(((1 << 64) - 1) << INVESTOR);
        return IdentityWord.wrap(rest | uint256(uint64(value)) << INVESTOR);
    }

    function withCountry(IdentityWord word, uint256 value) internal pure returns (IdentityWord) {
        return _set(word, COUNTRY, 10, value);
    }

    function withInvestorClass(IdentityWord word, uint256 value) internal pure returns (IdentityWord) {
        return _set(word, INVESTOR_CLASS, 3, value);
    }

    function withSeveral(IdentityWord word) internal pure returns (IdentityWord) {
        return _set(word, SEVERAL, 1, 1);
    }

    function withHasContract(IdentityWord word, bool value) internal pure returns (IdentityWord) {
        return _set(word, HAS_CONTRACT, 1, value ? 1 : 0);
    }

    function withClaimed(IdentityWord word, bool value) internal pure returns (IdentityWord) {
        return _set(word, CLAIMED, 1, value ? 1 : 0);
    }

    /// The word with these topics alone; each still rests on the issuer it rested on.
    function withTopics(IdentityWord word, uint256 mask) internal pure returns (IdentityWord) {
        return _set(word, TOPICS, 8, mask);
    }

    /// Whether all that the word rests on is one signed claim.
    function isOfOneClaim(IdentityWord word) internal pure returns (bool) {
        return _get(word, SOLE, 1) == 1;
    }

    /// Whether the one claim that the word rests on may have this digest; 40 bits of it are kept.
    function hasDigest(IdentityWord word, bytes32 digest) internal pure returns (bool) {
        return _get(word, DIGEST, 40) == uint256(digest) & ((1 << 40) - 1);
    }

    /// Whether an issuer has taken back some claim on the wallet.
    function someRevoked(IdentityWord word) internal pure returns (bool) {
        return _get(word, SOME_REVOKED, 1) == 1;
    }

    function withSomeRevoked(IdentityWord word) internal pure returns (IdentityWord) {
        return _set(word, SOME_REVOKED, 1, 1);
    }

    /// Those of the topics that are proved and rest on an issuer.
    function topicsBy(IdentityWord word, uint256 mask, uint256 index) internal pure returns (uint256 found) {
        mask &= topics(word);
        for (uint256 topic = 0; mask >> topic != 0; ++topic) {
            if (issuer(word, topic) == index) found |= mask & (1 << topic);
        }
    }

    /// The issuers that proved topics rest on: bit i is the issuer of index i.
    function issuers(IdentityWord word, uint256 proved) internal pure returns (uint256 found) {
        for (uint256 topic = 0; proved >> topic != 0; ++topic) {
            if ((proved >> topic) & 1 == 1) found |= 1 << issuer(word, topic);
        }
    }

    /// The word with the topics of another signed claim beside its own.
    function withClaim(IdentityWord word, uint256 mask, uint256 index) internal pure returns (IdentityWord) {
        return _notSole(withProof(word, mask, index));
    }

    /// The word as new as one before it; where that was newer, its own claim's time and digest stand elsewhere.
    function notBefore(IdentityWord word, uint256 time) internal pure returns (IdentityWord) {
        return time <= issuedAt(word) ? word : _notSole(withIssuedAt(word, time));
    }

    /// The word with these topics beside its own, all resting on one issuer.
    function withProof(IdentityWord word, uint256 mask, uint256 index) internal pure returns (IdentityWord) {
        word = withTopics(word, topics(word) | mask);
        for (uint256 topic = 0; mask != 0; ++topic) {
            if (mask & 1 == 1) word = _set(word, ISSUERS + 5 * topic, 5, index);
            mask >>= 1;
        }
        return word;
    }

    /// A word on the register from a signed claim; nobody's yet.
    /// @param digest of the claim
    function ofClaim(PackedClaim claim, uint256 issuedAt_, uint256 issuer_, bytes32 digest)
        internal
        pure
        returns (IdentityWord)
    {
        uint256 c = PackedClaim.unwrap(claim);
        uint256 facts = (c & 0xffffffffff) | (c & PackedClaims.FACTS) << (COUNTRY - 40) | issuedAt_ << ISSUED_AT;
        uint256 origin = 1 << CLAIMED | 1 << SOLE | (uint256(digest) & ((1 << 40) - 1)) << DIGEST;
        return IdentityWord.wrap(facts | origin | _everyLane(issuer_) | 1 << ON_REGISTER);
    }

    /// A word on the register that a registrar vouches for, until it is revoked; nobody's yet, and of no country.
    function ofRegistrar(uint256 issuedAt_, uint256 topics_, uint256 issuer_) internal pure returns (IdentityWord) {
        uint256 facts = type(uint40).max | issuedAt_ << ISSUED_AT | RETAIL << INVESTOR_CLASS;
        return IdentityWord.wrap(facts | topics_ << TOPICS | _everyLane(issuer_) | 1 << ON_REGISTER);
    }

    /// The word as that of the wallet whose word was another one.
    function withOwnerOf(IdentityWord word, IdentityWord old) internal pure returns (IdentityWord) {
        uint256 kept = (1 << SOME_REVOKED) | (1 << SEVERAL) | (((1 << 64) - 1) << INVESTOR);
        return IdentityWord.wrap(IdentityWord.unwrap(word) | (IdentityWord.unwrap(old) & kept));
    }

    /// The word with nothing proved and no facts; whose it is and what it must not be replaced by remain.
    function emptied(IdentityWord word) internal pure returns (IdentityWord) {
        uint256 kept = (1 << SOME_REVOKED) | (1 << SEVERAL) | (((1 << 104) - 1) << ISSUED_AT);
        return IdentityWord.wrap(IdentityWord.unwrap(word) & kept);
    }

    /// Topics of the word whose issuers are relied on for them now.
    function trustedTopics(IdentityWord word, IdentityPolicy policy) internal pure returns (uint256 mask) {
        uint256 proved = topics(word);
        for (uint256 topic = 0; topic < MAX_TOPICS; ++topic) {
            if ((proved >> topic) & 1 == 1 && isTrusted(policy, topic, issuer(word, topic))) mask |= 1 << topic;
        }
    }

    /// Whether the word's time is over; a word off the register has none: `emptied` clears it.
    function isPast(IdentityWord word) internal view returns (bool) {
        return block.timestamp > IdentityWord.unwrap(word) & 0xffffffffff;
    }

    /// Whether two words prove the same topics by the same issuers, and both or neither with an identity contract.
    function isProvedAs(IdentityWord word, IdentityWord other) internal pure returns (bool) {
        uint256 differences = IdentityWord.unwrap(word) ^ IdentityWord.unwrap(other);
        return (differences >> HAS_CONTRACT) & ((1 << 49) - 1) == 0;
    }

    /// Whether the word is in force now, with the topics in the lowest 8 bits of `wanted` and those required of all.
    function isInForce(IdentityWord word, IdentityPolicy policy, uint256 wanted) internal view returns (bool) {
        uint256 w = IdentityWord.unwrap(word);
        uint256 p = IdentityPolicy.unwrap(policy);
        if (isPast(word)) return false;
        wanted = (wanted | p >> REQUIRED) & 0xff;
        w >>= TOPICS;
        if (wanted & ~w != 0) return false;
        w >>= ISSUERS - TOPICS;
        do {
            if (wanted & ~(p >> (w & 0x1f)) & 1 != 0) return false;
            w >>= 5;
            p >>= MAX_ISSUERS;
            wanted >>= 1;
        } while (wanted != 0);
        return true;
    }

    function required(IdentityPolicy policy) internal pure returns (uint256) {
        return (IdentityPolicy.unwrap(policy) >> REQUIRED) & 0xff;
    }

    function withRequired(IdentityPolicy policy, uint256 mask) internal pure returns (IdentityPolicy) {
        return IdentityPolicy.wrap((IdentityPolicy.unwrap(policy) & ~(uint256(0xff) << REQUIRED)) | (mask << REQUIRED));
    }

    function isTrusted(IdentityPolicy policy, uint256 topic, uint256 index) internal pure returns (bool) {
        return (IdentityPolicy.unwrap(policy) >> (MAX_ISSUERS * topic + index)) & 1 == 1;
    }

    /// The policy with an issuer relied on for exactly these topics.
    function withIssuer(IdentityPolicy policy, uint256 index, uint256 mask) internal pure returns (IdentityPolicy) {
        uint256 p = IdentityPolicy.unwrap(policy);
        for (uint256 topic = 0; topic < MAX_TOPICS; ++topic) {
            uint256 bit = 1 << (MAX_ISSUERS * topic + index);
            p = (mask >> topic) & 1 == 1 ? p | bit : p & ~bit;
        }
        return IdentityPolicy.wrap(p);
    }

    function _notSole(IdentityWord word) private pure returns (IdentityWord) {
        return _set(_set(word, SOLE, 1, 0), DIGEST, 40, 0);
    }

    /// An issuer in the lane of every topic: only those of proved topics are read.
    function _everyLane(uint256 issuer_) private pure returns (uint256) {
        unchecked {
            return (issuer_ * EVERY_LANE) << ISSUERS; // 5 bits in each lane: no lane overflows
        }
    }

    function _get(IdentityWord word, uint256 offset, uint256 bits) private pure returns (uint256) {
        return Bits.get(IdentityWord.unwrap(word), offset, bits);
    }

    function _set(IdentityWord word, uint256 offset, uint256 bits, uint256 value) private pure returns (IdentityWord) {
        return IdentityWord.wrap(Bits.set(IdentityWord.unwrap(word), offset, bits, value));
    }
}
