// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// What became of a bid.
enum BidState {
    NONE,
    COMMITTED,
    OPENED,
    FORFEITED // it was not opened in time: its deposit is the seller's
}

/// A bid as it is opened.
/// @param order id of the order, as in the seller's book: 1 to 64 printable ASCII characters without spaces
/// @param kind 0 for a non-competitive bid, 1 for a competitive one
/// @param units [units]
/// @param limit price or yield [1e-9]; 0 for a non-competitive bid
/// @param salt that nobody could guess
struct SealedBid {
    string order;
    uint8 kind;
    uint64 units;
    int64 limit;
    bytes32 salt;
}

/// An auction.
/// @param closesAt last second of commitments [s]
/// @param opensUntil last second of openings [s]
/// @param cash whose locks are the deposits
/// @param deposit of each bid; zero for none [minor]
struct SealedAuction {
    uint40 closesAt;
    uint40 opensUntil;
    address cash;
    uint64 deposit;
}

/// Bids that are committed to first and opened when nobody can commit any more.
///
/// A commitment is the EIP-712 `hashStruct` of
/// SealedBid(bytes32 auction,address bidder,string order,uint8 kind,uint64 units,int64 limit,bytes32 salt),
/// so one that is copied opens for nobody else. A deposit makes opening binding: a lock on the bidder's own cash account,
/// which is given up when the bid is opened and spent to the seller when it was not. This contract holds nothing.
interface ISealedBids {
    event AuctionOpened(
        bytes32 indexed auction, bytes32 indexed issue, uint40 closesAt, uint40 opensUntil, address cash, uint64 deposit
    );
    event BidCommitted(
        bytes32 indexed auction, address indexed bidder, bytes32 indexed commitment, bytes32 depositLock
    );
    event BidOpened(
        bytes32 indexed auction,
        address indexed bidder,
        bytes32 indexed commitment,
        string order,
        uint8 kind,
        uint64 units,
        int64 limit,
        bytes32 salt
    );
    event DepositForfeited(bytes32 indexed auction, address indexed bidder, bytes32 indexed commitment);

    /// Thrown when anybody but the seller opens an auction.
    error NotSeller(address caller);
    /// Thrown when an auction is there already, or its times or its deposit make no sense.
    error InvalidAuction(bytes32 auction);
    /// Thrown when a bid comes when it may not.
    error OutsideBidding(uint256 from, uint256 by, uint256 time);
    /// Thrown when a bid is not in the state that this needs: another bidder's, made already, opened, forfeited.
    error WrongBidState(bytes32 commitment, address bidder, BidState state);
    /// Thrown when a bid is of nothing, of another kind, its limit does not fit its kind, or its order's id is not printable.
    error InvalidBid();
    /// Thrown when a deposit is not the bidder's lock of at least the sum, for the seller, this contract's to spend until
    /// a day after openings end.
    error InvalidDeposit(bytes32 lockId);
    /// Thrown when a lock is the deposit of another bid already.
    error DepositUsed(bytes32 lockId);

    /// Opens an auction. Only the seller.
    /// @param issue keccak256 of the issue's id
    /// @return id keccak256 of chain id, this contract and the issue
    function openAuction(bytes32 issue, SealedAuction calldata auction) external returns (bytes32 id);

    /// Commits to a bid, until the auction closes.
    /// @param depositLock the caller's lock on its cash account; zero where the auction asks for no deposit
    function commit(bytes32 auction, bytes32 commitment, bytes32 depositLock) external;

    /// Opens the caller's bid, after the auction has closed, and gives the deposit back.
    function open(bytes32 auction, SealedBid calldata bid) external;

    /// Gives the seller the deposit of a bid that was not opened in time, where it has not ended since. Anybody.
    function forfeit(bytes32 auction, address bidder, bytes32 commitment) external;

    function auctionOf(bytes32 id) external view returns (SealedAuction memory);

    function stateOf(bytes32 auction, address bidder, bytes32 commitment) external view returns (BidState);

    /// The commitment to a bid.
    function commitmentOf(bytes32 auction, address bidder, SealedBid calldata bid) external pure returns (bytes32);

    /// Who sells, and is given what is forfeited.
    function seller() external view returns (address);
}
