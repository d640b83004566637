// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IClaimIssuer, IIdentity} from "../interfaces/erc3643/IIdentity.sol";

/// An investor's identity contract: honest at first, and then in one of the ways in which a stranger's may not be.
/// It claims to be a claim issuer too, and says yes to everything.
contract MockIdentity is IIdentity, IClaimIssuer {
    enum Conduct {
        HONEST,
        REVERTS,
        BURNS_GAS,
        ANSWERS_NOTHING,
        ANSWERS_GARBAGE,
        ANSWERS_TOO_MUCH,
        NAMES_ITSELF,
        NAMES_ANOTHER_TOPIC
    }

    struct Claim {
        uint256 topic;
        address issuer;
        bytes signature;
        bytes data;
    }

    Conduct private _conduct;
    mapping(bytes32 claimId => Claim) private _claims;

    function behave(Conduct conduct) external {
        _conduct = conduct;
    }

    /// Takes in a claim that bears an issuer's name, whoever signed it.
    function hold(address issuer, uint256 topic, bytes calldata signature, bytes calldata data) external {
        _claims[keccak256(abi.encode(issuer, topic))] = Claim(topic, issuer, signature, data);
    }

    function drop(address issuer, uint256 topic) external {
        delete _claims[keccak256(abi.encode(issuer, topic))];
    }

    function getClaim(bytes32 claimId)
        external
        view
        returns (
            uint256 topic,
            uint256 scheme,
            address issuer,
            bytes memory signature,
            bytes memory data,
            string memory uri
        )
    {
        _misbehave();
        Claim storage claim = _claims[claimId];
        (topic, scheme, issuer) = (claim.topic, 1, claim.issuer);
        (signature, data, uri) = (claim.signature, claim.data, "");
        if (_conduct == Conduct.NAMES_ITSELF) issuer = address(this);
        if (_conduct == Conduct.NAMES_ANOTHER_TOPIC) ++topic;
    }

    function keyHasPurpose(bytes32, uint256) external pure returns (bool) {
        return true;
    }

    function isClaimValid(IIdentity, uint256, bytes calldata, bytes calldata) external pure returns (bool) {
        return true;
    }

    function _misbehave() private view {
        Conduct conduct = _conduct;
        if (conduct == Conduct.REVERTS) revert();
        if (conduct == Conduct.BURNS_GAS) {
            while (true) {}
        }
        if (conduct == Conduct.ANSWERS_NOTHING) _answer(0);
        if (conduct == Conduct.ANSWERS_GARBAGE) _answer(100);
        if (conduct == Conduct.ANSWERS_TOO_MUCH) _answer(100_000);
    }

    /// Ends the call with an answer of ones, so that every offset in it points far away.
    function _answer(uint256 length) private pure {
        assembly ("memory-safe") {
            let place := mload(0x40)
            for { let at := 0 } lt(at, length) { at := add(at, 0x20) } { mstore(add(place, at), not(0)) }
            return(place, length)
        }
    }
}

/// A claim issuer that says of each claim what it was told to say, at a price.
contract MockClaimIssuer is IClaimIssuer {
    mapping(IIdentity identity => mapping(uint256 claimTopic => bool)) private _confirmed;
    uint256 private _rounds;

    function confirm(IIdentity identity, uint256 claimTopic, bool yes) external {
        _confirmed[identity][claimTopic] = yes;
    }

    /// Makes every answer dearer, as with a signature that is costly to check.
    function deliberate(uint256 rounds) external {
        _rounds = rounds;
    }

    function isClaimValid(IIdentity identity, uint256 claimTopic, bytes calldata, bytes calldata)
        external
        view
        returns (bool)
    {
        bytes32 thought;
        for (uint256 round = 0; round < _rounds; ++round) {
            thought = keccak256(abi.encode(thought));
        }
        return _confirmed[identity][claimTopic];
    }
}
