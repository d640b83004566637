// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Topics that every wallet must have proved (ERC-3643).
interface IClaimTopicsRegistry {
    event ClaimTopicAdded(uint256 indexed claimTopic);
    event ClaimTopicRemoved(uint256 indexed claimTopic);

    /// Requires a topic of every wallet: one write, after which wallets without it are no longer verified.
    function addClaimTopic(uint256 claimTopic) external;

    /// Requires a topic no longer.
    function removeClaimTopic(uint256 claimTopic) external;

    /// Topics required of every wallet.
    function getClaimTopics() external view returns (uint256[] memory);
}
