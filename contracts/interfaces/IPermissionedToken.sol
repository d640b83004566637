// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

/// A token that only eligible wallets receive: the common ground of bonds and money tokens.
///
/// It is an ERC-3643 token in full. What transfers need stands in its own code; everything else (rules, recovery,
/// documents, permit, names, reasons) in an administration contract that it delegates unknown calls to, so both faces
/// are one address: IERC3643, IEnforcement, ITransferRules and ITokenAdministration are all answered here.
interface IPermissionedToken is IERC20Errors {
    /// Thrown when lists differ in length, or are longer than one transaction may carry.
    error BatchRefused(uint256 length, uint256 other);
    /// Thrown when this token mints by another function of its own only.
    error MintRefused();
    /// Thrown when more would be in issue than may be.
    error SupplyExceeded(uint256 supply, uint256 most);

    /// `forcedTransfer` of IERC3643 with a reason; events and errors as in IEnforcement. Only a compliance officer.
    function forcedTransfer(address from, address to, uint256 amount, uint16 code, bytes32 document)
        external
        returns (bool);

    /// `freezePartialTokens` of IERC3643 with a reason. Only a compliance officer.
    function freezePartialTokens(address userAddress, uint256 amount, uint16 code, bytes32 document) external;
}
