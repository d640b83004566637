// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Bits} from "./Bits.sol";

/// One holder's whole position in one storage word, so that a transfer writes one slot a party and a record date
/// makes no later transfer dearer by a new slot.
///
/// | bits    | field    | unit                                                              |
/// |---------|----------|-------------------------------------------------------------------|
/// | 0-63    | balance  | [units] of a bond, [minor] of a money token                       |
/// | 64-127  | withheld | frozen or locked; same unit as the balance                        |
/// | 128-183 | owed     | [minor] coupons that are funded and payable, not yet paid         |
/// | 184-239 | pending  | earned at the last record time, not yet payable: [minor], or the  |
/// |         |          | [units] it was earned on where that is not known or not a sum     |
/// | 240-249 | cursor   | number of coupons already counted into owed or pending            |
/// | 250     | blocked  | the address is frozen: it can neither send nor receive            |
/// | 251     | arrears  | coupons overdue are booked apart, each by its number              |
/// | 252     | settles  | the holder lets the settlement venue move what it has traded      |
/// | 253     | locked   | a part of what is withheld, noted apart, is locked for settlement |
/// | 254     | customer | the bank whose money this is has opened an account for the wallet |
/// | 255     |          | free                                                              |
type HolderAccount is uint256;

using HolderAccounts for HolderAccount global;

