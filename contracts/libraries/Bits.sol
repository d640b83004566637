// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Fields of a storage word.
library Bits {
    /// Thrown when a value does not fit its field: a field never spills into its neighbour.
    error FieldOverflow(uint256 value, uint256 bits);

    function get(uint256 word, uint256 offset, uint256 bits) internal pure returns (uint256) {
        return (word >> offset) & ((1 << bits) - 1);
    }

    /// The word with one field replaced.
    function set(uint256 word, uint256 offset, uint256 bits, uint256 value) internal pure returns (uint256) {
        uint256 mask = (1 << bits) - 1;
        require(value <= mask, FieldOverflow(value, bits));
        return (word & ~(mask << offset)) | (value << offset);
    }
}
