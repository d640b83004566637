// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {HolderRights} from "../interfaces/IBond.sol";
import {IBondServicing, RunApproval} from "../interfaces/IBondServicing.sol";
import {Ballot, IBondTrouble, Motion, TroubleStatus} from "../interfaces/IBondTrouble.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {Delegating} from "../token/Delegating.sol";
import {BondCode} from "./BondCode.sol";
import {BondEntitlement} from "./BondEntitlement.sol";
import {BondOverdue} from "./BondOverdue.sol";

/// Purpose, rules and errors: IBondTrouble.
contract BondTrouble is IBondTrouble, BondOverdue, Delegating {
    /// After so long a vote on acceleration may be opened anew: units trade, and who has sold should not decide for who
    /// has bought; but holders behind custodians need weeks to be asked.
    uint256 private constant VOTE_TERM = 30 days;

    constructor(IIdentityRegistry registry, address pricing)
        BondEntitlement(registry)
        Delegating(pricing)
        EIP712("Tenor Bond", "1")
    {}

    /// @inheritdoc IBondTrouble
    function declareDefault(uint256 number) external {
        HolderRights memory rights = BondCode.rights();
        Trouble memory now_ = _trouble;
        // A put that is missed keeps nobody from declaring a payment, under the vote that is open.
        bool put = now_.missed == PUT && now_.acceleration != 0;
        bool free = now_.missed == 0 || put;
        require(rights.acceleration != 0 && free && _isNext(number), NoEventOfDefault(number, 0));
        uint256 due = number > _lastCoupon() ? _redemptionTime() : _payTime(number - 1);
        uint256 graceEnds = due + uint256(rights.graceDays) * 1 days;
        require(block.timestamp > graceEnds, NoEventOfDefault(number, graceEnds));
        if (put && !_isMissed(PUT)) _end(now_); // what was voted on it is void, though nobody cured
        (now_.missed, now_.since) = (uint16(number), uint40(block.timestamp));
        emit DefaultDeclared(number, msg.sender);
        if (now_.acceleration == 0) _openVote(now_);
        else _trouble = now_;
    }

    /// @inheritdoc IBondTrouble
    function declarePutDefault(address holder) external {
        HolderRights memory rights = BondCode.rights();
        Trouble memory now_ = _trouble;
        uint24 day = _putNotices[holder].day;
        bool stands = _isPutMissed(holder, day) && !_state.redemptionFunded() && (!_endsEarly() || day < _ending.day);
        require(rights.acceleration != 0 && now_.missed == 0 && stands, NoEventOfDefault(PUT, 0));
        uint256 graceEnds = _lastTimeOfPuts(day) + uint256(rights.graceDays) * 1 days;
        require(block.timestamp > graceEnds, NoEventOfDefault(PUT, graceEnds));
        (now_.missed, now_.since) = (PUT, uint40(block.timestamp));
        _missedPut = MissedPut(holder, day);
        emit PutDefaultDeclared(holder, day, msg.sender);
        _openVote(now_);
    }

    /// @inheritdoc IBondTrouble
    function renewVote() external {
        Trouble memory now_ = _inDefault();
        require(_holdings[msg.sender].account.balance() != 0, NotHolder(msg.sender));
        Ballot memory open = _ballots[now_.acceleration];
        uint256 from = open.recordTime + VOTE_TERM;
        bool decided = _carries(open) && block.timestamp > now_.standstillUntil;
        require(block.timestamp > from && !decided, VoteNotRenewable(now_.acceleration, from));
        emit BallotDropped(now_.acceleration);
        _openVote(now_);
    }

    /// @inheritdoc IBondTrouble
    function vote(uint256 number, bool inFavour) external {
        Ballot storage open = _ballots[number];
        (uint40 recordTime, uint40 until) = (open.recordTime, open.until);
        bool inTime = block.timestamp > recordTime && (until == 0 || block.timestamp <= until);
        require(_isOpen(number) && inTime, BallotNotOpen(number, recordTime, until));
        _noteVote(number, msg.sender, _holdings[msg.sender].account.balance());
        uint256 units = _votes[number][msg.sender] - 1;
        require(units != 0, NoVotes(number, msg.sender));
        _votes[number][msg.sender] = 1;
        // Safe: no unit votes twice, and the supply fits.
        if (inFavour) open.inFavour += uint64(units);
        else open.against += uint64(units);
        emit Voted(number, msg.sender, inFavour, units);
    }

    /// @inheritdoc IBondTrouble
    function accelerate() external {
        Trouble memory now_ = _inDefault();
        require(_isMissed(now_.missed), PaidMeanwhile(now_.missed));
        require(block.timestamp > now_.standstillUntil, StandstillHolds(now_.standstillUntil));
        uint256 number = now_.acceleration;
        Ballot memory carried = _ballots[number];
        require(_carries(carried), TooFewVotes(carried.inFavour, _unitsOf(carried)));
        uint256 claim = block.timestamp < _redemptionTime() ? _accelerate() : _claimWhatIsDue();
        now_.acceleration = 0;
        _dropStandstill(now_);
        _trouble = now_;
        emit Accelerated(number, claim, _lastCoupon());
    }

    /// @inheritdoc IBondTrouble
    function cure() external {
        Trouble memory now_ = _inDefault();
        require(!_isMissed(now_.missed), StillMissed(now_.missed));
        _end(now_);
        _trouble = now_;
    }

    /// @inheritdoc IBondTrouble
    function distribute(uint256 amountPerUnit, RunApproval calldata approval) external only(TokenRoles.PAYING_AGENT) {
        uint256 claim = _claim();
        (uint256 run, uint256 units) = (nextRun(), _state.supply());
        uint256 total = amountPerUnit * units;
        bool open = total != 0 && amountPerUnit <= claim && !_state.redemptionFunded();
        require(open, NotDistributable(amountPerUnit, claim));
        _checkRun(run, amountPerUnit, units, total, approval);
        ++_extraRuns;
        _principalFixedLater -= amountPerUnit;
        _recoveredPerUnit += amountPerUnit;
        _trouble.distributed = uint40(block.timestamp);
        emit Distributed(run, amountPerUnit, units, total);
        _collect(total);
    }

    /// @inheritdoc IBondTrouble
    function payRecoveries(address[] calldata holders) external {
        _checkPayer(holders);
        uint256[] memory amounts = new uint256[](holders.length);
        for (uint256 i = 0; i < holders.length; ++i) {
            address holder = holders[i];
            _countRecovered(holder, _holdings[holder].account.balance());
            amounts[i] = _recovered[holder].owed;
            _recovered[holder].owed = 0;
        }
        uint256 refused = _payEach(holders, amounts);
        for (uint256 i = 0; refused != 0; (++i, refused >>= 1)) {
            if (refused & 1 == 0) continue;
            _recovered[holders[i]].owed += uint128(amounts[i]); // safe: it was as much before
            emit IBondServicing.PaymentFailed(holders[i], amounts[i]);
            amounts[i] = 0;
        }
        emit RecoveriesPaid(holders, amounts);
    }

    /// @inheritdoc IBondTrouble
    function proposeTerms(bytes32 newTermsHash, uint40 recordTime, uint40 until) external only(TokenRoles.ISSUER) {
        bool useful = newTermsHash != 0 && newTermsHash != currentTermsHash();
        _propose(_trouble, useful, Ballot(Motion.TERMS, recordTime, until, 0, 0, false, 0, newTermsHash));
    }

    /// @inheritdoc IBondTrouble
    function proposeStandstill(uint40 standstillUntil, uint40 recordTime, uint40 until)
        external
        only(TokenRoles.ISSUER)
    {
        Ballot memory asked = Ballot(
            Motion.STANDSTILL, recordTime, until, 0, 0, false, 0, bytes32(uint256(standstillUntil))
        );
        _propose(_inDefault(), standstillUntil > until, asked);
    }

    /// @inheritdoc IBondTrouble
    function closeConsent() external {
        Trouble memory now_ = _trouble;
        uint256 number = now_.consent;
        Ballot memory closed = _ballots[number];
        require(number != 0 && block.timestamp > closed.until, ConsentNotClosable(number, closed.until));
        (bool agreed, uint256 units) = (_agrees(closed), _unitsOf(closed));
        now_.consent = 0;
        if (agreed && closed.motion == Motion.STANDSTILL) now_.standstillUntil = uint40(uint256(closed.matter));
        _trouble = now_;
        emit ConsentClosed(number, agreed, closed.inFavour, closed.against, units);
        if (!agreed) return;
        if (closed.motion == Motion.STANDSTILL) {
            emit StandstillAgreed(now_.standstillUntil);
        } else {
            _termsHash = closed.matter;
            emit TermsChanged(closed.matter);
        }
    }

    /// @inheritdoc IBondTrouble
    function nextRun() public view returns (uint256) {
        return BondCode.couponCount() + 2 + _extraRuns;
    }

    /// @inheritdoc IBondTrouble
    function currentTermsHash() public view returns (bytes32) {
        return _termsHash != 0 ? _termsHash : BondCode.termsHash();
    }

    /// @inheritdoc IBondTrouble
    function trouble() external view returns (TroubleStatus memory) {
        Trouble memory now_ = _trouble;
        return TroubleStatus({
            missed: now_.missed,
            unpaid: now_.missed != 0 && _isMissed(now_.missed),
            since: now_.since,
            standstillUntil: now_.standstillUntil,
            acceleration: now_.acceleration,
            consent: now_.consent,
            accelerated: _ending.accelerated,
            claim: _claim(),
            recovered: _recoveredPerUnit
        });
    }

    /// @inheritdoc IBondTrouble
    function ballot(uint256 number) external view returns (Ballot memory found) {
        found = _ballots[number];
        found.units = uint64(_unitsOf(found));
    }

    /// @inheritdoc IBondTrouble
    function votesOf(uint256 number, address holder) external view returns (uint256) {
        if (!_isOpen(number) || block.timestamp <= _ballots[number].recordTime) return 0;
        uint256 noted = _votes[number][holder];
        return noted == 0 ? _holdings[holder].account.balance() : noted - 1;
    }

    /// @inheritdoc IBondTrouble
    function recoveryOwed(address holder) external view returns (uint256) {
        Recovered memory recovered = _recovered[holder];
        return recovered.owed + _holdings[holder].account.balance() * (_recoveredPerUnit - recovered.counted);
    }

    /// Opens a consent that is in order.
    function _propose(Trouble memory now_, bool useful, Ballot memory asked) private {
        HolderRights memory rights = BondCode.rights();
        require(rights.quorum != 0 && now_.consent == 0, ConsentNotPossible(now_.consent));
        uint256 firstDay = BondCode.dayOf(block.timestamp) + rights.noticeDays;
        bool inOrder = asked.recordTime >= block.timestamp && asked.until > asked.recordTime
            && BondCode.dayOf(asked.until) >= firstDay;
        require(useful && inOrder, InvalidConsent(asked.matter, asked.recordTime, asked.until, firstDay));
        _openBallot(now_, asked);
    }

    /// Opens a vote on acceleration, of whoever holds now.
    function _openVote(Trouble memory now_) private {
        _openBallot(now_, Ballot(Motion.ACCELERATION, uint40(block.timestamp), 0, 0, 0, false, 0, 0));
    }

    /// Opens a vote in the place of another of its kind; stores where the bond stands.
    function _openBallot(Trouble memory now_, Ballot memory opened) private {
        uint32 number = ++now_.ballots;
        if (opened.motion == Motion.ACCELERATION) now_.acceleration = number;
        else now_.consent = number;
        _trouble = now_;
        _ballots[number] = opened;
        _startWatching();
        emit BallotOpened(number, opened.motion, opened.recordTime, opened.until, opened.matter, msg.sender);
    }

    /// Ends a default whose payment was made, with its votes; the caller stores where the bond stands.
    function _end(Trouble memory now_) private {
        uint256 missed = now_.missed;
        emit BallotDropped(now_.acceleration);
        (now_.missed, now_.since, now_.standstillUntil, now_.acceleration) = (0, 0, 0, 0);
        _dropStandstill(now_);
        emit DefaultCured(missed);
    }

    /// A standstill that is voted on ends with the default that it was asked for.
    function _dropStandstill(Trouble memory now_) private {
        uint256 number = now_.consent;
        if (number == 0 || _ballots[number].motion != Motion.STANDSTILL) return;
        now_.consent = 0;
        emit BallotDropped(number);
    }

    /// Ends the life now, its claim the principal that redeems.
    /// @return claim of one unit [minor]
    function _accelerate() private returns (uint256 claim) {
        uint256 next = _couponAfter(block.timestamp);
        require(next <= BondCode.couponCount(), NothingToAccelerate(next - 1, _redemptionTime()));
        uint256 today = BondCode.dayOf(block.timestamp);
        uint256 outstanding = _outstandingOf(next);
        (uint256 numerator, uint256 denominator) = _accruedOf(next, outstanding, today);
        claim = Math.min(_principalOf(next, outstanding) + numerator / denominator, type(uint64).max);
        _ending = Ending(uint40(block.timestamp), uint24(today), uint16(next - 1), false, true, 0);
        _principalFixedLater = FIXED | claim;
    }

    /// Makes a claim of the principal that is due by now, with default interest to today.
    /// @return claim of one unit [minor]
    function _claimWhatIsDue() private returns (uint256 claim) {
        Ending memory end = _ending;
        uint256 last = _lastCoupon();
        if (_principalFixedLater == 0) {
            uint256 price = end.price == 0 ? WHOLE : end.price;
            _principalFixedLater = FIXED | _scaled(_principalOf(last, _outstandingOf(last)), price);
        }
        claim = Math.min(_principalOfUnit() + _lateNow(last + 1), type(uint64).max);
        _principalFixedLater = FIXED | claim;
        (end.last, end.accelerated, end.price) = (uint16(last), true, 0);
        if (end.time == 0) (end.time, end.day) = _maturity();
        _ending = end;
    }

    function _maturity() private view returns (uint40 time, uint24 day) {
        time = BondCode.maturityTime();
        day = uint24(BondCode.dayOf(time));
    }

    function _inDefault() private view returns (Trouble memory now_) {
        now_ = _trouble;
        bool accelerated = _ending.accelerated;
        require(now_.missed != 0 && !accelerated, NotInDefault(now_.missed, accelerated));
    }

    /// Whether a payment is the next to be funded, or the principal.
    function _isNext(uint256 number) private view returns (bool) {
        if (number == _lastCoupon() + 1) return !_state.redemptionFunded();
        return number == _state.couponsFunded() + 1;
    }

    /// Whether a payment that was missed still is.
    function _isMissed(uint256 number) private view returns (bool) {
        if (number == PUT) return !_state.redemptionFunded() && _isPutMissed(_missedPut.holder, _missedPut.day);
        return number > _lastCoupon() ? !_state.redemptionFunded() : number > _state.couponsFunded();
    }

    /// Whether a holder has units that it put for a day, for which the issuer has not paid.
    function _isPutMissed(address holder, uint24 day) private view returns (bool) {
        PutNotice memory notice = _putNotices[holder];
        bool unpaid = notice.units != 0 && !notice.refused && _unlockedIn(holder, _holdings[holder].account) != 0;
        return unpaid && notice.day == day;
    }

    /// When puts of a day should have been repaid: none can be from a record time to the payment. [s]
    function _lastTimeOfPuts(uint24 day) private view returns (uint256 due) {
        due = BondCode.endOf(day);
        uint256 recorded = _couponsRecorded(_state.couponsFunded());
        while (recorded != 0 && BondCode.dayOf(_recordTime(recorded - 1)) > day) --recorded;
        if (recorded != 0) due = Math.max(due, _payTime(recorded - 1));
    }

    /// What is left of a unit's claim after acceleration. [minor]
    function _claim() private view returns (uint256) {
        return _ending.accelerated ? uint64(_principalFixedLater) : 0;
    }

    function _isOpen(uint256 number) private view returns (bool) {
        Trouble memory now_ = _trouble;
        return number != 0 && (number == now_.acceleration || number == now_.consent);
    }

    /// Units that a vote is counted against.
    function _unitsOf(Ballot memory counted) private view returns (uint256) {
        return counted.noted ? counted.units : _state.supply();
    }

    function _carries(Ballot memory counted) private view returns (bool) {
        uint256 needed = BondCode.rights().acceleration * _unitsOf(counted);
        return counted.inFavour != 0 && counted.inFavour * WHOLE >= needed;
    }

    function _agrees(Ballot memory counted) private view returns (bool) {
        HolderRights memory rights = BondCode.rights();
        uint256 cast = uint256(counted.inFavour) + counted.against;
        return cast != 0 && cast * WHOLE >= rights.quorum * _unitsOf(counted)
            && counted.inFavour * WHOLE >= rights.majority * cast;
    }
}
