// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Acts against or without the holder's will. Each states a reason, a code and the hash of a document; the standard
/// forms without one record 0. Where the token was deployed with dual control, forced transfer, burn and recovery need
/// the same act approved by another person first. `forcedTransfer` and `freezePartialTokens` stand in
/// IPermissionedToken.
interface IEnforcement {
    /// What was done, by whom and why.
    /// @param record bits 224-255: selector of the act's form with a reason; 208-223: code of the reason; 64-127: the
    /// frozen part before for freezes (1 or 0 for whole addresses), the balance before for other acts; 0-63: the same
    /// afterwards
    /// @param document SHA-256 of the document that states the reason
    event Enforced(address indexed holder, address indexed actor, uint256 record, bytes32 document);
    event ActApproved(bytes32 indexed act, address indexed approver, uint40 until);
    event ActWithdrawn(bytes32 indexed act, address indexed approver);
    /// Units taken (ERC-7943).
    event ForcedTransfer(address indexed from, address indexed to, uint256 amount);
    /// The frozen part after `setFrozenTokens`, and after an act that took frozen units (ERC-7943). Freezes of ERC-3643
    /// tell of themselves in its words, TokensFrozen and TokensUnfrozen.
    event Frozen(address indexed account, uint256 amount);
    event SettlementAllowed(address indexed holder, bool allowed);

    /// Thrown when the holder has that much, but not free (ERC-7943).
    error ERC7943InsufficientUnfrozenBalance(address account, uint256 amount, uint256 unfrozen);
    /// Thrown when more is to be unfrozen than is frozen.
    error InsufficientFrozen(address holder, uint256 frozen, uint256 needed);
    /// Thrown when the token is paused, or is asked to become what it is already.
    error PauseState(bool paused);
    /// Thrown when an act needs another person's approval and has none that stands.
    error ActNotApproved(bytes32 act);
    /// Thrown when an act is approved already, or is not and should be withdrawn.
    error ActApprovalState(bytes32 act);
    /// Thrown when units of this token cannot be burnt this way.
    error BurnRefused();
    /// Thrown when sender and receiver of a forced act are the same, or nothing is to be moved.
    error InvalidAct(address from, address to);
    /// Thrown when a frozen address is to let the settlement venue move what it has traded.
    error AddressIsFrozen(address holder);
    /// Thrown when a wallet has nothing that could be recovered, because it never had or has been recovered.
    error NothingToRecover(address wallet);
    /// Thrown when the new wallet is not the same investor's by the register, or the identity named is not theirs.
    error NotSameInvestor(address lostWallet, address newWallet, address identity);

    /// `burn` of IERC3643 with a reason.
    function burn(address userAddress, uint256 amount, uint16 code, bytes32 document) external;

    /// `recoveryAddress` of IERC3643 with a reason.
    function recoveryAddress(
        address lostWallet,
        address newWallet,
        address investorOnchainID,
        uint16 code,
        bytes32 document
    ) external returns (bool);

    /// `setAddressFrozen` of IERC3643 with a reason.
    function setAddressFrozen(address userAddress, bool freeze, uint16 code, bytes32 document) external;

    /// `unfreezePartialTokens` of IERC3643 with a reason.
    function unfreezePartialTokens(address userAddress, uint256 amount, uint16 code, bytes32 document) external;

    /// Sets the frozen part, which may exceed the holding (ERC-7943). Only a compliance officer.
    function setFrozenTokens(address account, uint256 amount) external returns (bool);

    /// `setFrozenTokens` with a reason.
    function setFrozenTokens(address account, uint256 amount, uint16 code, bytes32 document) external returns (bool);

    /// Approves an act, for seven days, that somebody else is to carry out. Only a compliance officer or a custodian.
    function approveAct(bytes32 act) external;

    /// Takes an approval back. Only who gave it.
    function withdrawAct(bytes32 act) external;

    /// The hash of an act: the selector of its form with a reason, and all its arguments.
    /// @param subject new wallet's identity in a recovery, zero otherwise
    function actHash(
        bytes4 act,
        address from,
        address to,
        uint256 amount,
        address subject,
        uint16 code,
        bytes32 document
    ) external pure returns (bytes32);

    /// Whether forced transfer, burn and recovery need a second person.
    function dualControl() external view returns (bool);
}
