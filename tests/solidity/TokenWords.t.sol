// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bits} from "../../contracts/libraries/Bits.sol";
import {TokenWord, TokenWords} from "../../contracts/libraries/TokenWords.sol";
import {Fuzz} from "./Fuzz.sol";

/// Writing one field of a token's word changes that field alone, whatever the word held before.
contract TokenWordsTest is Fuzz {
    uint256 private constant NUMBERS = 7; // fields that are written as a number

    function testFuzz_with__any_number__is_read_back_and_leaves_the_rest(uint256 word, uint256 which, uint256 value)
        external
        pure
    {
        which %= NUMBERS;
        uint256 mask = (1 << _bits(which)) - 1;
        TokenWord changed = _with(TokenWord.wrap(word), which, value & mask);
        vm.assertEq(_get(changed, which), value & mask);
        uint256 rest = ~(mask << _offset(which));
        vm.assertEq(TokenWord.unwrap(changed) & rest, word & rest);
    }

    function testFuzz_with__number_too_large__reverts(uint256 word, uint256 which, uint256 value) external {
        which %= NUMBERS;
        uint256 large = _within(value, 1 << _bits(which), type(uint256).max - 1);
        vm.expectRevert(abi.encodeWithSelector(Bits.FieldOverflow.selector, large, _bits(which)));
        this.write(word, which, large);
    }

    function testFuzz_withSwitch__any_switch__is_told_and_leaves_the_rest(uint256 word, uint256 which, bool on)
        external
        pure
    {
        uint256 bit = 1 << (236 + which % 8);
        TokenWord changed = TokenWord.wrap(word).withSwitch(bit, on);
        vm.assertEq(changed.has(bit) ? 1 : 0, on ? 1 : 0);
        vm.assertEq(TokenWord.unwrap(changed) & ~bit, word & ~bit);
    }

    function testFuzz_withPaused_withRedemptionFunded__any_word__change_one_bit(uint256 word, bool on) external pure {
        TokenWord changed = TokenWord.wrap(word).withPaused(on);
        vm.assertEq(changed.paused() ? 1 : 0, on ? 1 : 0);
        vm.assertEq(TokenWord.unwrap(changed) | 1 << 64, word | 1 << 64);
        changed = TokenWord.wrap(word).withRedemptionFunded();
        vm.assertEq(changed.redemptionFunded() ? 1 : 0, 1);
        vm.assertEq(TokenWord.unwrap(changed), word | 1 << 75);
    }

    /// A call of its own, so that a revert can be expected of it.
    function write(uint256 word, uint256 which, uint256 value) external pure returns (TokenWord) {
        return _with(TokenWord.wrap(word), which, value);
    }

    function _bits(uint256 field) private pure returns (uint256) {
        return [uint256(64), 10, 8, 8, 64, 40, 40][field];
    }

    /// As the table in TokenWords.sol has it.
    function _offset(uint256 field) private pure returns (uint256) {
        return [uint256(0), 65, 76, 84, 92, 156, 196][field];
    }

    function _get(TokenWord word, uint256 field) private pure returns (uint256) {
        if (field == 0) return word.supply();
        if (field == 1) return word.couponsFunded();
        if (field == 2) return word.requiredTopics();
        if (field == 3) return word.excludedClasses();
        if (field == 4) return word.maxHolding();
        if (field == 5) return word.closedFrom();
        return word.closedUntil();
    }

    function _with(TokenWord word, uint256 field, uint256 value) private pure returns (TokenWord) {
        if (field == 0) return word.withSupply(value);
        if (field == 1) return word.withCouponsFunded(value);
        if (field == 2) return word.withRequiredTopics(value);
        if (field == 3) return word.withExcludedClasses(value);
        if (field == 4) return word.withMaxHolding(value);
        if (field == 5) return word.withClosed(value, word.closedUntil());
        return word.withClosed(word.closedFrom(), value);
    }
}
