// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// A register by its own word only: it says that it is one, and answers for a list of wallets in some other form.
contract MockRegistry {
    bytes private _answer;

    function answer(bytes calldata data) external {
        _answer = data;
    }

    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId != 0xffffffff;
    }

    function clearances(address[] calldata, uint256) external view {
        bytes memory data = _answer;
        assembly ("memory-safe") {
            return(add(data, 0x20), mload(data))
        }
    }
}
