// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BidState, ISealedBids, SealedAuction, SealedBid} from "../interfaces/ISealedBids.sol";
import {ILockViews, ISettlementLocks, LockInfo} from "../interfaces/ISettlementLocks.sol";

/// Purpose, rules and errors: ISealedBids.
contract SealedBids is ISealedBids {
    bytes32 private constant BID_TYPEHASH = keccak256(
        "SealedBid(bytes32 auction,address bidder,string order,uint8 kind,uint64 units,int64 limit,bytes32 salt)"
    );
    uint256 private constant COMPETITIVE = 1;
    uint256 private constant MAX_ORDER = 64; // [bytes]
    uint40 private constant GRACE = 1 days; // in which deposits of bids that were not opened can be taken

    struct Bid {
        BidState state;
        bytes32 depositLock;
    }

    /// @inheritdoc ISealedBids
    address public immutable seller;

    mapping(bytes32 id => SealedAuction) private _auctions;
    mapping(bytes32 auction => mapping(address bidder => mapping(bytes32 commitment => Bid))) private _bids;
    mapping(address cash => mapping(bytes32 lockId => bool)) private _deposited;

    constructor(address seller_) {
        seller = seller_;
    }

    /// @inheritdoc ISealedBids
    function openAuction(bytes32 issue, SealedAuction calldata auction) external returns (bytes32 id) {
        require(msg.sender == seller, NotSeller(msg.sender));
        id = keccak256(abi.encode(block.chainid, address(this), issue));
        bool timely = block.timestamp <= auction.closesAt && auction.closesAt < auction.opensUntil;
        bool payable_ = auction.deposit == 0 || auction.cash.code.length != 0;
        require(_auctions[id].opensUntil == 0 && timely && payable_, InvalidAuction(id));
        _auctions[id] = auction;
        emit AuctionOpened(id, issue, auction.closesAt, auction.opensUntil, auction.cash, auction.deposit);
    }

    /// @inheritdoc ISealedBids
    function commit(bytes32 auction, bytes32 commitment, bytes32 depositLock) external {
        SealedAuction memory terms = _auctions[auction];
        _checkTime(0, terms.closesAt);
        _checkState(auction, msg.sender, commitment, BidState.NONE);
        if (terms.deposit != 0) _checkDeposit(terms, depositLock);
        else require(depositLock == 0, InvalidDeposit(depositLock));
        _bids[auction][msg.sender][commitment] = Bid(BidState.COMMITTED, depositLock);
        emit BidCommitted(auction, msg.sender, commitment, depositLock);
    }

    /// @inheritdoc ISealedBids
    function open(bytes32 auction, SealedBid calldata bid) external {
        SealedAuction memory terms = _auctions[auction];
        _checkTime(terms.closesAt + 1, terms.opensUntil);
        bytes32 commitment = commitmentOf(auction, msg.sender, bid);
        _checkState(auction, msg.sender, commitment, BidState.COMMITTED);
        bool competitive = bid.kind == COMPETITIVE;
        bool sound = bid.units != 0 && bid.kind <= COMPETITIVE && (competitive || bid.limit == 0);
        require(sound && _isPrintable(bytes(bid.order)), InvalidBid());
        Bid storage made = _bids[auction][msg.sender][commitment];
        made.state = BidState.OPENED;
        emit BidOpened(auction, msg.sender, commitment, bid.order, bid.kind, bid.units, bid.limit, bid.salt);
        bytes32 lockId = made.depositLock;
        if (lockId != 0 && ILockViews(terms.cash).isLockActive(lockId)) {
            ISettlementLocks(terms.cash).cancelLock(lockId, "", "");
        }
    }

    /// @inheritdoc ISealedBids
    function forfeit(bytes32 auction, address bidder, bytes32 commitment) external {
        SealedAuction memory terms = _auctions[auction];
        _checkTime(uint256(terms.opensUntil) + 1, type(uint40).max);
        _checkState(auction, bidder, commitment, BidState.COMMITTED);
        Bid storage made = _bids[auction][bidder][commitment];
        made.state = BidState.FORFEITED;
        emit DepositForfeited(auction, bidder, commitment);
        bytes32 lockId = made.depositLock;
        if (lockId != 0 && ILockViews(terms.cash).isLockActive(lockId)) {
            ISettlementLocks(terms.cash).spendLock(lockId, "", "");
        }
    }

    /// @inheritdoc ISealedBids
    function auctionOf(bytes32 id) external view returns (SealedAuction memory) {
        return _auctions[id];
    }

    /// @inheritdoc ISealedBids
    function stateOf(bytes32 auction, address bidder, bytes32 commitment) external view returns (BidState) {
        return _bids[auction][bidder][commitment].state;
    }

    /// @inheritdoc ISealedBids
    function commitmentOf(bytes32 auction, address bidder, SealedBid calldata bid) public pure returns (bytes32) {
        bytes32 order = keccak256(bytes(bid.order));
        return keccak256(abi.encode(BID_TYPEHASH, auction, bidder, order, bid.kind, bid.units, bid.limit, bid.salt));
    }

    /// A deposit is nobody's but the bidder's, for nobody but the seller, and serves one bid.
    function _checkDeposit(SealedAuction memory terms, bytes32 lockId) private {
        ILockViews cash = ILockViews(terms.cash);
        require(cash.isLockActive(lockId), InvalidDeposit(lockId));
        LockInfo memory lock = cash.getLock(lockId);
        (uint64 amount, address receiver, uint40 expiry) =
            abi.decode(cash.getLockContent(lockId), (uint64, address, uint40));
        bool own = lock.owner == msg.sender && lock.spender == address(this) && receiver == seller;
        bool plain = lock.spendCommitment == 0 && lock.cancelCommitment == 0;
        bool sound = own && plain && amount >= terms.deposit && expiry >= uint256(terms.opensUntil) + GRACE;
        require(sound, InvalidDeposit(lockId));
        require(!_deposited[terms.cash][lockId], DepositUsed(lockId));
        _deposited[terms.cash][lockId] = true;
    }

    /// Whether everybody can read an order's id: 1 to 64 characters of ASCII, no spaces.
    function _isPrintable(bytes calldata order) private pure returns (bool) {
        for (uint256 i = 0; i < order.length; ++i) {
            if (order[i] < 0x21 || order[i] > 0x7e) return false;
        }
        return order.length != 0 && order.length <= MAX_ORDER;
    }

    function _checkState(bytes32 auction, address bidder, bytes32 commitment, BidState wanted) private view {
        BidState state = _bids[auction][bidder][commitment].state;
        require(state == wanted, WrongBidState(commitment, bidder, state));
    }

    function _checkTime(uint256 from, uint256 by) private view {
        bool within = from <= block.timestamp && block.timestamp <= by;
        require(within, OutsideBidding(from, by, block.timestamp));
    }
}
