// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {HolderAccount} from "../../../contracts/libraries/HolderAccounts.sol";
import {IERC3643} from "../../../contracts/interfaces/erc3643/IERC3643.sol";
import {TokenWord} from "../../../contracts/libraries/TokenWords.sol";
import {AccessGround} from "./Access.t.sol";

/// Sentences that are false, each near one that is proved: a prover that lets one of these pass proves nothing.
contract WordControlProof {
    function check_plus__any_amount__never_touches_the_frozen_part(uint256 word, uint64 amount) external pure {
        HolderAccount account = HolderAccount.wrap(word);
        assert(account.plus(amount).withheld() == account.withheld());
    }

    function check_withPaused__any_word__is_the_word(uint256 word, bool on) external pure {
        assert(TokenWord.unwrap(TokenWord.wrap(word).withPaused(on)) == word);
    }
}

/// As above.
contract AccessControlProof is AccessGround {
    function check_freeze__whoever_calls__is_refused(address caller, address holder, bool on) external {
        vm.prank(caller);
        (bool done,) = address(_token).call(abi.encodeCall(IERC3643.setAddressFrozen, (holder, on)));
        assert(!done);
    }
}
