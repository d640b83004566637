// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// A coupon recorded for a holder that is not in the holder's account.
/// @param number of the coupon, from 1
/// @param inUnits whether the quantity is units held at the record time, otherwise what they came to
/// @param quantity [units] or [minor]
struct Claim {
    uint16 number;
    bool inUnits;
    uint64 quantity;
}

/// A holder's claims, three in a storage word and the first empty place the end, so that one claim is one new slot.
library ClaimLists {
    uint256 private constant PLACES = 3;
    uint256 private constant BITS = 80; // of a place: number 15, inUnits 1, quantity 64

    /// Adds a claim at the end.
    function push(mapping(uint256 => uint256) storage list, Claim memory claim) internal {
        uint256 index;
        uint256 word = list[0];
        while (word >> (BITS * (PLACES - 1)) != 0) word = list[++index];
        uint256 place;
        while (word >> (BITS * place) != 0) ++place;
        list[index] = word | _pack(claim) << (BITS * place);
    }

    /// All claims, in the order in which they came.
    function all(mapping(uint256 => uint256) storage list) internal view returns (Claim[] memory claims) {
        uint256 words;
        while (list[words] != 0) ++words;
        claims = new Claim[](words * PLACES);
        uint256 count;
        for (uint256 i = 0; i < words; ++i) {
            for (uint256 word = list[i]; word != 0; word >>= BITS) {
                claims[count++] = _unpack(word);
            }
        }
        assembly ("memory-safe") {
            mstore(claims, count) // shorter than allotted where the last word has room
        }
    }

    /// Takes all claims off the list.
    function takeAll(mapping(uint256 => uint256) storage list) internal returns (Claim[] memory claims) {
        claims = all(list);
        for (uint256 i = 0; i * PLACES < claims.length; ++i) {
            delete list[i];
        }
    }

    function _pack(Claim memory claim) private pure returns (uint256) {
        return uint256(claim.number) << 65 | (claim.inUnits ? 1 << 64 : 0) | claim.quantity;
    }

    function _unpack(uint256 word) private pure returns (Claim memory) {
        return Claim(uint16((word >> 65) & 0x7fff), (word >> 64) & 1 == 1, uint64(word));
    }
}
