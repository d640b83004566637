// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bond} from "../../../contracts/bond/Bond.sol";
import {BondAdministration} from "../../../contracts/bond/BondAdministration.sol";
import {BondEnforcement} from "../../../contracts/bond/BondEnforcement.sol";
import {BondFactory} from "../../../contracts/bond/BondFactory.sol";
import {BondFixing} from "../../../contracts/bond/BondFixing.sol";
import {BondOptions} from "../../../contracts/bond/BondOptions.sol";
import {BondPricing} from "../../../contracts/bond/BondPricing.sol";
import {BondServicing} from "../../../contracts/bond/BondServicing.sol";
import {BondTrouble} from "../../../contracts/bond/BondTrouble.sol";
import {IdentityRegistry} from "../../../contracts/identity/IdentityRegistry.sol";
import {BondTerms} from "../../../contracts/interfaces/IBond.sol";
import {BondRoles} from "../../../contracts/interfaces/IBondFactory.sol";
import {MoneyRoles} from "../../../contracts/interfaces/IMoneyToken.sol";
import {IIdentityRegistry} from "../../../contracts/interfaces/IIdentityRegistry.sol";
import {IClaimIssuer} from "../../../contracts/interfaces/erc3643/IIdentity.sol";
import {DayCount} from "../../../contracts/libraries/DayCounts.sol";
import {CashAdministration} from "../../../contracts/money/CashAdministration.sol";
import {CashEnforcement} from "../../../contracts/money/CashEnforcement.sol";
import {MoneyConfiguration} from "../../../contracts/money/MoneyTerms.sol";
import {CashToken} from "../../../contracts/money/CashToken.sol";
import {DeliveryVersusPayment} from "../../../contracts/settlement/DeliveryVersusPayment.sol";
import {Fuzz} from "../Fuzz.sol";

