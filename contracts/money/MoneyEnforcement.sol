// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TokenWord} from "../libraries/TokenWords.sol";
import {TokenEnforcement} from "../token/TokenEnforcement.sol";
import {MoneyTerms} from "./MoneyTerms.sol";

/// The forced acts of one money token.
abstract contract MoneyEnforcement is TokenEnforcement, MoneyTerms {
    /// @dev Money is minted against fiat received, and says which.
    function _mayMint() internal pure override returns (bool) {
        return false;
    }

    /// @dev Money ceases to be against fiat paid out, and only its holder can ask for that.
    function _burnIsOpen(TokenWord) internal pure override returns (bool) {
        return false;
    }

    /// @dev Nothing: an account's word is all there is.
    function _hasMore(address) internal view virtual override returns (bool) {
        return false;
    }

    /// @dev Nothing: money earns nothing.
    function _moveArrears(address, address) internal virtual override {}
}
