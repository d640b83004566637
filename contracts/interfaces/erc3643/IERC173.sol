// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Contract ownership (ERC-173). The owner is the sole holder of the administrator role.
interface IERC173 {
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    /// The owner; zero where ownership was given up.
    function owner() external view returns (address);

    /// Hands ownership over at once. Only the owner. Warning: a wrong address cannot be undone.
    function transferOwnership(address newOwner) external;
}
