// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Fuzz} from "../Fuzz.sol";
import {Handler} from "./Handler.sol";

/// Where the bugs of `bugs.py` live: a chain on which one of them is switched on, before anything is deployed.
abstract contract Planted is Fuzz {
    Handler internal _handler;
    uint256 private immutable _bug;

    constructor(uint256 bug) {
        _bug = bug;
    }

    function setUp() external {
        vm.etch(address(0xB06), new bytes(_bug));
        _handler = new Handler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }
}
