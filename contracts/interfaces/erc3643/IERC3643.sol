// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ICompliance} from "./ICompliance.sol";
import {IERC3643IdentityRegistry} from "./IERC3643IdentityRegistry.sol";

/// The permissioned token as ERC-3643 has it. The standard signatures of forced acts record reason 0; IEnforcement has
/// the forms that state one.
interface IERC3643 is IERC20 {
    event UpdatedTokenInformation(
        string newName, string newSymbol, uint8 newDecimals, string newVersion, address newOnchainID
    );
    event IdentityRegistryAdded(address indexed identityRegistry);
    event ComplianceAdded(address indexed compliance);
    event RecoverySuccess(address lostWallet, address newWallet, address investorOnchainID);
    event AddressFrozen(address indexed userAddress, bool indexed isFrozen, address indexed owner);
    event TokensFrozen(address indexed userAddress, uint256 amount);
    event TokensUnfrozen(address indexed userAddress, uint256 amount);
    event Paused(address userAddress);
    event Unpaused(address userAddress);

    /// Identity contract of the token itself; zero for none.
    function onchainID() external view returns (address);

    /// Version of this implementation.
    function version() external view returns (string memory);

    /// The register of identities that this token asks.
    function identityRegistry() external view returns (IERC3643IdentityRegistry);

    /// The rules that decide on transfers: an external contract, or the token itself where all rules are built in.
    function compliance() external view returns (ICompliance);

    /// Whether mints and transfers are stopped.
    function paused() external view returns (bool);

    /// Whether the address can neither send nor receive.
    function isFrozen(address userAddress) external view returns (bool);

    /// The frozen part of a holding, which may exceed it.
    function getFrozenTokens(address userAddress) external view returns (uint256);

    /// Gives the token another name. Only the owner.
    function setName(string calldata name) external;

    /// Gives the token another symbol. Only the owner.
    function setSymbol(string calldata symbol) external;

    /// Names the token's own identity contract. Only the owner.
    function setOnchainID(address onchainID) external;

    /// Stops mints and transfers; payments due to holders go on. Only a pauser.
    function pause() external;

    /// Ends a pause. Only a pauser.
    function unpause() external;

    /// Freezes or releases a whole address. Only a compliance officer.
    function setAddressFrozen(address userAddress, bool freeze) external;

    /// Freezes a part of a holding, no more than is free. Only a compliance officer.
    function freezePartialTokens(address userAddress, uint256 amount) external;

    /// Releases a frozen part. Only a compliance officer.
    function unfreezePartialTokens(address userAddress, uint256 amount) external;

    /// Asks another register from now on; it must be one of this kind. Only the owner.
    function setIdentityRegistry(address identityRegistry) external;

    /// Adds rules outside the token, or takes them away again (zero, or the token itself). Only the owner.
    function setCompliance(address compliance) external;

    /// Moves units against or without their holder's will, frozen ones last. Only a compliance officer.
    function forcedTransfer(address from, address to, uint256 amount) external returns (bool);

    /// Creates units. Who may, and how many, is the token's own rule.
    function mint(address to, uint256 amount) external;

    /// Destroys units of a holder, frozen ones last. Who may is the token's own rule.
    function burn(address userAddress, uint256 amount) external;

    /// Moves all that belongs to a lost wallet to another wallet of the same investor, once. Only a registrar.
    function recoveryAddress(address lostWallet, address newWallet, address investorOnchainID) external returns (bool);

    /// Several transfers of the caller.
    function batchTransfer(address[] calldata toList, uint256[] calldata amounts) external;

    /// Several forced transfers.
    function batchForcedTransfer(address[] calldata fromList, address[] calldata toList, uint256[] calldata amounts)
        external;

    /// Several mints.
    function batchMint(address[] calldata toList, uint256[] calldata amounts) external;

    /// Several burns.
    function batchBurn(address[] calldata userAddresses, uint256[] calldata amounts) external;

    /// Several address freezes.
    function batchSetAddressFrozen(address[] calldata userAddresses, bool[] calldata freeze) external;

    /// Several partial freezes.
    function batchFreezePartialTokens(address[] calldata userAddresses, uint256[] calldata amounts) external;

    /// Several releases.
    function batchUnfreezePartialTokens(address[] calldata userAddresses, uint256[] calldata amounts) external;
}
