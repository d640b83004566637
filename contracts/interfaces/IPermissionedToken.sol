// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IIdentityRegistry} from "./IIdentityRegistry.sol";

/// A token that only verified wallets receive: the common ground of bonds and money tokens.
///
/// Names follow ERC-3643. A transfer passes where the token is not paused, neither address is frozen, the sender has
/// the amount unfrozen, the receiver is verified and the token's own rule on holdings is kept.
interface IPermissionedToken is IERC20Metadata, IERC20Errors {
    event Paused(address indexed actor);
    event Unpaused(address indexed actor);
    event AddressFrozen(address indexed holder, bool indexed isFrozen, address indexed actor);
    event TokensFrozen(address indexed holder, uint256 amount);
    event TokensUnfrozen(address indexed holder, uint256 amount);

    /// Thrown when the token is paused, or is asked to become what it is already.
    error PauseState(bool paused);
    /// Thrown when an address that takes part is frozen.
    error FrozenAddress(address holder);
    /// Thrown when the holder has less than this unfrozen.
    error InsufficientUnfrozen(address holder, uint256 available, uint256 needed);
    /// Thrown when more is to be unfrozen than is frozen.
    error InsufficientFrozen(address holder, uint256 frozen, uint256 needed);
    /// Thrown when the receiver is not verified by the identity registry now.
    error NotVerified(address holder);

    /// The register of identities that this token asks.
    function identityRegistry() external view returns (IIdentityRegistry);

    /// Stops mints and transfers; payments due to holders go on. Only the pauser.
    function pause() external;

    /// Ends a pause. Only the pauser.
    function unpause() external;

    /// Whether transfers are stopped.
    function paused() external view returns (bool);

    /// Freezes or releases a whole address: it can neither send nor receive. Only the compliance officer.
    function setAddressFrozen(address holder, bool frozen) external;

    /// Freezes a part of a holding, no more than is unfrozen. Only the compliance officer.
    function freezePartialTokens(address holder, uint256 amount) external;

    /// Releases a frozen part. Only the compliance officer.
    function unfreezePartialTokens(address holder, uint256 amount) external;

    /// Whether the address is frozen.
    function isFrozen(address holder) external view returns (bool);

    /// The frozen part of a holding.
    function getFrozenTokens(address holder) external view returns (uint256);
}
