// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {IERC173} from "../interfaces/erc3643/IERC173.sol";

/// Roles by OpenZeppelin's AccessControl, with exactly one administrator, who is the owner (ERC-173).
abstract contract OwnedRoles is AccessControl {
    address internal _owner;

    /// Thrown when the administrator's role is to be given or taken other than by `transferOwnership`.
    error OwnershipMovesWhole();

    /// The owner, and nobody else, is the administrator.
    function hasRole(bytes32 role, address account) public view override returns (bool) {
        return role == DEFAULT_ADMIN_ROLE ? account == _owner && account != address(0) : super.hasRole(role, account);
    }

    function _setOwner(address newOwner) internal {
        emit IERC173.OwnershipTransferred(_owner, newOwner);
        _owner = newOwner;
    }

    function _grantRole(bytes32 role, address account) internal override returns (bool) {
        require(role != DEFAULT_ADMIN_ROLE, OwnershipMovesWhole());
        return super._grantRole(role, account);
    }

    /// The owner may give ownership up: then nobody appoints any more.
    function _revokeRole(bytes32 role, address account) internal override returns (bool) {
        if (role != DEFAULT_ADMIN_ROLE) return super._revokeRole(role, account);
        if (account == _owner) _setOwner(address(0));
        return true;
    }
}
