// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bits} from "../../contracts/libraries/Bits.sol";
import {HolderAccount, HolderAccounts} from "../../contracts/libraries/HolderAccounts.sol";
import {Fuzz} from "./Fuzz.sol";

/// Writing one field of an account changes that field alone, whatever the word held before.
contract HolderAccountsTest is Fuzz {
    uint256 private constant FIELDS = 8;

    function testFuzz_with__any_field__is_read_back_and_leaves_the_others(uint256 word, uint256 which, uint256 value)
        external
        pure
    {
        which %= FIELDS;
        HolderAccount before = HolderAccount.wrap(word);
        uint256 fitting = _within(value, 0, (1 << _bits(which)) - 1);
        HolderAccount changed = _with(before, which, fitting);
        for (uint256 field = 0; field < FIELDS; ++field) {
            vm.assertEq(_get(changed, field), field == which ? fitting : _get(before, field));
        }
        // The three free bits, too.
        vm.assertEq(HolderAccount.unwrap(changed) >> 253, word >> 253);
    }

    function testFuzz_with__value_too_large__reverts(uint256 word, uint256 which, uint256 value) external {
        which %= FIELDS - 3; // the last fields are a yes or no
        uint256 bits = _bits(which);
        uint256 large = _within(value, 1 << bits, type(uint256).max - 1);
        vm.expectRevert(abi.encodeWithSelector(Bits.FieldOverflow.selector, large, bits));
        this.write(word, which, large);
    }

    function testFuzz_available__any_account__is_the_unfrozen_part_of_the_balance(uint64 held, uint64 frozen)
        external
        pure
    {
        uint256 free = HolderAccount.wrap(0).withBalance(held).withWithheld(frozen).available();
        vm.assertEq(free, held > frozen ? held - frozen : 0);
    }

    function testFuzz_plus_minus__amount_that_fits__changes_the_balance_alone(uint256 word, uint64 amount)
        external
        pure
    {
        HolderAccount account = HolderAccount.wrap(word);
        uint256 more = _within(amount, 0, type(uint64).max - account.balance());
        HolderAccount richer = account.plus(more);
        vm.assertEq(richer.balance(), account.balance() + more);
        for (uint256 field = 1; field < FIELDS; ++field) {
            vm.assertEq(_get(richer, field), _get(account, field));
        }
        vm.assertEq(HolderAccount.unwrap(richer.minus(more)), word);
    }

    function testFuzz_isCurrent__any_account__is_at_that_cursor_with_nothing_waiting(uint256 word, uint256 which)
        external
        pure
    {
        // Mostly accounts with little in the fields that are asked for, so that both answers come up.
        HolderAccount account = HolderAccount.wrap(word);
        if (which & 1 == 0) account = account.withPending(which & 2);
        if (which & 4 == 0) account = account.withInArrears(which & 8 == 0);
        uint256 coupons = which & 48 == 0 ? _within(which >> 6, 0, 1023) : account.cursor();
        bool expected = account.cursor() == coupons && account.pending() == 0 && !account.inArrears();
        vm.assertEq(account.isCurrent(coupons) ? 1 : 0, expected ? 1 : 0);
    }

    /// What two accounts have is in the one they become, once each; the cursor stays the receiver's.
    function testFuzz_withMerged__two_accounts__have_together_what_each_had(uint256 one, uint256 other) external pure {
        HolderAccount a = HolderAccount.wrap(one >> 1 & ~uint256(1 << 63 | 1 << 183 | 1 << 239)); // sums fit
        HolderAccount b = HolderAccount.wrap(other).withBalance(uint64(other) >> 1);
        b = b.withOwed(b.owed() >> 1).withPending(b.pending() >> 1);
        HolderAccount merged = a.withMerged(b);
        vm.assertEq(merged.balance(), a.balance() + b.balance());
        vm.assertEq(merged.owed(), a.owed() + b.owed());
        vm.assertEq(merged.pending(), a.pending() + b.pending());
        uint256 frozen = a.withheld() + b.withheld();
        vm.assertEq(merged.withheld(), frozen > type(uint64).max ? type(uint64).max : frozen);
        vm.assertEq(merged.cursor(), a.cursor());
        for (uint256 field = 5; field < FIELDS; ++field) {
            vm.assertEq(_get(merged, field), _get(a, field) | _get(b, field));
        }
    }

    function testFuzz_isEmpty__any_account__is_what_has_no_more_than_a_cursor_and_a_freeze(uint256 word, uint256 which)
        external
        pure
    {
        HolderAccount empty = HolderAccount.wrap(word & ((1 << 10) - 1) << 240).withBlocked(which % 2 == 0);
        vm.assertEq(empty.isEmpty() ? 1 : 0, 1);
        which %= FIELDS - 2;
        if (which > 3) which += 2; // neither cursor nor freeze
        vm.assertEq(_with(empty, which, 1).isEmpty() ? 1 : 0, 0);
    }

    /// A call of its own, so that a revert can be expected of it.
    function write(uint256 word, uint256 which, uint256 value) external pure returns (HolderAccount) {
        return _with(HolderAccount.wrap(word), which, value);
    }

    function _bits(uint256 field) private pure returns (uint256) {
        return [uint256(64), 64, 56, 56, 10, 1, 1, 1][field];
    }

    function _get(HolderAccount account, uint256 field) private pure returns (uint256) {
        if (field == 0) return account.balance();
        if (field == 1) return account.withheld();
        if (field == 2) return account.owed();
        if (field == 3) return account.pending();
        if (field == 4) return account.cursor();
        if (field == 5) return account.blocked() ? 1 : 0;
        if (field == 6) return account.inArrears() ? 1 : 0;
        return account.settles() ? 1 : 0;
    }

    function _with(HolderAccount account, uint256 field, uint256 value) private pure returns (HolderAccount) {
        if (field == 0) return account.withBalance(value);
        if (field == 1) return account.withWithheld(value);
        if (field == 2) return account.withOwed(value);
        if (field == 3) return account.withPending(value);
        if (field == 4) return account.withCursor(value);
        if (field == 5) return account.withBlocked(value == 1);
        if (field == 6) return account.withInArrears(value == 1);
        return account.withSettles(value == 1);
    }
}
