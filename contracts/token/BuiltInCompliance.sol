// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICompliance} from "../interfaces/erc3643/ICompliance.sol";

/// The face of ERC-3643 compliance on a token whose rules are all its own: it is its own compliance contract, bound to
/// itself for good, and asks itself without being told.
abstract contract BuiltInCompliance is ICompliance {
    /// Thrown when a token is to serve as the compliance contract of another, or to be told what it knows.
    error ComplianceIsBuiltIn();

    /// @inheritdoc ICompliance
    function bindToken(address) external pure {
        revert ComplianceIsBuiltIn();
    }

    /// @inheritdoc ICompliance
    function unbindToken(address) external pure {
        revert ComplianceIsBuiltIn();
    }

    /// @inheritdoc ICompliance
    function transferred(address, address, uint256) external pure {
        revert ComplianceIsBuiltIn();
    }

    /// @inheritdoc ICompliance
    function created(address, uint256) external pure {
        revert ComplianceIsBuiltIn();
    }

    /// @inheritdoc ICompliance
    function destroyed(address, uint256) external pure {
        revert ComplianceIsBuiltIn();
    }

    /// @inheritdoc ICompliance
    function isTokenBound(address token) external view returns (bool) {
        return token == address(this);
    }

    /// @inheritdoc ICompliance
    function getTokenBound() external view returns (address) {
        return address(this);
    }
}
