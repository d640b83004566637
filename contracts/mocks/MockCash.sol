// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// A plain money token that anybody mints: the well-behaved one, and the ground of those that are not.
contract MockCash {
    event Transfer(address indexed from, address indexed to, uint256 value);

    mapping(address holder => uint256) public balanceOf;
    mapping(address holder => mapping(address spender => uint256)) public allowance;

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
        emit Transfer(address(0), to, amount);
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        return true;
    }

    function transfer(address to, uint256 amount) external virtual returns (bool) {
        return _move(msg.sender, to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) external virtual returns (bool) {
        allowance[from][msg.sender] -= amount;
        return _move(from, to, amount);
    }

    function _move(address from, address to, uint256 amount) internal virtual returns (bool) {
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
        emit Transfer(from, to, amount);
        return true;
    }
}

/// Keeps one minor unit of every transfer for itself.
contract FeeCash is MockCash {
    function _move(address from, address to, uint256 amount) internal override returns (bool) {
        super._move(from, address(this), 1);
        return super._move(from, to, amount - 1);
    }
}

/// Moves nothing for a refused receiver and says so by its answer only.
contract FalseCash is MockCash {
    mapping(address holder => bool) public refused;

    function refuse(address holder, bool yes) external {
        refused[holder] = yes;
    }

    function _move(address from, address to, uint256 amount) internal override returns (bool) {
        return !refused[to] && super._move(from, to, amount);
    }
}

/// Reverts for a blacklisted receiver.
contract BlacklistCash is MockCash {
    error Blacklisted(address holder);

    mapping(address holder => bool) public blacklisted;

    function blacklist(address holder, bool yes) external {
        blacklisted[holder] = yes;
    }

    function _move(address from, address to, uint256 amount) internal virtual override returns (bool) {
        require(!blacklisted[to], Blacklisted(to));
        return super._move(from, to, amount);
    }
}

/// Answers nothing at all, as some old tokens do.
contract SilentCash is MockCash {
    function transfer(address to, uint256 amount) external override returns (bool) {
        _move(msg.sender, to, amount);
        assembly ("memory-safe") {
            return(0x00, 0x00)
        }
    }

    function transferFrom(address from, address to, uint256 amount) external override returns (bool) {
        allowance[from][msg.sender] -= amount;
        _move(from, to, amount);
        assembly ("memory-safe") {
            return(0x00, 0x00)
        }
    }
}

/// Calls somebody else during every transfer, once armed; then it pays, or refuses to.
contract ReentrantCash is MockCash {
    event CalledBack(bool success, bytes answer);

    address private _target;
    bytes private _data;
    bool private _refuses;

    function arm(address target, bytes calldata data, bool refuses) external {
        (_target, _data, _refuses) = (target, data, refuses);
    }

    function run(address target, bytes calldata data) external {
        (bool success, bytes memory answer) = target.call(data);
        if (!success) {
            assembly ("memory-safe") {
                revert(add(answer, 0x20), mload(answer))
            }
        }
    }

    function _move(address from, address to, uint256 amount) internal override returns (bool) {
        (address target, bool refuses) = (_target, _refuses); // whatever it is armed with meanwhile is for the next
        if (target == address(0)) return super._move(from, to, amount);
        _target = address(0);
        (bool success, bytes memory answer) = target.call(_data);
        emit CalledBack(success, answer);
        return !refuses && super._move(from, to, amount);
    }
}

/// Refuses a receiver with more words than anybody wants to copy.
contract BombCash is BlacklistCash {
    function _move(address from, address to, uint256 amount) internal override returns (bool) {
        if (blacklisted[to]) {
            assembly ("memory-safe") {
                revert(0x00, 1000000)
            }
        }
        return super._move(from, to, amount);
    }
}
