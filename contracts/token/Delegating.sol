// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// A contract that runs the code of another one for calls that it does not know itself, on its own storage.
///
/// A token is one address and more code than a contract may have: it delegates to a second contract, that one to a third,
/// and the last answers nothing more. All have one storage layout.
abstract contract Delegating {
    address internal immutable _next;

    constructor(address next) {
        _next = next;
    }

    fallback() external {
        address next = _next;
        assembly ("memory-safe") {
            let size := calldatasize()
            let data := mload(0x40)
            calldatacopy(data, 0, size)
            let done := delegatecall(gas(), next, data, size, 0, 0)
            returndatacopy(data, 0, returndatasize())
            if done { return(data, returndatasize()) }
            revert(data, returndatasize())
        }
    }
}
