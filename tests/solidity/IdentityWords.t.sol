// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bits} from "../../contracts/libraries/Bits.sol";
import {IdentityPolicy, IdentityWord} from "../../contracts/libraries/IdentityWords.sol";
import {Fuzz} from "./Fuzz.sol";

/// Writing one field of a word changes that field alone, and a word is in force exactly by its definition.
contract IdentityWordsTest is Fuzz {
    uint256 private constant FIELDS = 6; // those with a setter for any value
    uint256 private constant TOPICS = 8;
    uint256 private constant ISSUERS = 24;

    function testFuzz_with__any_field__is_read_back_and_leaves_the_others(uint256 word, uint256 which, uint256 value)
        external
        pure
    {
        which %= FIELDS;
        (uint256 offset, uint256 bits) = _place(which);
        uint256 fitting = _within(value, 0, (1 << bits) - 1);
        IdentityWord changed = _with(IdentityWord.wrap(word), which, fitting);
        vm.assertEq(_get(changed, which), fitting);
        uint256 mask = ((1 << bits) - 1) << offset;
        vm.assertEq(IdentityWord.unwrap(changed) & ~mask, word & ~mask);
        vm.assertEq((IdentityWord.unwrap(changed) & mask) >> offset, fitting);
    }

    function testFuzz_with__value_too_large__reverts(uint256 word, uint256 which, uint256 value) external {
        which %= 4; // the others take a type that fits
        (, uint256 bits) = _place(which);
        uint256 large = _within(value, 1 << bits, type(uint256).max - 1);
        vm.expectRevert(abi.encodeWithSelector(Bits.FieldOverflow.selector, large, bits));
        this.write(word, which, large);
    }

    function testFuzz_withProof__any_topics__rest_on_that_issuer_and_the_others_stay(
        uint256 word,
        uint256 mask,
        uint256 index
    ) external pure {
        mask = _within(mask, 0, 0xff);
        index = _within(index, 0, ISSUERS - 1);
        IdentityWord before = IdentityWord.wrap(word);
        IdentityWord changed = before.withProof(mask, index);
        vm.assertEq(changed.topics(), before.topics() | mask);
        for (uint256 topic = 0; topic < TOPICS; ++topic) {
            vm.assertEq(changed.issuer(topic), (mask >> topic) & 1 == 1 ? index : before.issuer(topic));
        }
        // Nothing below the topics and nothing above the issuers.
        vm.assertEq(IdentityWord.unwrap(changed) << 96, word << 96);
        vm.assertEq(IdentityWord.unwrap(changed) >> 208, word >> 208);
    }

    function testFuzz_withIssuer__any_policy__changes_that_issuers_bits_alone(
        uint256 policy,
        uint256 index,
        uint256 mask
    ) external pure {
        mask = _within(mask, 0, 0xff);
        index = _within(index, 0, ISSUERS - 1);
        IdentityPolicy before = IdentityPolicy.wrap(policy);
        IdentityPolicy changed = before.withIssuer(index, mask);
        vm.assertEq(changed.required(), before.required());
        for (uint256 issuer = 0; issuer < ISSUERS; ++issuer) {
            for (uint256 topic = 0; topic < TOPICS; ++topic) {
                bool relied = issuer == index ? (mask >> topic) & 1 == 1 : before.isTrusted(topic, issuer);
                vm.assertEq(changed.isTrusted(topic, issuer), relied);
            }
        }
    }

    function testFuzz_isInForce__any_word_and_policy__is_what_the_definition_says(
        uint256 word,
        uint256 policy,
        uint256 wanted
    ) external view {
        IdentityWord w = IdentityWord.wrap(word);
        IdentityPolicy p = IdentityPolicy.wrap(policy);
        // Mostly words and policies that have what is wanted, so that both answers come up.
        if (wanted % 2 == 0) (w, p) = (w.withTopics(0xff), IdentityPolicy.wrap(policy | ((1 << 192) - 1)));
        wanted = _within(wanted >> 1, 0, 0xff);
        bool expected = w.validUntil() >= block.timestamp;
        for (uint256 topic = 0; topic < TOPICS; ++topic) {
            if (((wanted | p.required()) >> topic) & 1 == 0) continue;
            bool trusted = p.isTrusted(topic, w.issuer(topic));
            expected = expected && (w.topics() >> topic) & 1 == 1 && trusted;
        }
        vm.assertEq(w.isInForce(p, wanted) ? 1 : 0, expected ? 1 : 0);
    }

    function testFuzz_isInForce__bits_beyond_the_topics__ask_for_nothing(uint256 word, uint256 policy, uint256 wanted)
        external
        view
    {
        // Mostly words that are in force, so that a bit too many would be seen.
        IdentityWord lasting = IdentityWord.wrap(word | type(uint40).max);
        IdentityPolicy p = IdentityPolicy.wrap(policy);
        if (wanted % 4 != 0) (lasting, p) = (lasting.withTopics(0xff), IdentityPolicy.wrap(policy | ((1 << 192) - 1)));
        vm.assertEq(lasting.isInForce(p, wanted) ? 1 : 0, lasting.isInForce(p, wanted & 0xff) ? 1 : 0);
    }

    function testFuzz_emptied__any_word__proves_nothing_and_keeps_whose_it_is(
        uint256 word,
        uint256 policy,
        uint256 wanted
    ) external view {
        IdentityWord before = IdentityWord.wrap(word);
        IdentityWord empty = before.emptied();
        vm.assertEq(uint64(empty.investor()), uint64(before.investor()));
        vm.assertEq(empty.issuedAt(), before.issuedAt());
        vm.assertEq(empty.several() ? 1 : 0, before.several() ? 1 : 0);
        vm.assertEq(empty.someRevoked() ? 1 : 0, before.someRevoked() ? 1 : 0);
        vm.assertEq(empty.isInForce(IdentityPolicy.wrap(policy), wanted & 0xff) ? 1 : 0, 0);
        vm.assertEq(empty.onRegister() || empty.hasContract() || empty.claimed() ? 1 : 0, 0);
    }

    /// A call of its own, so that a revert can be expected of it.
    function write(uint256 word, uint256 which, uint256 value) external pure returns (IdentityWord) {
        return _with(IdentityWord.wrap(word), which, value);
    }

    /// Where a field stands, by the table of the library.
    function _place(uint256 field) private pure returns (uint256 offset, uint256 bits) {
        return ([uint256(0), 40, 144, 154, 159, 208][field], [uint256(40), 40, 10, 3, 1, 1][field]);
    }

    function _get(IdentityWord word, uint256 field) private pure returns (uint256) {
        if (field == 0) return word.validUntil();
        if (field == 1) return word.issuedAt();
        if (field == 2) return word.country();
        if (field == 3) return word.investorClass();
        if (field == 4) return word.hasContract() ? 1 : 0;
        return word.claimed() ? 1 : 0;
    }

    function _with(IdentityWord word, uint256 field, uint256 value) private pure returns (IdentityWord) {
        if (field == 0) return word.withValidUntil(value);
        if (field == 1) return word.withIssuedAt(value);
        if (field == 2) return word.withCountry(value);
        if (field == 3) return word.withInvestorClass(value);
        if (field == 4) return word.withHasContract(value == 1);
        return word.withClaimed(value == 1);
    }
}
