// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// The rates of four bands, or what they have come to, in one word.
///
/// | bits    | field | unit                                                                             |
/// |---------|-------|----------------------------------------------------------------------------------|
/// | 0-223   | bands | four lanes of 56 bits: a rate [1e-9 a year], or the sum of rates over days        |
/// | 224-247 | from  | first day at these rates, since 1970-01-01                                        |
///
/// A rate has 32 bits and a number of days 24, so a sum fits its lane, and four products and sums are one.
type BandWord is uint256;

using InterestRates for BandWord global;

library InterestRates {
    uint256 internal constant BANDS = 4;
    uint256 private constant LANE = 56;
    uint256 private constant FROM = LANE * BANDS;
    uint256 private constant LANES = (1 << FROM) - 1;

    /// Rates from a day on.
    function pack(uint24 from_, uint32[4] memory rates) internal pure returns (BandWord) {
        uint256 word = uint256(from_) << FROM;
        for (uint256 band = 0; band < BANDS; ++band) {
            word |= uint256(rates[band]) << (LANE * band);
        }
        return BandWord.wrap(word);
    }

    function lane(BandWord word, uint256 band) internal pure returns (uint256) {
        return uint56(BandWord.unwrap(word) >> (LANE * band));
    }

    function from(BandWord rates) internal pure returns (uint256) {
        return BandWord.unwrap(rates) >> FROM;
    }

    /// What rates have come to by the beginning of a day: what earlier ones had come to, and these since their first day.
    /// The caller knows that the day is not before that.
    function sumsAt(BandWord rates, BandWord sums, uint256 day) internal pure returns (BandWord) {
        unchecked {
            uint256 earned = (BandWord.unwrap(rates) & LANES) * (day - rates.from());
            return BandWord.wrap(BandWord.unwrap(sums) + earned);
        }
    }

    /// Lane by lane, of what came later than the other and so is nowhere less.
    function minus(BandWord sums, BandWord earlier) internal pure returns (BandWord) {
        unchecked {
            return BandWord.wrap(BandWord.unwrap(sums) - BandWord.unwrap(earlier));
        }
    }
}
