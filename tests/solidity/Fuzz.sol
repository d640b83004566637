// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// The few cheatcodes of forge that the tests use.
interface Vm {
    function assume(bool condition) external pure;
    function expectRevert(bytes calldata data) external;
    function assertEq(uint256 left, uint256 right) external pure;
    function assertEq(bool left, bool right) external pure;
    function assertEq(uint256 left, uint256 right, string calldata what) external pure;
    function assertEq(string calldata left, string calldata right) external pure;
    function assertLe(uint256 left, uint256 right) external pure;
    function assertTrue(bool holds, string calldata what) external pure;
    function prank(address sender) external;
    function warp(uint256 time) external;
    function getBlockTimestamp() external view returns (uint256);
    function addr(uint256 key) external pure returns (address);
    function sign(uint256 key, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
    function etch(address target, bytes calldata code) external;
    function load(address target, bytes32 slot) external view returns (bytes32);
}

/// The ground of every fuzz test; forge finds the tests by their names.
abstract contract Fuzz {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// A value brought into `[low, high]`.
    function _within(uint256 value, uint256 low, uint256 high) internal pure returns (uint256) {
        return low + value % (high - low + 1);
    }
}
