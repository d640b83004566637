// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Lists read in a loop that keeps within them itself, so that no read checks it again.
library Lists {
    /// @param i less than the list's length
    function itemAt(address[] calldata list, uint256 i) internal pure returns (address item) {
        assembly ("memory-safe") {
            item := shr(96, shl(96, calldataload(add(list.offset, shl(5, i)))))
        }
    }

    /// @param i less than the list's length
    function itemAt(uint256[] calldata list, uint256 i) internal pure returns (uint256 item) {
        assembly ("memory-safe") {
            item := calldataload(add(list.offset, shl(5, i)))
        }
    }

    /// @param i less than the list's length
    function wordAt(uint256[] memory list, uint256 i) internal pure returns (uint256 item) {
        assembly ("memory-safe") {
            item := mload(add(add(list, 0x20), shl(5, i)))
        }
    }

    /// @param i less than the list's length
    function setWord(uint256[] memory list, uint256 i, uint256 item) internal pure {
        assembly ("memory-safe") {
            mstore(add(add(list, 0x20), shl(5, i)), item)
        }
    }
}
