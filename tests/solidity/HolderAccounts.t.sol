// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {HolderAccount, HolderAccounts} from "../../contracts/libraries/HolderAccounts.sol";
import {Fuzz} from "./Fuzz.sol";

/// Writing one field of an account changes that field alone, whatever the word held before.
contract HolderAccountsTest is Fuzz {
    uint256 private constant FIELDS = 7;

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
        // The four free bits, too.
        vm.assertEq(HolderAccount.unwrap(changed) >> 252, word >> 252);
    }

    function testFuzz_with__value_too_large__reverts(uint256 word, uint256 which, uint256 value) external {
        which %= FIELDS - 2; // the last fields are a yes or no
        uint256 bits = _bits(which);
        uint256 large = _within(value, 1 << bits, type(uint256).max - 1);
        vm.expectRevert(abi.encodeWithSelector(HolderAccounts.FieldOverflow.selector, large, bits));
        this.write(word, which, large);
    }

    function testFuzz_available__any_account__is_the_unfrozen_part_of_the_balance(uint64 held, uint64 frozen)
        external
        pure
    {
        uint256 free = HolderAccount.wrap(0).withBalance(held).withFrozen(frozen).available();
        vm.assertEq(free, held > frozen ? held - frozen : 0);
    }

    /// A call of its own, so that a revert can be expected of it.
    function write(uint256 word, uint256 which, uint256 value) external pure returns (HolderAccount) {
        return _with(HolderAccount.wrap(word), which, value);
    }

    function _bits(uint256 field) private pure returns (uint256) {
        return [uint256(64), 64, 56, 56, 10, 1, 1][field];
    }

    function _get(HolderAccount account, uint256 field) private pure returns (uint256) {
        if (field == 0) return account.balance();
        if (field == 1) return account.frozen();
        if (field == 2) return account.owed();
        if (field == 3) return account.pending();
        if (field == 4) return account.cursor();
        if (field == 5) return account.blocked() ? 1 : 0;
        return account.inArrears() ? 1 : 0;
    }

    function _with(HolderAccount account, uint256 field, uint256 value) private pure returns (HolderAccount) {
        if (field == 0) return account.withBalance(value);
        if (field == 1) return account.withFrozen(value);
        if (field == 2) return account.withOwed(value);
        if (field == 3) return account.withPending(value);
        if (field == 4) return account.withCursor(value);
        if (field == 5) return account.withBlocked(value == 1);
        return account.withInArrears(value == 1);
    }
}