library HolderAccounts {
    uint256 internal constant NO_CURSOR = 1 << 10; // that no account has

    uint256 private constant WITHHELD = 64;
    uint256 private constant OWED = 128;
    uint256 private constant PENDING = 184;
    uint256 private constant CURSOR = 240;
    uint256 private constant BLOCKED = 250;
    uint256 private constant ARREARS = 251;
    uint256 private constant SETTLES = 252;
    uint256 private constant LOCKED = 253;
    uint256 private constant CUSTOMER = 254;

    function balance(HolderAccount account) internal pure returns (uint256) {
        return _get(account, 0, 64);
    }

    function withheld(HolderAccount account) internal pure returns (uint256) {
        return _get(account, WITHHELD, 64);
    }

    function owed(HolderAccount account) internal pure returns (uint256) {
        return _get(account, OWED, 56);
    }

    function pending(HolderAccount account) internal pure returns (uint256) {
        return _get(account, PENDING, 56);
    }

    function cursor(HolderAccount account) internal pure returns (uint256) {
        return _get(account, CURSOR, 10);
    }

    function blocked(HolderAccount account) internal pure returns (bool) {
        return _get(account, BLOCKED, 1) == 1;
    }

    function inArrears(HolderAccount account) internal pure returns (bool) {
        return _get(account, ARREARS, 1) == 1;
    }

    function settles(HolderAccount account) internal pure returns (bool) {
        return _get(account, SETTLES, 1) == 1;
    }

    function locked(HolderAccount account) internal pure returns (bool) {
        return _get(account, LOCKED, 1) == 1;
    }

    function customer(HolderAccount account) internal pure returns (bool) {
        return _get(account, CUSTOMER, 1) == 1;
    }

    /// Both accounts' bits, to ask a question of either at once.
    function or(HolderAccount account, HolderAccount other) internal pure returns (HolderAccount) {
        return HolderAccount.wrap(HolderAccount.unwrap(account) | HolderAccount.unwrap(other));
    }

    /// Whether the account has counted in exactly `coupons` and nothing of them waits.
    function isCurrent(HolderAccount account, uint256 coupons) internal pure returns (bool) {
        uint256 rest = (((1 << 56) - 1) << PENDING) | (1 << ARREARS);
        return HolderAccount.unwrap(account) & (rest | (((1 << 10) - 1) << CURSOR)) == coupons << CURSOR;
    }

    /// What the holder may move: the balance less what is withheld, never below zero.
    function available(HolderAccount account) internal pure returns (uint256) {
        return Math.saturatingSub(balance(account), withheld(account));
    }

    /// The account with `amount` more; the caller knows that the supply, and so every balance, fits 64 bits.
    function plus(HolderAccount account, uint256 amount) internal pure returns (HolderAccount) {
        unchecked {
            return HolderAccount.wrap(HolderAccount.unwrap(account) + amount);
        }
    }

    /// The account with `amount` less; the caller knows that it has as much.
    function minus(HolderAccount account, uint256 amount) internal pure returns (HolderAccount) {
        unchecked {
            return HolderAccount.wrap(HolderAccount.unwrap(account) - amount);
        }
    }

    /// The account with one coupon more counted into what is owed; the caller knows that it fits: what a life comes to
    /// does.
    /// @param amount of one unit [minor]
    function plusCoupon(HolderAccount account, uint256 amount) internal pure returns (HolderAccount) {
        unchecked {
            uint256 word = HolderAccount.unwrap(account);
            return HolderAccount.wrap(word + ((uint64(word) * amount) << OWED) + (1 << CURSOR));
        }
    }

    /// The account with one coupon more counted in, which is not payable yet. Only of one without anything pending.
    /// @param amount of one unit [minor], or 1 to have the units themselves wait
    function plusPending(HolderAccount account, uint256 amount) internal pure returns (HolderAccount) {
        unchecked {
            uint256 word = HolderAccount.unwrap(account);
            return HolderAccount.wrap(word + ((uint64(word) * amount) << PENDING) + (1 << CURSOR));
        }
    }

    /// The account with nothing owed.
    function paid(HolderAccount account) internal pure returns (HolderAccount) {
        return HolderAccount.wrap(HolderAccount.unwrap(account) & ~(((1 << 56) - 1) << OWED));
    }

    function withBalance(HolderAccount account, uint256 value) internal pure returns (HolderAccount) {
        return _set(account, 0, 64, value);
    }

    function withWithheld(HolderAccount account, uint256 value) internal pure returns (HolderAccount) {
        return _set(account, WITHHELD, 64, value);
    }

    function withOwed(HolderAccount account, uint256 value) internal pure returns (HolderAccount) {
        return _set(account, OWED, 56, value);
    }

    function withPending(HolderAccount account, uint256 value) internal pure returns (HolderAccount) {
        return _set(account, PENDING, 56, value);
    }

    function withCursor(HolderAccount account, uint256 value) internal pure returns (HolderAccount) {
        return _set(account, CURSOR, 10, value);
    }

    function withBlocked(HolderAccount account, bool value) internal pure returns (HolderAccount) {
        return _set(account, BLOCKED, 1, value ? 1 : 0);
    }

    function withInArrears(HolderAccount account, bool value) internal pure returns (HolderAccount) {
        return _set(account, ARREARS, 1, value ? 1 : 0);
    }

    function withSettles(HolderAccount account, bool value) internal pure returns (HolderAccount) {
        return _set(account, SETTLES, 1, value ? 1 : 0);
    }

    function withLocked(HolderAccount account, bool value) internal pure returns (HolderAccount) {
        return _set(account, LOCKED, 1, value ? 1 : 0);
    }

    function withCustomer(HolderAccount account, bool value) internal pure returns (HolderAccount) {
        return _set(account, CUSTOMER, 1, value ? 1 : 0);
    }

    /// The account with all that another one has, when both have counted in the same coupons.
    function withMerged(HolderAccount account, HolderAccount other) internal pure returns (HolderAccount) {
        account = withBalance(account, balance(account) + balance(other));
        // What is frozen may exceed any holding; two such need not fit together.
        account = withWithheld(account, Math.min(withheld(account) + withheld(other), type(uint64).max));
        account = withPending(withOwed(account, owed(account) + owed(other)), pending(account) + pending(other));
        uint256 flags = (1 << BLOCKED) | (1 << ARREARS) | (1 << SETTLES) | (1 << LOCKED);
        return HolderAccount.wrap(HolderAccount.unwrap(account) | (HolderAccount.unwrap(other) & flags));
    }

    /// Whether there is nothing to take from the account: no units, no money, no freeze of units, no permission.
    function isEmpty(HolderAccount account) internal pure returns (bool) {
        uint256 rest = (((1 << 10) - 1) << CURSOR) | (1 << BLOCKED) | (1 << CUSTOMER);
        return HolderAccount.unwrap(account) & ~rest == 0;
    }

    function _get(HolderAccount account, uint256 offset, uint256 bits) private pure returns (uint256) {
        return Bits.get(HolderAccount.unwrap(account), offset, bits);
    }

    function _set(HolderAccount account, uint256 offset, uint256 bits, uint256 value)
        private
        pure
        returns (HolderAccount)
    {
        return HolderAccount.wrap(Bits.set(HolderAccount.unwrap(account), offset, bits, value));
    }
}
