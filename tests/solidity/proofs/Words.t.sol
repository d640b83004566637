// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {HolderAccount} from "../../../contracts/libraries/HolderAccounts.sol";
import {IdentityPolicy, IdentityWord} from "../../../contracts/libraries/IdentityWords.sol";
import {TokenWord} from "../../../contracts/libraries/TokenWords.sol";

/// For every word and every value: a setter takes exactly what fits its field, writes it there and nothing beside.
/// @dev Halmos proves what begins with `check`; where a field stands is written out here once more.
abstract contract WordProof {
    function _proves(bytes memory call, uint256 word, uint256 value, uint256 offset, uint256 bits) internal view {
        (bool done, bytes memory answer) = address(this).staticcall(call);
        assert(done == (value >> bits == 0));
        if (!done) return;
        uint256 mask = ((1 << bits) - 1) << offset;
        assert(abi.decode(answer, (uint256)) == (word & ~mask | value << offset));
    }
}

contract HolderAccountProof is WordProof {
    function check_withBalance__any_word__writes_its_field_alone(uint256 word, uint256 value) external view {
        _proves(abi.encodeCall(this.withBalance, (word, value)), word, value, 0, 64);
    }

    function check_withWithheld__any_word__writes_its_field_alone(uint256 word, uint256 value) external view {
        _proves(abi.encodeCall(this.withWithheld, (word, value)), word, value, 64, 64);
    }

    function check_withOwed__any_word__writes_its_field_alone(uint256 word, uint256 value) external view {
        _proves(abi.encodeCall(this.withOwed, (word, value)), word, value, 128, 56);
    }

    function check_withPending__any_word__writes_its_field_alone(uint256 word, uint256 value) external view {
        _proves(abi.encodeCall(this.withPending, (word, value)), word, value, 184, 56);
    }

    function check_withCursor__any_word__writes_its_field_alone(uint256 word, uint256 value) external view {
        _proves(abi.encodeCall(this.withCursor, (word, value)), word, value, 240, 10);
    }

    function check_switches__any_word__write_one_bit_each(uint256 word, bool on) external pure {
        HolderAccount account = HolderAccount.wrap(word);
        uint256 bit = on ? 1 : 0;
        assert(HolderAccount.unwrap(account.withBlocked(on)) == (word & ~uint256(1 << 250) | bit << 250));
        assert(HolderAccount.unwrap(account.withInArrears(on)) == (word & ~uint256(1 << 251) | bit << 251));
        assert(HolderAccount.unwrap(account.withSettles(on)) == (word & ~uint256(1 << 252) | bit << 252));
    }

    /// What a transfer does to two accounts: units move, and nothing else.
    function check_plus_minus__amount_that_the_sender_has__moves_units_alone(uint256 from, uint256 to, uint64 amount)
        external
        pure
    {
        (HolderAccount sender, HolderAccount receiver) = (HolderAccount.wrap(from), HolderAccount.wrap(to));
        uint256 sum = sender.balance() + receiver.balance();
        if (amount > sender.balance() || sum >> 64 != 0) return;
        (HolderAccount left, HolderAccount right) = (sender.minus(amount), receiver.plus(amount));
        assert(left.balance() + right.balance() == sum);
        assert(HolderAccount.unwrap(left) >> 64 == from >> 64);
        assert(HolderAccount.unwrap(right) >> 64 == to >> 64);
    }

    function check_isCurrent__any_word__is_at_that_cursor_with_nothing_waiting(uint256 word, uint16 coupons)
        external
        pure
    {
        if (coupons >> 10 != 0) return;
        bool expected = uint56(word >> 184) == 0 && (word >> 251) & 1 == 0 && (word >> 240) & 0x3ff == coupons;
        assert(HolderAccount.wrap(word).isCurrent(coupons) == expected);
    }

    function check_available__any_word__is_the_balance_less_what_is_frozen(uint256 word) external pure {
        HolderAccount account = HolderAccount.wrap(word);
        (uint256 held, uint256 frozen) = (uint64(word), uint64(word >> 64));
        assert(account.available() == (held > frozen ? held - frozen : 0));
    }

    function withBalance(uint256 word, uint256 value) external pure returns (uint256) {
        return HolderAccount.unwrap(HolderAccount.wrap(word).withBalance(value));
    }

    function withWithheld(uint256 word, uint256 value) external pure returns (uint256) {
        return HolderAccount.unwrap(HolderAccount.wrap(word).withWithheld(value));
    }

    function withOwed(uint256 word, uint256 value) external pure returns (uint256) {
        return HolderAccount.unwrap(HolderAccount.wrap(word).withOwed(value));
    }

    function withPending(uint256 word, uint256 value) external pure returns (uint256) {
        return HolderAccount.unwrap(HolderAccount.wrap(word).withPending(value));
    }

    function withCursor(uint256 word, uint256 value) external pure returns (uint256) {
        return HolderAccount.unwrap(HolderAccount.wrap(word).withCursor(value));
    }
}