/// A bond as the factory makes it, its money, its register and its settlement venue, with everybody who acts on them.
abstract contract World is Fuzz {
    uint256 internal constant COUPONS = 3;
    uint256 internal constant UNITS = 1000;
    uint256 internal constant LEAST = 2; // units of the least holding
    uint256 internal constant FACE = 50_000_000; // [minor]
    uint256 internal constant RATE = 40_500_000; // [1e-9]
    uint256 internal constant FIRST_DAY = 19_000; // [days since 1970-01-01]
    uint256 internal constant PERIOD = 182; // [days]
    uint256 internal constant RECORD_LEAD = 5; // [days] from record time to pay time

    // Wallets by their index: two of investor A, two of B, one of C and one of D, the issuer, the paying agent, the
    // bond itself as a payee, and a stranger who is never on the register.
    uint256 internal constant HOLDERS = 6;
    uint256 internal constant ISSUER = 6;
    uint256 internal constant PAYER = 7;
    uint256 internal constant BOND = 8;
    uint256 internal constant STRANGER = 9;
    uint256 internal constant WALLETS = 10;

    uint256 private constant FIRST_KEY = 1000;
    uint256 private constant PROVIDER_KEY = 2000;
    uint256 internal constant APPROVER_KEY = 3000;

    address internal constant CENTRAL_BANK = address(0xC1);
    address internal constant REGISTRAR = address(0xC2);
    address internal constant OFFICER = address(0xC3);
    address internal constant CUSTODIAN = address(0xC4);
    address internal constant PAUSER = address(0xC5);
    address internal constant OWNER = address(0xC6);

    IdentityRegistry internal immutable registry;
    DeliveryVersusPayment internal immutable dvp;
    CashToken internal immutable cash;
    BondFactory internal immutable factory;
    Bond internal immutable bond;
    address internal immutable provider;
    address[10] internal _behind; // what tokens delegate to: it must stay without owner, roles and units

    address[WALLETS] internal _wallets;

    constructor() {
        vm.warp(FIRST_DAY * 1 days);
        provider = vm.addr(PROVIDER_KEY);
        for (uint256 i = 0; i < WALLETS; ++i) {
            _wallets[i] = vm.addr(_key(i));
        }
        registry = new IdentityRegistry(OWNER, REGISTRAR);
        dvp = new DeliveryVersusPayment();
        cash = _money();
        _behind[2] = address(new BondPricing(registry));
        _behind[3] = address(new BondTrouble(registry, _behind[2]));
        _behind[4] = address(new BondOptions(registry, _behind[3]));
        _behind[5] = address(new BondFixing(registry, _behind[4]));
        _behind[6] = address(new BondEnforcement(registry, _behind[5]));
        _behind[7] = address(new BondAdministration(registry, _behind[6]));
        _behind[8] = address(new BondServicing(registry, _behind[7]));
        factory = new BondFactory(registry, _behind[8]);
        _behind[9] = address(factory.implementation());
        (BondTerms memory terms, uint256[] memory periods, BondRoles memory roles) = _issue();
        vm.prank(_wallets[ISSUER]);
        bond = Bond(factory.createBond(terms, periods, new uint256[](0), "", roles));
        _wallets[BOND] = address(bond);
        _trustProvider();
    }

    function _key(uint256 wallet) internal pure returns (uint256) {
        return FIRST_KEY + wallet;
    }

    /// Whose a wallet is: 0 and 1 are one investor's, 2 and 3 another's, every other is its own.
    function _first(uint256 wallet) internal pure returns (uint256) {
        return wallet == 1 || wallet == 3 ? wallet - 1 : wallet;
    }

    /// The end of this second decides who is paid a coupon. [s]
    function _recordTime(uint256 number) internal pure returns (uint256) {
        return _payTime(number) - RECORD_LEAD * 1 days;
    }

    function _payTime(uint256 number) internal pure returns (uint256) {
        return (FIRST_DAY + number * PERIOD) * 1 days;
    }

    /// Interest of one unit for one coupon, half up, from the definition of ACT/365F. [minor]
    function _couponOfUnit() internal pure returns (uint256) {
        return (2 * FACE * RATE * PERIOD + 365e9) / (2 * 365e9);
    }

    /// A claim that the provider signs now.
    function _claim(uint256 wallet, uint256 validUntil) internal view returns (IIdentityRegistry.IdentityClaim memory) {
        return IIdentityRegistry.IdentityClaim({
            wallet: _wallets[wallet],
            investor: _wallets[_first(wallet)],
            country: 344,
            investorClass: wallet == BOND ? 0 : 2,
            topics: 1,
            issuedAt: uint40(vm.getBlockTimestamp()),
            validUntil: uint40(validUntil)
        });
    }

    function _signature(IIdentityRegistry.IdentityClaim memory claim) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(PROVIDER_KEY, registry.claimDigest(claim));
        return abi.encodePacked(r, s, v);
    }

    function _compactSignature(IIdentityRegistry.IdentityClaim memory claim)
        internal
        view
        returns (IIdentityRegistry.CompactSignature memory)
    {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(PROVIDER_KEY, registry.claimDigest(claim));
        return IIdentityRegistry.CompactSignature(r, bytes32(uint256(s) | uint256(v - 27) << 255));
    }

    function _money() private returns (CashToken) {
        MoneyConfiguration memory configuration = MoneyConfiguration({
            registry: registry,
            name: bytes32("Hong Kong dollar") | bytes32(uint256(16)),
            symbol: bytes32("HKD") | bytes32(uint256(3)),
            currency: "HKD",
            decimals: 2,
            settlementVenue: address(dvp),
            dualControl: false
        });
        _behind[0] = address(new CashEnforcement(configuration));
        _behind[1] = address(new CashAdministration(configuration, _behind[0]));
        return new CashToken(configuration, MoneyRoles(CENTRAL_BANK, REGISTRAR, OFFICER, CUSTODIAN, PAUSER), _behind[1]);
    }

    function _issue() private view returns (BondTerms memory terms, uint256[] memory periods, BondRoles memory roles) {
        terms.name = bytes32("Bond") | bytes32(uint256(4));
        terms.symbol = bytes32("B") | bytes32(uint256(1));
        (terms.cash, terms.currency, terms.settlementVenue) = (address(cash), "HKD", address(dvp));
        (terms.unitFace, terms.units, terms.minUnits) = (uint64(FACE), uint64(UNITS), uint32(LEAST));
        (terms.rate, terms.dayCount) = (uint64(RATE), DayCount.ACT_365F);
        terms.issueTime = uint40(FIRST_DAY * 1 days);
        terms.maturityTime = uint40(_payTime(COUPONS));
        terms.months = 6;
        periods = new uint256[](COUPONS);
        for (uint256 i = 0; i < COUPONS; ++i) {
            uint256 start = FIRST_DAY + i * PERIOD;
            periods[i] = start << 232 | (start + PERIOD) << 208 | _recordTime(i + 1) << 168 | _payTime(i + 1) << 128;
        }
        roles = BondRoles({
            issuer: _wallets[ISSUER],
            payingAgent: _wallets[PAYER],
            paymentApprover: vm.addr(APPROVER_KEY),
            calculationAgent: address(0),
            registrar: REGISTRAR,
            complianceOfficer: OFFICER,
            custodian: CUSTODIAN,
            pauser: PAUSER
        });
    }

    function _trustProvider() private {
        uint256[] memory topics = new uint256[](1);
        topics[0] = 1;
        vm.prank(OWNER);
        registry.addClaimTopic(1);
        vm.prank(OWNER);
        registry.addTrustedIssuer(IClaimIssuer(provider), topics);
    }
}
