// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Names, documents and signatures: what a token answers through its administration contract beside ERC-3643.
interface ITokenAdministration {
    event DocumentUpdated(bytes32 indexed name, string uri, bytes32 documentHash);
    event DocumentRemoved(bytes32 indexed name, string uri, bytes32 documentHash);

    /// Thrown when a document is to be kept under no name (ERC-1643).
    error ERC1643InvalidName();
    /// Thrown when there is no document of this name (ERC-1643).
    error ERC1643MissingDocument();
    /// Thrown when a permit is past its deadline (ERC-2612).
    error ERC2612ExpiredSignature(uint256 deadline);
    /// Thrown when a permit is not signed by the holder (ERC-2612).
    error ERC2612InvalidSigner(address signer, address owner);
    /// Thrown when a register does not speak this project's interface: a transfer could not ask it.
    error WrongRegistry(address identityRegistry);
    /// Thrown when a name or symbol is longer than 31 bytes.
    error NameTooLong(string name);

    /// A document of the token (ERC-1643).
    /// @return uri where it is
    /// @return documentHash its SHA-256
    /// @return lastModified [s]
    function getDocument(bytes32 name)
        external
        view
        returns (string memory uri, bytes32 documentHash, uint256 lastModified);

    /// Adds or replaces a document (ERC-1643). Only the issuer.
    function setDocument(bytes32 name, string calldata uri, bytes32 documentHash) external;

    /// Removes a document (ERC-1643). Only the issuer.
    function removeDocument(bytes32 name) external;

    /// Names of all documents (ERC-1643).
    function getAllDocuments() external view returns (bytes32[] memory);

    /// An allowance by signature (ERC-2612).
    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external;

    /// An allowance by signature of a holder that may be a contract (EIP-1271).
    function permit(address owner, address spender, uint256 value, uint256 deadline, bytes calldata signature) external;

    /// The next nonce of a holder's permits (ERC-2612).
    function nonces(address owner) external view returns (uint256);

    /// The domain of its signatures (ERC-2612); `eip712Domain` tells its parts (ERC-5267).
    function DOMAIN_SEPARATOR() external view returns (bytes32);

    /// Whether a holder lets the settlement venue move its units.
    function settlementAllowed(address holder) external view returns (bool);

    /// The contract that settles trades in this token; zero for none.
    function settlementVenue() external view returns (address);

    /// Lets the settlement venue of this token, and the payment system of a deposit, move what the caller has agreed to
    /// there, or no longer. It takes the place of an allowance and costs a settlement no storage read.
    function allowSettlement(bool allowed) external;
}
