// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Why a transfer would fail, as a code (ERC-1404); 0 is none. Codes are fixed for good.
/// @dev No enum: the range of an enum is checked each time that it is looked at.
type Restriction is uint8;

using {equals as ==, differs as !=} for Restriction global;

function equals(Restriction one, Restriction other) pure returns (bool) {
    return Restriction.unwrap(one) == Restriction.unwrap(other);
}

function differs(Restriction one, Restriction other) pure returns (bool) {
    return Restriction.unwrap(one) != Restriction.unwrap(other);
}

library Restrictions {
    Restriction internal constant NONE = Restriction.wrap(0);
    Restriction internal constant PAUSED = Restriction.wrap(1);
    Restriction internal constant SENDER_FROZEN = Restriction.wrap(2);
    Restriction internal constant RECEIVER_FROZEN = Restriction.wrap(3);
    Restriction internal constant INVALID_RECEIVER = Restriction.wrap(4);
    Restriction internal constant INSUFFICIENT_BALANCE = Restriction.wrap(5);
    Restriction internal constant FROZEN_UNITS = Restriction.wrap(6);
    Restriction internal constant NOT_VERIFIED = Restriction.wrap(7);
    Restriction internal constant INVESTOR_CLASS = Restriction.wrap(8);
    Restriction internal constant COUNTRY = Restriction.wrap(9);
    Restriction internal constant CLOSED_PERIOD = Restriction.wrap(10);
    Restriction internal constant LOCK_UP = Restriction.wrap(11);
    Restriction internal constant MINIMUM_HOLDING = Restriction.wrap(12);
    Restriction internal constant MULTIPLE = Restriction.wrap(13);
    Restriction internal constant MAXIMUM_HOLDING = Restriction.wrap(14);
    Restriction internal constant MAXIMUM_HOLDERS = Restriction.wrap(15);
    Restriction internal constant DAILY_VOLUME = Restriction.wrap(16);
    Restriction internal constant MONTHLY_VOLUME = Restriction.wrap(17);
    Restriction internal constant APPROVAL_NEEDED = Restriction.wrap(18);
    Restriction internal constant SPENDER_NOT_LISTED = Restriction.wrap(19);
    Restriction internal constant INSUFFICIENT_ALLOWANCE = Restriction.wrap(20);
    Restriction internal constant EXTERNAL_RULES = Restriction.wrap(21);
    Restriction internal constant NOT_CUSTOMER = Restriction.wrap(22);
}
