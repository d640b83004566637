// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BondAnnex, IBondFixing} from "../interfaces/IBondFixing.sol";
import {BondCode} from "./BondCode.sol";

/// What the terms say of events in the life, as whoever acts on it brings it along.
library BondAnnexes {
    /// The annex, if it is the one whose hash is in the code of the bond that runs.
    function read(bytes calldata annex) internal view returns (BondAnnex memory) {
        bytes32 expected = BondCode.annexHash();
        require(keccak256(annex) == expected, IBondFixing.NotTheAnnex(keccak256(annex), expected));
        return abi.decode(annex, (BondAnnex));
    }
}
