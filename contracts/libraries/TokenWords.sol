// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bits} from "./Bits.sol";

/// What every transfer of a token has to know, in one storage word.
///
/// | bits    | field            | meaning                                                             |
/// |---------|------------------|---------------------------------------------------------------------|
/// | 0-63    | supply           | [units] of a bond, [minor] of a money token                         |
/// | 64      | paused           |                                                                     |
/// | 65-74   | couponsFunded    |                                                                     |
/// | 75      | redemptionFunded |                                                                     |
/// | 76-83   | requiredTopics   | beside those the registry requires of all; bit i is index i         |
/// | 84-91   | excludedClasses  | investor classes that may not receive                               |
/// | 92-155  | maxHolding       | per investor, 0 for none; unit as the supply                        |
/// | 156-195 | closedFrom       | [s] first second of the closed period                               |
/// | 196-235 | closedUntil      | [s] last second of the closed period                                |
/// | 236-243 | switches         | see the constants                                                   |
/// | 244-253 | homeCountry      | passes the country rule without a look at the list; 0 for none      |
/// | 254     | byCoupon         | what holders earn is counted coupon by coupon                       |
/// | 255     | watched          | a bond leaves its planned course: see BondCourse                    |
type TokenWord is uint256;

using TokenWords for TokenWord global;

library TokenWords {
    uint256 internal constant COUNTRIES_ALLOWED = 1 << 236; // only these countries
    uint256 internal constant COUNTRIES_RESTRICTED = 1 << 237; // all but these countries
    uint256 internal constant LIMITS = 1 << 238; // a limit of the second word is on
    uint256 internal constant EXTERNAL_RULES = 1 << 239; // a compliance contract is set
    uint256 internal constant LIVE_VERIFICATION = 1 << 240; // claims in identity contracts are verified every time
    uint256 internal constant SPENDER_LIST = 1 << 241; // only listed spenders may use an allowance
    uint256 internal constant APPROVAL_NEEDED = 1 << 242; // each transfer must be approved beforehand
    uint256 internal constant OTHER_REGISTRY = 1 << 243; // not the register of the implementation
    uint256 internal constant BY_COUPON = 1 << 254; // sums would be rounded or taxed otherwise
    uint256 internal constant WATCHED = 1 << 255; // an early end, a late payment, a vote or a recovery

    uint256 private constant PAUSED = 64;
    uint256 private constant COUPONS_FUNDED = 65;
    uint256 private constant REDEMPTION_FUNDED = 75;
    uint256 private constant REQUIRED_TOPICS = 76;
    uint256 private constant EXCLUDED_CLASSES = 84;
    uint256 private constant MAX_HOLDING = 92;
    uint256 private constant CLOSED_FROM = 156;
    uint256 private constant CLOSED_UNTIL = 196;
    uint256 private constant HOME_COUNTRY = 244;

    function supply(TokenWord word) internal pure returns (uint256) {
        return _get(word, 0, 64);
    }

    function paused(TokenWord word) internal pure returns (bool) {
        return _get(word, PAUSED, 1) == 1;
    }

    function couponsFunded(TokenWord word) internal pure returns (uint256) {
        return _get(word, COUPONS_FUNDED, 10);
    }

    function redemptionFunded(TokenWord word) internal pure returns (bool) {
        return _get(word, REDEMPTION_FUNDED, 1) == 1;
    }

    function requiredTopics(TokenWord word) internal pure returns (uint256) {
        return _get(word, REQUIRED_TOPICS, 8);
    }

    function excludedClasses(TokenWord word) internal pure returns (uint256) {
        return _get(word, EXCLUDED_CLASSES, 8);
    }

    function maxHolding(TokenWord word) internal pure returns (uint256) {
        return _get(word, MAX_HOLDING, 64);
    }

    function closedFrom(TokenWord word) internal pure returns (uint256) {
        return _get(word, CLOSED_FROM, 40);
    }

    function closedUntil(TokenWord word) internal pure returns (uint256) {
        return _get(word, CLOSED_UNTIL, 40);
    }

    function homeCountry(TokenWord word) internal pure returns (uint256) {
        return _get(word, HOME_COUNTRY, 10);
    }

    /// Whether a moment lies in the closed period, both ends included.
    function isClosedAt(TokenWord word, uint256 time) internal pure returns (bool) {
        return time <= closedUntil(word) && time >= closedFrom(word);
    }

    /// Whether nothing can be transferred at a moment, whoever would.
    function isShutAt(TokenWord word, uint256 time) internal pure returns (bool) {
        return paused(word) || isClosedAt(word, time);
    }

    /// What the token asks its register for: the topics, and on top whether to verify live.
    function wanted(TokenWord word) internal pure returns (uint256) {
        return requiredTopics(word) | (TokenWord.unwrap(word) & LIVE_VERIFICATION);
    }

    function has(TokenWord word, uint256 switches) internal pure returns (bool) {
        return TokenWord.unwrap(word) & switches != 0;
    }

    function withSupply(TokenWord word, uint256 value) internal pure returns (TokenWord) {
        return _set(word, 0, 64, value);
    }

    function withPaused(TokenWord word, bool value) internal pure returns (TokenWord) {
        return _set(word, PAUSED, 1, value ? 1 : 0);
    }

    function withCouponsFunded(TokenWord word, uint256 value) internal pure returns (TokenWord) {
        return _set(word, COUPONS_FUNDED, 10, value);
    }

    function withRedemptionFunded(TokenWord word) internal pure returns (TokenWord) {
        return _set(word, REDEMPTION_FUNDED, 1, 1);
    }

    function withRequiredTopics(TokenWord word, uint256 value) internal pure returns (TokenWord) {
        return _set(word, REQUIRED_TOPICS, 8, value);
    }

    function withExcludedClasses(TokenWord word, uint256 value) internal pure returns (TokenWord) {
        return _set(word, EXCLUDED_CLASSES, 8, value);
    }

    function withMaxHolding(TokenWord word, uint256 value) internal pure returns (TokenWord) {
        return _set(word, MAX_HOLDING, 64, value);
    }

    function withClosed(TokenWord word, uint256 from, uint256 until) internal pure returns (TokenWord) {
        return _set(_set(word, CLOSED_FROM, 40, from), CLOSED_UNTIL, 40, until);
    }

    function withHomeCountry(TokenWord word, uint256 value) internal pure returns (TokenWord) {
        return _set(word, HOME_COUNTRY, 10, value);
    }

    function withSwitch(TokenWord word, uint256 switches, bool on) internal pure returns (TokenWord) {
        uint256 w = TokenWord.unwrap(word);
        return TokenWord.wrap(on ? w | switches : w & ~switches);
    }

    function _get(TokenWord word, uint256 offset, uint256 bits) private pure returns (uint256) {
        return Bits.get(TokenWord.unwrap(word), offset, bits);
    }

    function _set(TokenWord word, uint256 offset, uint256 bits, uint256 value) private pure returns (TokenWord) {
        return TokenWord.wrap(Bits.set(TokenWord.unwrap(word), offset, bits, value));
    }
}
