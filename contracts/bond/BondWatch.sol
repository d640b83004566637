// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondOptions} from "../interfaces/IBondOptions.sol";
import {Ballot} from "../interfaces/IBondTrouble.sol";
import {BondCode} from "./BondCode.sol";
import {BondCourse} from "./BondCourse.sol";

/// What a watched bond notes of a holder before the balance changes: units held at a vote's record time, and what was
/// recovered on them. A vote and a recovery so need no list of holders, and units that move vote and are paid once.
abstract contract BondWatch is BondCourse {
    /// Where a bond in trouble stands.
    /// @param missed number of the payment that was missed, the one after the last coupon for the principal, PUT for a
    /// put; 0 for none
    /// @param since when it became an event of default [s]
    /// @param standstillUntil last second in which holders do not accelerate [s]
    /// @param acceleration number of the open vote on it; 0 for none
    /// @param consent number of the open consent solicitation; 0 for none
    /// @param ballots so far
    /// @param distributed when a recovery last was [s]
    struct Trouble {
        uint16 missed;
        uint40 since;
        uint40 standstillUntil;
        uint32 acceleration;
        uint32 consent;
        uint32 ballots;
        uint40 distributed;
    }

    /// What a holder got of recoveries.
    /// @param counted of one unit, that are counted in [minor]
    /// @param owed and not paid yet [minor]
    struct Recovered {
        uint128 counted;
        uint128 owed;
    }

    /// Units that a holder puts.
    /// @param day on which they are repaid [days since 1970-01-01]
    /// @param refused whether the holder's cash account took no payment: the issuer missed none
    struct PutNotice {
        uint24 day;
        uint64 units;
        bool refused;
    }

    /// A put that was not repaid, where that is the event of default.
    struct MissedPut {
        address holder;
        uint24 day;
    }

    uint16 internal constant PUT = type(uint16).max; // in place of a payment's number

    Trouble internal _trouble;
    mapping(uint256 number => Ballot) internal _ballots;
    /// Units that may still vote, plus one; 0 of who has neither voted nor traded since the record time.
    mapping(uint256 number => mapping(address holder => uint256)) internal _votes;
    uint256 internal _recoveredPerUnit; // [minor] of one unit so far
    mapping(address holder => Recovered) internal _recovered;
    bytes32 internal _termsHash; // of the terms as holders changed them
    mapping(address holder => PutNotice) internal _putNotices;
    MissedPut internal _missedPut;
    uint256 internal _extraRuns; // runs besides coupons and redemption, so that no approval serves two

    /// Notes what a holder has on so many units, which are about to change.
    function _watch(address holder, uint256 units) internal {
        if (_recoveredPerUnit != 0) _countRecovered(holder, units);
        Trouble memory trouble = _trouble;
        if (trouble.acceleration != 0) _noteVote(trouble.acceleration, holder, units);
        if (trouble.consent != 0) _noteVote(trouble.consent, holder, units);
    }

    /// Counts in what was recovered on a holder's units since it was last looked at.
    function _countRecovered(address holder, uint256 units) internal {
        uint256 perUnit = _recoveredPerUnit;
        Recovered memory recovered = _recovered[holder];
        if (recovered.counted == perUnit) return;
        uint256 owed = recovered.owed + units * (perUnit - recovered.counted);
        _recovered[holder] = Recovered(uint128(perUnit), uint128(owed)); // safe: units of 64 bits, a claim of 64
    }

    /// Notes what a holder and all had at a record time that has passed.
    function _noteVote(uint256 number, address holder, uint256 units) internal {
        Ballot storage ballot = _ballots[number];
        if (block.timestamp <= ballot.recordTime) return;
        if (!ballot.noted) (ballot.noted, ballot.units) = (true, uint64(_state.supply()));
        if (_votes[number][holder] == 0) _votes[number][holder] = units + 1;
    }

    /// Whether something is noted of a holder that outlasts its units: recoveries owed, or votes.
    function _isNoted(address holder) internal view returns (bool) {
        if (_recovered[holder].owed != 0) return true;
        return _votes[_trouble.acceleration][holder] > 1 || _votes[_trouble.consent][holder] > 1;
    }

    /// Gives to one wallet what was noted of another; both are counted in. Of two puts for different days to come
    /// the other wallet's own stands.
    function _moveWatched(address from, address to) internal {
        (PutNotice memory put, PutNotice memory own) = (_putNotices[from], _putNotices[to]);
        if (own.day < BondCode.dayOf(block.timestamp) && own.day != put.day) own.units = 0;
        if (put.units != 0 && (own.units == 0 || own.day == put.day)) {
            bool refused = put.refused && (own.units == 0 || own.refused);
            _putNotices[to] = PutNotice(put.day, put.units + own.units, refused);
            emit IBondOptions.PutNoticed(to, put.day, put.units + own.units);
            delete _putNotices[from];
            if (_missedPut.holder == from) _missedPut.holder = to;
        }
        Trouble memory trouble = _trouble;
        _moveVote(trouble.acceleration, from, to);
        _moveVote(trouble.consent, from, to);
        _recovered[to].owed += _recovered[from].owed;
        _recovered[from].owed = 0;
    }

    function _moveVote(uint256 number, address from, address to) private {
        uint256 noted = _votes[number][from];
        if (noted == 0) return;
        _votes[number][from] = 1;
        _votes[number][to] += noted - 1;
    }
}
