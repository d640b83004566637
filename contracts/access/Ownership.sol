// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAgentRole} from "../interfaces/erc3643/IAgentRole.sol";
import {IERC173} from "../interfaces/erc3643/IERC173.sol";
import {OwnedRoles} from "./OwnedRoles.sol";

/// The owner's own functions, and agents (ERC-3643) as those who hold a bundle of roles.
abstract contract Ownership is OwnedRoles, IAgentRole, IERC173 {
    /// @inheritdoc IERC173
    function transferOwnership(address newOwner) external onlyRole(DEFAULT_ADMIN_ROLE) {
        require(newOwner != address(0), OwnershipMovesWhole());
        _setOwner(newOwner);
    }

    /// @inheritdoc IAgentRole
    function addAgent(address agent) external onlyRole(DEFAULT_ADMIN_ROLE) {
        bytes32[] memory bundle = _agentRoles();
        for (uint256 i = 0; i < bundle.length; ++i) {
            _grantRole(bundle[i], agent);
        }
        emit AgentAdded(agent);
    }

    /// @inheritdoc IAgentRole
    function removeAgent(address agent) external onlyRole(DEFAULT_ADMIN_ROLE) {
        bytes32[] memory bundle = _agentRoles();
        for (uint256 i = 0; i < bundle.length; ++i) {
            _revokeRole(bundle[i], agent);
        }
        emit AgentRemoved(agent);
    }

    /// @inheritdoc IAgentRole
    function isAgent(address agent) external view returns (bool) {
        bytes32[] memory bundle = _agentRoles();
        for (uint256 i = 0; i < bundle.length; ++i) {
            if (!hasRole(bundle[i], agent)) return false;
        }
        return true;
    }

    /// @inheritdoc IERC173
    function owner() external view returns (address) {
        return _owner;
    }

    /// Roles that make an agent.
    function _agentRoles() internal pure virtual returns (bytes32[] memory);

    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return _supports(interfaceId) || super.supportsInterface(interfaceId);
    }

    /// Interfaces that the contract answers beside those of its roles.
    function _supports(bytes4 interfaceId) internal view virtual returns (bool);
}
