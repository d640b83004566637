// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// What is particular to one claim of a batch, in one word: all claims of a batch have one issuer and one time of
/// issue.
/// The lowest 64 bits are fields of an IdentityWord, in its order.
///
/// | bits   | field         |                                |
/// |--------|---------------|--------------------------------|
/// | 0-39   | validUntil    | [s] last second of validity    |
/// | 40-49  | country       | ISO 3166-1 numeric             |
/// | 50-52  | investorClass | as in IdentityClaim            |
/// | 53-55  |               | not looked at                  |
/// | 56-63  | topics        | bit i is the topic of index i  |
/// | 64-95  |               | not looked at                  |
/// | 96-255 | wallet        |                                |
type PackedClaim is uint256;

using PackedClaims for PackedClaim global;

library PackedClaims {
    uint256 internal constant FACTS = 0xff1fff << 40; // country, class and topics

    /// A claim of nobody's yet.
    function pack(uint40 validUntil_, uint16 country_, uint8 investorClass_, uint8 topics_)
        internal
        pure
        returns (PackedClaim)
    {
        uint256 facts = uint256(country_) << 40 | uint256(investorClass_) << 50 | uint256(topics_) << 56;
        return PackedClaim.wrap(validUntil_ | facts);
    }

    function validUntil(PackedClaim claim) internal pure returns (uint40) {
        return uint40(PackedClaim.unwrap(claim));
    }

    function country(PackedClaim claim) internal pure returns (uint16) {
        return uint16((PackedClaim.unwrap(claim) >> 40) & 0x3ff);
    }

    function investorClass(PackedClaim claim) internal pure returns (uint8) {
        return uint8((PackedClaim.unwrap(claim) >> 50) & 7);
    }

    function topics(PackedClaim claim) internal pure returns (uint8) {
        return uint8(PackedClaim.unwrap(claim) >> 56);
    }

    function wallet(PackedClaim claim) internal pure returns (address) {
        return address(uint160(PackedClaim.unwrap(claim) >> 96));
    }
}
