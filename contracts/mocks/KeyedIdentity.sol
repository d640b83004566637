// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IClaimIssuer, IIdentity} from "../interfaces/erc3643/IIdentity.sol";

/// An identity contract with management keys and one claim of every topic, all by one issuer.
contract KeyedIdentity is IIdentity {
    address private immutable _issuer;
    uint256 private immutable _topic;
    mapping(bytes32 key => mapping(uint256 purpose => bool)) public keyHasPurpose;

    constructor(address issuer, uint256 topic) {
        (_issuer, _topic) = (issuer, topic);
    }

    function addKey(address account, uint256 purpose) external {
        keyHasPurpose[keccak256(abi.encode(account))][purpose] = true;
    }

    function getClaim(bytes32)
        external
        view
        returns (uint256, uint256, address, bytes memory, bytes memory, string memory)
    {
        return (_topic, 1, _issuer, "", "", "");
    }
}

/// A claim issuer that confirms whatever bears its name, until it is told not to.
contract ConfirmingIssuer is IClaimIssuer {
    bool private _denies;

    function deny(bool yes) external {
        _denies = yes;
    }

    function isClaimValid(IIdentity, uint256, bytes calldata, bytes calldata) external view returns (bool) {
        return !_denies;
    }
}
