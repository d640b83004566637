// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Agents of a token or registry (ERC-3643). Here an agent is who holds a documented bundle of roles.
interface IAgentRole {
    event AgentAdded(address indexed agent);
    event AgentRemoved(address indexed agent);

    /// Gives the whole bundle of roles. Only the owner.
    function addAgent(address agent) external;

    /// Takes the whole bundle of roles. Only the owner.
    function removeAgent(address agent) external;

    /// Whether the address holds every role of the bundle.
    function isAgent(address agent) external view returns (bool);
}
