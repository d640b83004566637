// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// What both sides of a delivery versus payment between two chains have in common (ILockingContract,
/// IDecryptionContract).
///
/// Keys are 32 bytes, so that what is accepted on one chain fits a transaction on the other. The draft of ERC-7573
/// leaves their encryption to the implementation: here an encrypted key begins with the key's keccak256, and what follows
/// only the oracle can open. An id is `idOf` the parties and the seller's key, so that nobody else can take it; it serves
/// once on each side.
interface IConditionalLocks {
    /// Thrown when an id is not that of these parties and this key.
    error IdMismatch(uint256 id, uint256 expected);
    /// Thrown when an amount is nothing or more than a token can count, or both parties are one.
    error InvalidTransfer(uint256 id);
    /// Thrown when the terms given are not those of the inception.
    error TermsMismatch(uint256 id);
    /// Thrown when a hash is not 32 bytes, an encryption is of another key, or both keys are one.
    error InvalidKeyHash(uint256 id);
    /// Thrown when a key is not 32 bytes, or opens nothing here.
    error WrongKey(uint256 id, bytes32 keyHash);

    /// The one token that this side moves.
    function token() external view returns (address);

    /// The id of what a seller delivers to a buyer.
    /// @param keyHashSeller keccak256 of the key that gives the asset back to the seller: the failure key
    function idOf(address seller, address buyer, bytes32 keyHashSeller) external pure returns (uint256);
}
