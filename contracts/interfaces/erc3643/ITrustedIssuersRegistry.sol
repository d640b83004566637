// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IClaimIssuer} from "./IIdentity.sol";

/// Whose claims count, and for which topics (ERC-3643).
interface ITrustedIssuersRegistry {
    event TrustedIssuerAdded(IClaimIssuer indexed trustedIssuer, uint256[] claimTopics);
    event TrustedIssuerRemoved(IClaimIssuer indexed trustedIssuer);
    event ClaimTopicsUpdated(IClaimIssuer indexed trustedIssuer, uint256[] claimTopics);

    /// Starts to rely on an issuer for topics. Only the owner.
    function addTrustedIssuer(IClaimIssuer trustedIssuer, uint256[] calldata claimTopics) external;

    /// Stops relying on an issuer: every wallet that rests on it lapses with this one write. Only the owner.
    function removeTrustedIssuer(IClaimIssuer trustedIssuer) external;

    /// Replaces the topics an issuer is relied on for. Only the owner.
    function updateIssuerClaimTopics(IClaimIssuer trustedIssuer, uint256[] calldata claimTopics) external;

    /// All issuers relied on now.
    function getTrustedIssuers() external view returns (IClaimIssuer[] memory);

    /// Whether an issuer is relied on now.
    function isTrustedIssuer(address issuer) external view returns (bool);

    /// Topics an issuer is relied on for; reverts for an issuer that is not trusted.
    function getTrustedIssuerClaimTopics(IClaimIssuer trustedIssuer) external view returns (uint256[] memory);

    /// Issuers relied on for a topic.
    function getTrustedIssuersForClaimTopic(uint256 claimTopic) external view returns (IClaimIssuer[] memory);

    /// Whether an issuer is relied on for a topic.
    function hasClaimTopic(address issuer, uint256 claimTopic) external view returns (bool);
}