contract TokenWordProof is WordProof {
    function check_withSupply__any_word__writes_its_field_alone(uint256 word, uint256 value) external view {
        _proves(abi.encodeCall(this.withSupply, (word, value)), word, value, 0, 64);
    }

    function check_withCouponsFunded__any_word__writes_its_field_alone(uint256 word, uint256 value) external view {
        _proves(abi.encodeCall(this.withCouponsFunded, (word, value)), word, value, 65, 10);
    }

    function check_withRequiredTopics__any_word__writes_its_field_alone(uint256 word, uint256 value) external view {
        _proves(abi.encodeCall(this.withRequiredTopics, (word, value)), word, value, 76, 8);
    }

    function check_withMaxHolding__any_word__writes_its_field_alone(uint256 word, uint256 value) external view {
        _proves(abi.encodeCall(this.withMaxHolding, (word, value)), word, value, 92, 64);
    }

    function check_withPaused_withRedemptionFunded__any_word__write_one_bit(uint256 word, bool on) external pure {
        TokenWord token = TokenWord.wrap(word);
        assert(TokenWord.unwrap(token.withPaused(on)) == (word & ~uint256(1 << 64) | (on ? 1 << 64 : 0)));
        assert(TokenWord.unwrap(token.withRedemptionFunded()) == word | 1 << 75);
    }

    function withSupply(uint256 word, uint256 value) external pure returns (uint256) {
        return TokenWord.unwrap(TokenWord.wrap(word).withSupply(value));
    }

    function withCouponsFunded(uint256 word, uint256 value) external pure returns (uint256) {
        return TokenWord.unwrap(TokenWord.wrap(word).withCouponsFunded(value));
    }

    function withRequiredTopics(uint256 word, uint256 value) external pure returns (uint256) {
        return TokenWord.unwrap(TokenWord.wrap(word).withRequiredTopics(value));
    }

    function withMaxHolding(uint256 word, uint256 value) external pure returns (uint256) {
        return TokenWord.unwrap(TokenWord.wrap(word).withMaxHolding(value));
    }
}

contract IdentityWordProof is WordProof {
    function check_withValidUntil__any_word__writes_its_field_alone(uint256 word, uint256 value) external view {
        _proves(abi.encodeCall(this.withValidUntil, (word, value)), word, value, 0, 40);
    }

    function check_withIssuedAt__any_word__writes_its_field_alone(uint256 word, uint256 value) external view {
        _proves(abi.encodeCall(this.withIssuedAt, (word, value)), word, value, 40, 40);
    }

    function check_withCountry__any_word__writes_its_field_alone(uint256 word, uint256 value) external view {
        _proves(abi.encodeCall(this.withCountry, (word, value)), word, value, 144, 10);
    }

    function check_withInvestorClass__any_word__writes_its_field_alone(uint256 word, uint256 value) external view {
        _proves(abi.encodeCall(this.withInvestorClass, (word, value)), word, value, 154, 3);
    }

    function check_withTopics__any_word__writes_its_field_alone(uint256 word, uint256 value) external view {
        _proves(abi.encodeCall(this.withTopics, (word, value)), word, value, 160, 8);
    }

    /// A topic that is asked for is proved, and rests on an issuer who is relied on for it; the word is not past.
    function check_isInForce__any_word_and_policy__is_the_plain_definition(uint256 word, uint256 policy, uint8 wanted)
        external
        view
    {
        uint256 missing;
        for (uint256 topic = 0; topic < 8; ++topic) {
            uint256 issuer = (word >> (168 + 5 * topic)) & 0x1f;
            uint256 relied = (word >> (160 + topic)) & (policy >> (24 * topic + issuer)) & 1;
            missing |= ((wanted | policy >> 192) >> topic) & 1 & ~relied;
        }
        bool expected = block.timestamp <= uint40(word) && missing == 0;
        assert(IdentityWord.wrap(word).isInForce(IdentityPolicy.wrap(policy), wanted) == expected);
    }

    /// What a register concludes for a list of wallets: a word that is proved as one in force is so too, if not past.
    function check_isProvedAs__as_a_word_in_force__is_in_force(
        uint256 word,
        uint256 other,
        uint256 policy,
        uint8 wanted
    ) external view {
        (IdentityWord w, IdentityWord passed) = (IdentityWord.wrap(word), IdentityWord.wrap(other));
        if (w.isPast() || !w.isProvedAs(passed) || !passed.isInForce(IdentityPolicy.wrap(policy), wanted)) return;
        assert(w.isInForce(IdentityPolicy.wrap(policy), wanted));
    }

    function withValidUntil(uint256 word, uint256 value) external pure returns (uint256) {
        return IdentityWord.unwrap(IdentityWord.wrap(word).withValidUntil(value));
    }

    function withIssuedAt(uint256 word, uint256 value) external pure returns (uint256) {
        return IdentityWord.unwrap(IdentityWord.wrap(word).withIssuedAt(value));
    }

    function withCountry(uint256 word, uint256 value) external pure returns (uint256) {
        return IdentityWord.unwrap(IdentityWord.wrap(word).withCountry(value));
    }

    function withInvestorClass(uint256 word, uint256 value) external pure returns (uint256) {
        return IdentityWord.unwrap(IdentityWord.wrap(word).withInvestorClass(value));
    }

    function withTopics(uint256 word, uint256 value) external pure returns (uint256) {
        return IdentityWord.unwrap(IdentityWord.wrap(word).withTopics(value));
    }
}
