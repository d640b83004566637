// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {IConsents} from "../interfaces/IConsents.sol";
import {IDeliveryVersusPayment} from "../interfaces/IDeliveryVersusPayment.sol";
import {INetSettlement} from "../interfaces/INetSettlement.sol";
import {Cycle, ISettlementCycles} from "../interfaces/ISettlementCycles.sol";
import {Lists} from "../libraries/Lists.sol";
import {Trades} from "./Trades.sol";

/// Purpose, rules and errors: ISettlementCycles.
abstract contract SettlementCycles is ISettlementCycles, Trades {
    using Lists for uint256[];

    /// A cycle in memory, and what it comes to.
    struct Tally {
        uint256[] members;
        uint256[] nonceWords;
        uint256[] tokens;
        uint256[] nets; // of each member in each token, one token after the other; two's complement
        uint256[] takers; // of each token, bit i: member i takes of it
        uint256[] givers; // of each token, bit i: member i gives of it
        uint256[] spent; // of each member, bit i: its i-th nonce of its word
    }

    uint256 private constant MAX_MEMBERS = 100; // so that a cycle fits one transaction, first receipts included
    uint256 private constant MAX_TRADES = 200;
    uint256 private constant FREE = 255; // place of the cash where nothing is paid
    bytes32 private constant CYCLE_TYPEHASH =
        keccak256("Cycle(bytes32 cycleReference,bytes32 content,uint40 deadline)");

    /// @inheritdoc ISettlementCycles
    function settleCycle(Cycle calldata cycle, bytes calldata signatures) external {
        Tally memory tally = _newTally(cycle);
        uint256[] calldata trades = cycle.trades;
        require(signatures.length == trades.length * 64, InvalidCycle());
        bytes32 domain = _domainSeparatorV4();
        uint256[12] memory encoded;
        (encoded[0], encoded[11]) = (uint256(TRADE_TYPEHASH), uint256(PLAIN));
        for (uint256 i = 0; i < trades.length; i += 2) {
            uint256 word = trades.itemAt(i + 1);
            _add(tally, word);
            encoded[1] = trades.itemAt(i);
            _encode(tally, word, encoded);
            _checkBoth(encoded, domain, signatures[i * 64:(i + 2) * 64]);
        }
        _settle(cycle, tally);
    }

    /// @inheritdoc ISettlementCycles
    function settleAgreedCycle(Cycle calldata cycle, uint40 deadline, bytes[] calldata signatures) external {
        bytes32 digest = cycleDigest(cycle, deadline);
        require(signatures.length == cycle.members.length, InvalidCycle());
        for (uint256 i = 0; i < signatures.length; ++i) {
            _checkConsent(cycle.members[i], digest, signatures[i]);
        }
        _checkTime(0, deadline);
        Tally memory tally = _newTally(cycle);
        uint256[] calldata trades = cycle.trades;
        for (uint256 i = 1; i < trades.length; i += 2) {
            _add(tally, trades.itemAt(i));
        }
        _settle(cycle, tally);
    }

    /// @inheritdoc ISettlementCycles
    function agreeCycle(Cycle calldata cycle, uint40 deadline, bool agreed) external {
        bool member;
        for (uint256 i = 0; i < cycle.members.length; ++i) {
            member = member || cycle.members[i] == msg.sender;
        }
        require(member, IDeliveryVersusPayment.NotParty(msg.sender));
        bytes32 digest = cycleDigest(cycle, deadline);
        _affirmed[digest][msg.sender] = agreed;
        emit CycleAgreed(cycle.cycleReference, digest, msg.sender, agreed);
    }

    /// @inheritdoc ISettlementCycles
    function cycleDigest(Cycle calldata cycle, uint40 deadline) public view returns (bytes32) {
        return
            _hashTypedDataV4(keccak256(abi.encode(CYCLE_TYPEHASH, cycle.cycleReference, _contentOf(cycle), deadline)));
    }

    function _newTally(Cycle calldata cycle) private pure returns (Tally memory tally) {
        (uint256 members, uint256 tokens) = (cycle.members.length, cycle.tokens.length);
        bool fits = members == cycle.nonceWords.length && members <= MAX_MEMBERS && tokens < FREE;
        uint256 words = cycle.trades.length;
        require(fits && words % 2 == 0 && words != 0 && words <= 2 * MAX_TRADES, InvalidCycle());
        tally.members = _words(cycle.members);
        tally.nonceWords = cycle.nonceWords;
        for (uint256 i = 0; i < members; ++i) {
            // Else the nonce that is signed, this word and a byte, would not be the one that is spent.
            require(tally.nonceWords[i] >> 248 == 0, InvalidCycle());
        }
        tally.tokens = _words(cycle.tokens);
        tally.nets = new uint256[](members * tokens);
        tally.takers = new uint256[](tokens);
        tally.givers = new uint256[](tokens);
        tally.spent = new uint256[](members);
    }

    /// Counts one trade in.
    /// @param word what it is, as Cycle says
    function _add(Tally memory tally, uint256 word) private view {
        uint256 members = tally.members.length;
        (uint256 seller, uint256 buyer) = (word & 0xff, (word >> 8) & 0xff);
        (uint256 security, uint256 cash) = ((word >> 16) & 0xff, (word >> 24) & 0xff);
        (uint256 units, uint256 amount) = (uint64(word >> 32), uint64(word >> 96));
        bool named = seller < members && buyer < members && security < tally.tokens.length;
        require(named && word >> 248 == 0 && (cash == FREE || cash < tally.tokens.length), InvalidCycle());
        bool whole = units != 0 && (cash == FREE) == (amount == 0);
        bool apart = tally.members.wordAt(seller) != tally.members.wordAt(buyer)
            && (cash == FREE || tally.tokens.wordAt(security) != tally.tokens.wordAt(cash));
        require(whole && apart, IDeliveryVersusPayment.InvalidTrade());
        _checkTime(uint40(word >> 160), uint40(word >> 200));
        _spendOne(tally, seller, (word >> 240) & 0xff);
        unchecked {
            // Safe: places are within the lists, and amounts of 64 bits come nowhere near 256.
            _count(tally, security, security * members, seller, buyer, units);
            if (amount != 0) _count(tally, cash, cash * members, buyer, seller, amount);
        }
    }

    function _spendOne(Tally memory tally, uint256 seller, uint256 nonce) private pure {
        (uint256 spent, uint256 bit) = (tally.spent.wordAt(seller), 1 << nonce);
        if (spent & bit != 0) {
            address member = address(uint160(tally.members.wordAt(seller)));
            revert IConsents.NonceSpent(member, tally.nonceWords.wordAt(seller) << 8 | nonce);
        }
        tally.spent.setWord(seller, spent | bit);
    }

    /// @param row where the nets of the token begin
    function _count(Tally memory tally, uint256 token, uint256 row, uint256 from, uint256 to, uint256 amount)
        private
        pure
    {
        unchecked {
            tally.nets.setWord(row + from, tally.nets.wordAt(row + from) - amount);
            tally.nets.setWord(row + to, tally.nets.wordAt(row + to) + amount);
        }
        tally.givers.setWord(token, tally.givers.wordAt(token) | (1 << from));
        tally.takers.setWord(token, tally.takers.wordAt(token) | (1 << to));
    }

    /// Writes a trade as EIP-712 encodes it by itself; its type, reference and details stand there already.
    function _encode(Tally memory tally, uint256 word, uint256[12] memory encoded) private pure {
        (uint256 seller, uint256 cash) = (word & 0xff, (word >> 24) & 0xff);
        encoded[2] = tally.members.wordAt(seller);
        encoded[3] = tally.members.wordAt((word >> 8) & 0xff);
        encoded[4] = tally.tokens.wordAt((word >> 16) & 0xff);
        encoded[5] = uint64(word >> 32);
        encoded[6] = cash == FREE ? 0 : tally.tokens.wordAt(cash);
        encoded[7] = uint64(word >> 96);
        encoded[8] = uint40(word >> 160);
        encoded[9] = uint40(word >> 200);
        encoded[10] = tally.nonceWords.wordAt(seller) << 8 | ((word >> 240) & 0xff);
    }

    /// Reverts unless both parties of a trade have consented.
    function _checkBoth(uint256[12] memory encoded, bytes32 domain, bytes calldata signatures) private view {
        bytes32 structHash;
        assembly ("memory-safe") {
            structHash := keccak256(encoded, 0x180)
        }
        bytes32 digest = MessageHashUtils.toTypedDataHash(domain, structHash);
        (address seller, address buyer) = (address(uint160(encoded[2])), address(uint160(encoded[3])));
        _checkConsent(seller, digest, bytes32(signatures[0:32]), bytes32(signatures[32:64]));
        _checkConsent(buyer, digest, bytes32(signatures[64:96]), bytes32(signatures[96:128]));
    }

    /// Spends the nonces and moves the nets.
    function _settle(Cycle calldata cycle, Tally memory tally) private {
        for (uint256 i = 0; i < tally.spent.length; ++i) {
            if (tally.spent[i] == 0) continue;
            _spendAll(address(uint160(tally.members[i])), tally.nonceWords[i], tally.spent[i]);
        }
        emit CycleSettled(cycle.cycleReference, _contentOf(cycle), cycle.trades.length / 2);
        for (uint256 token = 0; token < tally.tokens.length; ++token) {
            _moveNets(tally, token);
        }
    }

    /// Moves the nets of one token among those who trade in it.
    function _moveNets(Tally memory tally, uint256 token) private {
        uint256 members = tally.members.length;
        uint256 traders = tally.givers[token] | tally.takers[token];
        (address[] memory holders, int256[] memory nets) = (new address[](members), new int256[](members));
        (uint256 count, uint256 takers) = (0, 0);
        for (uint256 i = 0; i < members; ++i) {
            if ((traders >> i) & 1 == 0) continue;
            (holders[count], nets[count]) =
            (address(uint160(tally.members[i])), int256(tally.nets[token * members + i]));
            takers |= ((tally.takers[token] >> i) & 1) << count;
            ++count;
        }
        if (count == 0) return;
        assembly ("memory-safe") {
            mstore(holders, count)
            mstore(nets, count)
        }
        INetSettlement(address(uint160(tally.tokens[token]))).settleNet(holders, nets, takers);
    }

    /// Hash of everything in a cycle but its reference.
    function _contentOf(Cycle calldata cycle) private pure returns (bytes32) {
        return keccak256(abi.encode(cycle.members, cycle.nonceWords, cycle.tokens, cycle.trades));
    }

    function _words(address[] calldata list) private pure returns (uint256[] memory words) {
        words = new uint256[](list.length);
        for (uint256 i = 0; i < list.length; ++i) {
            words[i] = uint160(list[i]);
        }
    }
}
