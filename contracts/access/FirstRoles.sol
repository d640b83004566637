// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IERC173} from "../interfaces/erc3643/IERC173.sol";

/// Roles as a token itself needs them: given at its creation, and asked for. Everything else about them is
/// OpenZeppelin's AccessControl in the token's administration contract, on the same storage.
/// @dev A token is called for transfers above all, and finds a function the later the more it has. The layout is that
/// of AccessControl and OwnedRoles, which a test holds against the compiler's.
abstract contract FirstRoles {
    struct RoleData {
        mapping(address account => bool) hasRole;
        bytes32 adminRole;
    }

    mapping(bytes32 role => RoleData) private _roles;
    address private _owner;

    function _isGiven(bytes32 role, address account) internal view returns (bool) {
        return _roles[role].hasRole[account];
    }

    function _ownerGiven() internal view returns (address) {
        return _owner;
    }

    function _giveOwnership(address owner) internal {
        _owner = owner;
        emit IERC173.OwnershipTransferred(address(0), owner);
    }

    function _giveRole(bytes32 role, address account) internal {
        _roles[role].hasRole[account] = true;
        emit IAccessControl.RoleGranted(role, account, msg.sender);
    }
}
