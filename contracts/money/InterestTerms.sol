// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IInterestDeposits, InterestConfiguration} from "../interfaces/IInterestDeposits.sol";
import {HolderAccount, HolderAccounts} from "../libraries/HolderAccounts.sol";
import {BandWord, InterestRates} from "../libraries/InterestRates.sol";
import {TokenWord} from "../libraries/TokenWords.sol";
import {DepositTerms} from "./DepositTerms.sol";
import {MoneyTerms} from "./MoneyTerms.sol";

/// Deposits that earn interest: purpose and rules in IInterestDeposits.
/// @dev Its storage has a place of its own (ERC-7201), so that all pieces of a token find it there.
abstract contract InterestTerms is DepositTerms {
    uint256 internal constant RATE_SCALE = 1e9;

    /// @param earned and not credited [minor / (1e9 * days in a year)]
    /// @param until the beginning of this day; 0 where the account has never been touched
    /// @param period whose rates held then
    struct Earnings {
        int128 earned;
        uint24 until;
        uint32 period;
    }

    /// @param sums that earlier rates had come to when these began
    struct RatePeriod {
        BandWord rates;
        BandWord sums;
    }

    /// @custom:storage-location erc7201:tenor.interest
    struct InterestState {
        mapping(address holder => Earnings) earnings;
        RatePeriod[] periods; // of all but the last it is sure that they have begun
    }

    // keccak256(abi.encode(uint256(keccak256("tenor.interest")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant PLACE = 0x7c3ce62bdea3cf5df052459538ad14825d0392e1878ff65dc4cd1d5cfa427f00;

    uint64 private immutable _secondAbove;
    uint64 private immutable _thirdAbove;
    uint64 private immutable _fourthAbove;
    uint16 private immutable _daysInYear;
    int32 private immutable _dayBegins;
    uint32 internal immutable _maximumRate;

    constructor(InterestConfiguration memory interest) {
        uint64[3] memory above = interest.above;
        bool ascends = above[0] != 0 && _follows(above[0], above[1]) && _follows(above[1], above[2]);
        bool counts = interest.daysInYear == 365 || interest.daysInYear == 360;
        bool near = interest.dayBegins > -1 days && interest.dayBegins < 1 days;
        require(ascends && counts && near, IInterestDeposits.InvalidInterest());
        (_secondAbove, _thirdAbove, _fourthAbove) = (above[0], above[1], above[2]);
        (_daysInYear, _dayBegins, _maximumRate) = (interest.daysInYear, interest.dayBegins, interest.maximumRate);
    }

    /// @inheritdoc MoneyTerms
    function _currentCursor(TokenWord) internal pure virtual override returns (uint256) {
        return HolderAccounts.NO_CURSOR;
    }

    /// @inheritdoc MoneyTerms
    function _earn(address holder, HolderAccount account) internal virtual override {
        Earnings storage earnings = _interest().earnings[holder];
        Earnings memory now_ = _earnedBy(earnings, account.balance());
        if (now_.until == earnings.until) return; // what is held at the end of the day counts
        (earnings.earned, earnings.until, earnings.period) = (now_.earned, now_.until, now_.period);
    }

    /// What an account has earned up to the end of yesterday.
    /// @param balance held since it was last touched [minor]
    function _earnedBy(Earnings memory earnings, uint256 balance) internal view returns (Earnings memory) {
        uint24 today = _today();
        if (earnings.until == today) return earnings;
        (RatePeriod memory present, uint256 number) = _periodOn(today);
        if (earnings.until != 0 && balance != 0) {
            RatePeriod memory past = earnings.period == number ? present : _interest().periods[earnings.period];
            BandWord sums = present.rates.sumsAt(present.sums, today);
            sums = sums.minus(past.rates.sumsAt(past.sums, earnings.until));
            // Fits: a balance of 64 bits by a sum of 56, over all days of a life.
            earnings.earned += int128(int256(_banded(balance, sums)));
        }
        return Earnings(earnings.earned, today, uint32(number));
    }

    /// What would be credited of earnings: half a minor unit and more is one.
    function _roundedHalfUp(int128 earned) internal view returns (uint256) {
        uint256 one = _oneMinor();
        return earned <= 0 ? 0 : (uint256(int256(earned)) + one / 2) / one;
    }

    /// Parts of a minor unit to one.
    function _oneMinor() internal view returns (uint256) {
        return RATE_SCALE * _daysInYear;
    }

    /// The rates of a day, which must not be before the first, and which period has them.
    function _periodOn(uint256 day) internal view returns (RatePeriod memory found, uint256 number) {
        RatePeriod[] storage periods = _interest().periods;
        number = periods.length - 1;
        while (periods[number].rates.from() > day) --number;
        found = periods[number];
    }

    function _setFirstRates(uint32[4] memory rates) internal {
        uint24 today = _today();
        _checkRates(rates);
        _interest().periods.push(RatePeriod(InterestRates.pack(today, rates), BandWord.wrap(0)));
        emit IInterestDeposits.RatesSet(today, rates);
    }

    function _checkRates(uint32[4] memory rates) internal view {
        for (uint256 band = 0; band < rates.length; ++band) {
            require(rates[band] <= _maximumRate, IInterestDeposits.RateTooHigh(rates[band], _maximumRate));
        }
    }

    function _configuration() internal view returns (InterestConfiguration memory) {
        uint32[4] memory first = _ratesIn(_interest().periods[0].rates);
        uint64[3] memory above = [_secondAbove, _thirdAbove, _fourthAbove];
        return InterestConfiguration(above, first, _maximumRate, _daysInYear, _dayBegins);
    }

    function _ratesIn(BandWord word) internal pure returns (uint32[4] memory rates) {
        for (uint256 band = 0; band < rates.length; ++band) {
            rates[band] = uint32(word.lane(band));
        }
    }

    /// The bank's day, since 1970-01-01.
    function _today() internal view returns (uint24) {
        return uint24(uint256(int256(block.timestamp) + _dayBegins) / 1 days);
    }

    function _interest() internal pure returns (InterestState storage state) {
        bytes32 place = PLACE;
        assembly ("memory-safe") {
            state.slot := place
        }
    }

    /// Each part of a balance by what its band has come to.
    function _banded(uint256 balance, BandWord sums) private view returns (uint256) {
        uint256 fourth = Math.saturatingSub(balance, _fourthAbove);
        uint256 third = Math.saturatingSub(balance, _thirdAbove) - fourth;
        uint256 second = Math.saturatingSub(balance, _secondAbove) - third - fourth;
        uint256 first = balance - second - third - fourth;
        return first * sums.lane(0) + second * sums.lane(1) + third * sums.lane(2) + fourth * sums.lane(3);
    }

    /// Whether a band begins above another, or there is none any more.
    function _follows(uint64 lower, uint64 upper) private pure returns (bool) {
        return lower < upper || upper == type(uint64).max;
    }
}
