// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// What the registry and the token ask of an investor's identity contract (ERC-734 keys, ERC-735 claims, ONCHAINID).
interface IIdentity {
    /// Whether a key, the hash of an address, may act for a purpose; 1 is management (ERC-734).
    function keyHasPurpose(bytes32 key, uint256 purpose) external view returns (bool);

    /// A claim by its id, the hash of issuer and topic (ERC-735).
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
        );
}

/// A claim issuer as ONCHAINID has it: asked whether a claim that bears its name is one of its own and not revoked.
interface IClaimIssuer {
    function isClaimValid(IIdentity identity, uint256 topic, bytes calldata signature, bytes calldata data)
        external
        view
        returns (bool);
}
