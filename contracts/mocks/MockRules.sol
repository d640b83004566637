// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICompliance} from "../interfaces/erc3643/ICompliance.sol";

/// Rules outside a token that repeat what they are told, refuse, fail or call back, as a test wants it.
contract MockRules is ICompliance {
    enum Mood {
        WILLING,
        REFUSING, // says no
        SILENT, // fails when asked
        DEAF, // fails when told
        CLINGING, // fails when it is to go
        GARBLED // answers with what is no yes and no no
    }

    event Told(string what, address from, address to, uint256 amount);
    event CalledBack(bool success, bytes answer);

    error Unwilling();

    Mood private _mood;
    address private _token;
    address private _target;
    bytes private _data;

    function become(Mood mood) external {
        _mood = mood;
    }

    /// Calls the target once, when next told of a movement.
    function arm(address target, bytes calldata data) external {
        (_target, _data) = (target, data);
    }

    function bindToken(address token) external {
        _token = token;
        emit TokenBound(token);
    }

    function unbindToken(address token) external {
        require(_mood != Mood.CLINGING, Unwilling());
        _token = address(0);
        emit TokenUnbound(token);
    }

    function transferred(address from, address to, uint256 amount) external {
        _hear("transferred", from, to, amount);
    }

    function created(address to, uint256 amount) external {
        _hear("created", address(0), to, amount);
    }

    function destroyed(address from, uint256 amount) external {
        _hear("destroyed", from, address(0), amount);
    }

    function canTransfer(address, address, uint256) external view returns (bool) {
        require(_mood != Mood.SILENT, Unwilling());
        if (_mood == Mood.GARBLED) {
            assembly ("memory-safe") {
                mstore(0x00, 2)
                return(0x00, 0x20)
            }
        }
        return _mood != Mood.REFUSING;
    }

    function isTokenBound(address token) external view returns (bool) {
        return token == _token;
    }

    function getTokenBound() external view returns (address) {
        return _token;
    }

    function _hear(string memory what, address from, address to, uint256 amount) private {
        require(_mood != Mood.DEAF, Unwilling());
        emit Told(what, from, to, amount);
        address target = _target;
        if (target == address(0)) return;
        _target = address(0);
        (bool success, bytes memory answer) = target.call(_data);
        emit CalledBack(success, answer);
    }
}
