// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ITestStablecoin} from "../interfaces/ITestStablecoin.sol";

/// Purpose, rules and errors: ITestStablecoin.
contract TestStablecoin is ITestStablecoin, ERC20, ERC20Permit {
    struct Served {
        uint32 day;
        uint128 amount;
    }

    /// @inheritdoc ITestStablecoin
    uint128 public immutable dailyAmount;

    mapping(address wallet => Served) private _served;

    /// @param currency that one coin stands for, e.g. USD
    /// @param dailyAmount_ [minor] of six decimals
    constructor(string memory currency, uint128 dailyAmount_)
        ERC20(string.concat("TEST ", currency, " - no value"), string.concat("TEST", currency))
        ERC20Permit(string.concat("TEST ", currency, " - no value"))
    {
        dailyAmount = dailyAmount_;
    }

    /// Says by name what this token does not do, where a plain one would answer nothing.
    fallback() external {
        revert NotSupported(msg.sig);
    }

    /// @inheritdoc ITestStablecoin
    function faucet(uint128 amount) external {
        uint128 left = faucetLeft(msg.sender);
        require(amount != 0 && amount <= left, FaucetExceeded(msg.sender, amount, left));
        _served[msg.sender] = Served(_today(), dailyAmount - left + amount);
        _mint(msg.sender, amount);
    }

    /// @inheritdoc ITestStablecoin
    function faucetLeft(address wallet) public view returns (uint128) {
        Served memory served = _served[wallet];
        return served.day == _today() ? dailyAmount - served.amount : dailyAmount;
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    function _today() private view returns (uint32) {
        return uint32(block.timestamp / 1 days);
    }
}
