// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// The few cheatcodes of forge that the fuzz tests use.
interface Vm {
    function assume(bool condition) external pure;
    function expectRevert(bytes calldata data) external;
    function assertEq(uint256 left, uint256 right) external pure;
    function assertLe(uint256 left, uint256 right) external pure;
}

/// The ground of every fuzz test; forge finds the tests by their names.
abstract contract Fuzz {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// A value brought into `[low, high]`.
    function _within(uint256 value, uint256 low, uint256 high) internal pure returns (uint256) {
        return low + value % (high - low + 1);
    }
}
