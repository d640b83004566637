// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondFixing, MakeWholeTerms} from "../interfaces/IBondFixing.sol";
import {IBondMakeWhole} from "../interfaces/IBondMakeWhole.sol";
import {IBondOptions} from "../interfaces/IBondOptions.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {BondAnnexes} from "./BondAnnexes.sol";
import {BondCode} from "./BondCode.sol";
import {BondEndings} from "./BondEndings.sol";
import {BondFlows} from "./BondFlows.sol";

/// Purpose, rules and errors: IBondMakeWhole.
abstract contract BondMakeWhole is IBondMakeWhole, BondEndings, BondFlows {
    /// @inheritdoc IBondMakeWhole
    function giveMakeWholeNotice(bytes calldata annex, uint40 time) external only(TokenRoles.ISSUER) {
        MakeWholeTerms memory terms = BondAnnexes.read(annex).makeWhole;
        uint24 day = uint24(BondCode.dayOf(time));
        require(day <= terms.until, IBondOptions.NoSuchOption(day));
        _checkNotice(day, terms.noticeDays);
        uint256 last = _endAt(time, day, 0);
        _valueOf(_ending, terms.least + terms.spread); // what has no value cannot end so
        // What is paid on that day is not in the present value any more.
        require(last == 0 || BondCode.dayOf(BondCode.payTime(last - 1)) > day, IBondOptions.EndNotOpen(time, 0));
    }

    /// @inheritdoc IBondMakeWhole
    function fixReferenceYield(bytes calldata annex, int64 yield, bytes32 evidence)
        external
        only(TokenRoles.CALCULATION_AGENT)
    {
        MakeWholeTerms memory terms = BondAnnexes.read(annex).makeWhole;
        Ending memory ending = _ending;
        bool open = ending.time != 0 && ending.price == 0 && BondCode.dayOf(block.timestamp) >= ending.day;
        require(open && _principalFixedLater == 0, YieldNotOpen(ending.day));
        require(yield >= terms.least && yield <= terms.most, IBondFixing.OutsideBounds(yield, terms.least, terms.most));
        emit ReferenceYieldFixed(yield, evidence);
        _fixPrincipal(_valueOf(ending, yield + terms.spread));
    }

    /// What is repaid of one unit at such an end, by the life as it was planned. [minor]
    function _valueOf(Ending memory ending, int64 yield) private returns (uint256 principal) {
        delete _ending;
        principal = _makeWhole(ending.day, yield);
        _ending = ending;
    }
}
