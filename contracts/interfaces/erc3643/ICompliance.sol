// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Rules outside the token (ERC-3643): asked before a transfer, told after every movement.
interface ICompliance {
    event TokenBound(address token);
    event TokenUnbound(address token);

    /// Makes a token the one that these rules serve. The owner, or the token while none is bound.
    function bindToken(address token) external;

    /// Ends it. The owner, or the bound token.
    function unbindToken(address token) external;

    /// Whether this is the token bound.
    function isTokenBound(address token) external view returns (bool);

    /// The token bound; zero for none.
    function getTokenBound() external view returns (address);

    /// Whether the rules allow a transfer.
    function canTransfer(address from, address to, uint256 amount) external view returns (bool);

    /// Told of a transfer, forced ones and recoveries included. Only the bound token.
    function transferred(address from, address to, uint256 amount) external;

    /// Told of a mint. Only the bound token.
    function created(address to, uint256 amount) external;

    /// Told of a burn. Only the bound token.
    function destroyed(address from, uint256 amount) external;
}
