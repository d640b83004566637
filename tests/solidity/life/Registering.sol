// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityRegistry} from "../../../contracts/interfaces/IIdentityRegistry.sol";
import {PackedClaim, PackedClaims} from "../../../contracts/libraries/PackedClaims.sol";
import {Books} from "./Books.sol";

/// The acts on the register.
abstract contract Registering is Books {
    function register(uint256 wallet, uint256 term) external {
        _tick();
        _register(wallet % (PAYER + 1), _within(term, 1 hours, 400 days));
    }

    /// Anybody brings newer claims.
    function refresh(uint256 wallet, uint256 term, uint256 caller) external {
        _tick();
        wallet %= PAYER + 1;
        IIdentityRegistry.IdentityClaim[] memory claims = new IIdentityRegistry.IdentityClaim[](1);
        (address[] memory issuers, bytes[] memory signatures) = (new address[](1), new bytes[](1));
        claims[0] = _claim(wallet, _now() + _within(term, 1 hours, 400 days));
        (issuers[0], signatures[0]) = (provider, _signature(claims[0]));
        vm.prank(_wallets[caller % WALLETS]);
        try registry.refresh(claims, issuers, signatures) {
            _must(_books[wallet].validUntil != 0, "a stranger's refresh makes nobody verified");
            _books[wallet].validUntil = claims[0].validUntil;
        } catch {}
    }

    function revoke(uint256 wallet) external {
        _tick();
        wallet %= PAYER + 1;
        vm.prank(REGISTRAR);
        try registry.revoke(_wallets[wallet], "") {
            _books[wallet].validUntil = 0;
        } catch {}
    }

    function _register(uint256 wallet, uint256 term) internal {
        IIdentityRegistry.IdentityClaim memory claim = _claim(wallet, _now() + term);
        IIdentityRegistry.CompactSignature[] memory signatures = new IIdentityRegistry.CompactSignature[](1);
        (PackedClaim[] memory claims, address[] memory investors) = (new PackedClaim[](1), new address[](1));
        PackedClaim facts = PackedClaims.pack(claim.validUntil, claim.country, claim.investorClass, claim.topics);
        claims[0] = PackedClaim.wrap(uint256(uint160(claim.wallet)) << 96 | PackedClaim.unwrap(facts));
        (investors[0], signatures[0]) = (claim.investor, _compactSignature(claim));
        vm.prank(REGISTRAR);
        try registry.registerSigned(provider, claim.issuedAt, claims, investors, signatures) {
            _books[wallet].validUntil = claim.validUntil;
        } catch {}
    }
}
