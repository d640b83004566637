// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {IIdentity} from "../interfaces/erc3643/IIdentity.sol";
import {IdentityWord, IdentityWords} from "../libraries/IdentityWords.sol";
import {TrustedIssuers} from "./TrustedIssuers.sol";

/// The words of the register, and the claims by signature that they are written from.
abstract contract SignedClaims is TrustedIssuers, EIP712 {
    bytes32 public constant REGISTRAR_ROLE = keccak256("REGISTRAR_ROLE");

    bytes32 private constant CLAIM_TYPEHASH = keccak256(
        "IdentityClaim(address wallet,address investor,uint16 country,uint8 investorClass,uint8 topics,uint40 issuedAt,uint40 validUntil)"
    );
    uint256 internal constant MAX_BATCH = 250;
    uint256 private constant MAX_WALLETS = 8;
    uint256 private constant MAX_COUNTRY = 999; // ISO 3166-1 numeric codes have three digits
    uint256 private constant MAX_CLASS = 7;

    mapping(address wallet => IdentityWord) internal _words;
    mapping(bytes8 investor => address[]) private _wallets; // of an investor with several
    mapping(address issuer => mapping(bytes32 digest => bool)) public isClaimRevoked;

    /// @inheritdoc IIdentityRegistry
    function register(IdentityClaim[] calldata claims, address issuer, CompactSignature[] calldata signatures)
        external
        onlyRole(REGISTRAR_ROLE)
    {
        uint256 count = claims.length;
        require(count == signatures.length && count <= MAX_BATCH, BatchRefused(count, signatures.length));
        (uint256 index, uint256 trusted) = _reliedOn(issuer);
        bytes32 domain = _domainSeparatorV4();
        for (uint256 i = 0; i < count; ++i) {
            IdentityClaim memory claim = claims[i];
            _checkClaim(claim);
            bytes32 digest = MessageHashUtils.toTypedDataHash(domain, _structHash(claim));
            (address signer,,) = ECDSA.tryRecover(digest, signatures[i].r, signatures[i].vs);
            // Nobody's signature recovers to zero, and zero is relied on for nothing.
            require(signer == issuer && claim.topics & ~trusted == 0, UntrustedClaim(claim.wallet, issuer));
            IdentityWord old = _words[claim.wallet];
            require(
                claim.issuedAt > old.issuedAt(), ClaimSuperseded(claim.wallet, claim.issuedAt, uint40(old.issuedAt()))
            );
            _enter(claim, old, _facts(claim, old, index));
        }
    }

    /// @inheritdoc IIdentityRegistry
    function refresh(IdentityClaim[] calldata claims, address[] calldata issuers, bytes[] calldata signatures)
        external
    {
        uint256 count = claims.length;
        require(
            count != 0 && count <= MAX_WALLETS && count == issuers.length && count == signatures.length,
            BatchRefused(count, signatures.length)
        );
        IdentityClaim memory first = claims[0];
        IdentityWord old = _words[first.wallet];
        _checkOrder(first, old);
        IdentityWord word = _facts(first, old, 0).withTopics(0);
        for (uint256 i = 0; i < count; ++i) {
            IdentityClaim memory claim = claims[i];
            require(_sameFacts(first, claim), InvalidClaim(claim.wallet));
            word = word.withProof(claim.topics, _checkSigned(claim, issuers[i], signatures[i]));
            if (claim.validUntil < word.validUntil()) word = word.withValidUntil(claim.validUntil);
        }
        if (!hasRole(REGISTRAR_ROLE, msg.sender)) _checkNothingLost(first.wallet, old, word);
        _enter(first, old, word);
    }

    /// @inheritdoc IIdentityRegistry
    function revoke(address wallet, bytes32 reason) external onlyRole(REGISTRAR_ROLE) {
        IdentityWord word = _words[wallet];
        require(word.onRegister(), NotOnRegister(wallet));
        _store(wallet, word.withValidUntil(0).withTopics(0).withIssuedAt(block.timestamp));
        emit IdentityRevoked(wallet, msg.sender, reason);
    }

    /// @inheritdoc IIdentityRegistry
    function revokeClaim(IdentityClaim calldata claim) external {
        bytes32 digest = claimDigest(claim);
        (uint256 index, uint256 trusted) = _reliedOn(msg.sender);
        require(trusted != 0, IssuerUnavailable(msg.sender));
        require(claim.issuedAt <= block.timestamp, ClaimNotInForce(claim.wallet, claim.issuedAt, claim.validUntil));
        isClaimRevoked[msg.sender][digest] = true;
        emit ClaimRevoked(claim.wallet, msg.sender, digest);
        _strike(claim, index);
    }

    /// @inheritdoc IIdentityRegistry
    function claimDigest(IdentityClaim calldata claim) public view returns (bytes32) {
        return _hashTypedDataV4(_structHash(claim));
    }

    /// The reference of an investor by its first wallet: never zero but by chance, whatever the address looks like.
    function _investorOf(address first) internal pure returns (bytes8 investor) {
        assembly ("memory-safe") {
            mstore(0x00, and(first, 0xffffffffffffffffffffffffffffffffffffffff))
            investor := and(keccak256(0x00, 0x20), shl(192, 0xffffffffffffffff)) // as abi.encode, without new memory
        }
    }

    /// Writes a word and tells of it.
    function _store(address wallet, IdentityWord word) internal {
        _words[wallet] = word;
        emit IdentityVerified(wallet, IdentityWord.unwrap(word));
    }

    /// The word as another wallet of the investor whose first wallet is given; both say from now on that there are more.
    function _joined(address wallet, IdentityWord word, address first) internal returns (IdentityWord) {
        bytes8 investor = _investorOf(first);
        IdentityWord known = _words[first];
        require(known.investor() == investor, WrongInvestor(wallet, investor));
        address[] storage all = _wallets[investor];
        if (all.length == 0) {
            all.push(first);
            _store(first, known.withSeveral());
        }
        require(all.length < MAX_WALLETS, TooManyWallets(investor));
        all.push(wallet);
        return word.withInvestor(investor).withSeveral();
    }

    function _walletsOf(address wallet) internal view returns (address[] memory all) {
        IdentityWord word = _words[wallet];
        if (word.several()) return _wallets[word.investor()];
        all = new address[](1);
        all[0] = wallet;
    }

    /// The codeless identity of an investor.
    function _codeless(bytes8 investor) internal view virtual returns (IIdentity);

    function _checkCountry(address wallet, uint256 country) internal pure {
        require(country != 0 && country <= MAX_COUNTRY, InvalidClaim(wallet));
    }

    function _checkClass(address wallet, uint256 investorClass) internal pure {
        require(investorClass <= MAX_CLASS, InvalidClaim(wallet));
    }

    function _enter(IdentityClaim memory claim, IdentityWord old, IdentityWord word) private {
        if (old.investor() == 0) {
            word = claim.investor == claim.wallet
                ? word.withInvestor(_investorOf(claim.wallet))
                : _joined(claim.wallet, word, claim.investor);
        } else {
            require(
                old.investor() == _investorOf(claim.investor), WrongInvestor(claim.wallet, _investorOf(claim.investor))
            );
        }
        if (!old.onRegister()) emit IdentityRegistered(claim.wallet, _codeless(word.investor()));
        _store(claim.wallet, word);
    }

    /// The word with the claim's facts and topics, resting on one issuer; whose it is stays.
    function _facts(IdentityClaim memory claim, IdentityWord old, uint256 index) private pure returns (IdentityWord) {
        IdentityWord word = IdentityWords.ofClaim(
            claim.validUntil, claim.issuedAt, claim.country, claim.investorClass, claim.topics, index
        );
        return word.withOwnerOf(old);
    }

    /// EIP-712 hash of a claim. Every member is one static word, so the struct in memory is the encoding asked for.
    function _structHash(IdentityClaim memory claim) private pure returns (bytes32 hash) {
        bytes32 typehash = CLAIM_TYPEHASH;
        assembly ("memory-safe") {
            let data := mload(0x40)
            mstore(data, typehash)
            mcopy(add(data, 0x20), claim, 0xe0)
            hash := keccak256(data, 0x100)
        }
    }

    /// Whether a claim is complete, and its codes are ones.
    function _checkFields(IdentityClaim memory claim) private pure {
        bool named = claim.wallet != address(0) && claim.investor != address(0) && claim.topics != 0;
        bool coded = claim.country != 0 && claim.country <= MAX_COUNTRY && claim.investorClass <= MAX_CLASS;
        require(named && coded && claim.issuedAt <= claim.validUntil, InvalidClaim(claim.wallet));
    }

    function _checkClaim(IdentityClaim memory claim) private view {
        _checkFields(claim);
        require(
            claim.issuedAt <= block.timestamp && block.timestamp <= claim.validUntil,
            ClaimNotInForce(claim.wallet, claim.issuedAt, claim.validUntil)
        );
    }

    /// Checks one claim of a set and returns its issuer's index.
    function _checkSigned(IdentityClaim memory claim, address issuer, bytes calldata signature)
        private
        view
        returns (uint256 index)
    {
        _checkClaim(claim);
        uint256 trusted;
        (index, trusted) = _reliedOn(issuer);
        bytes32 digest = _hashTypedDataV4(_structHash(claim));
        require(!isClaimRevoked[issuer][digest], ClaimIsRevoked(claim.wallet, digest));
        require(
            claim.topics & ~trusted == 0 && SignatureChecker.isValidSignatureNow(issuer, digest, signature),
            UntrustedClaim(claim.wallet, issuer)
        );
    }

    /// The claim that states the facts is no older than the one on record; after a revocation it is newer.
    function _checkOrder(IdentityClaim memory first, IdentityWord old) private pure {
        bool again = old.validUntil() != 0 && first.issuedAt == old.issuedAt();
        require(
            again || first.issuedAt > old.issuedAt(),
            ClaimSuperseded(first.wallet, first.issuedAt, uint40(old.issuedAt()))
        );
    }

    /// Anybody may bring claims for a wallet that is on the register and not revoked; while it is verified, the new
    /// word must hold all that it has, and as long.
    function _checkNothingLost(address wallet, IdentityWord old, IdentityWord word) private view {
        require(old.onRegister() && old.validUntil() != 0, RefreshRefused(wallet));
        if (!old.isInForce(_policy, 0)) return;
        uint256 lost = old.trustedTopics(_policy) & ~word.topics();
        bool sameFacts = word.country() == old.country() && word.investorClass() == old.investorClass();
        require(
            lost == 0 && word.validUntil() >= old.validUntil() && (sameFacts || word.issuedAt() > old.issuedAt()),
            RefreshRefused(wallet)
        );
    }

    /// Takes a claim that its issuer has revoked out of the word of its wallet.
    function _strike(IdentityClaim memory claim, uint256 index) private {
        IdentityWord word = _words[claim.wallet];
        uint256 resting = _restingOn(word, index);
        bool superseded = claim.issuedAt < word.issuedAt() && resting == word.topics();
        if (word.claimed() && claim.issuedAt == word.issuedAt() && resting != 0) {
            word = word.withTopics(0).withValidUntil(0); // the facts themselves came from it
        } else if (!superseded) {
            word = word.withTopics(word.topics() & ~(claim.topics & resting));
        }
        // No claim as old comes in again.
        if (claim.issuedAt > word.issuedAt()) word = word.withIssuedAt(claim.issuedAt);
        _store(claim.wallet, word);
    }

    /// Topics of the word that rest on one issuer.
    function _restingOn(IdentityWord word, uint256 index) private pure returns (uint256 mask) {
        uint256 proved = word.topics();
        for (uint256 topic = 0; proved >> topic != 0; ++topic) {
            if ((proved >> topic) & 1 == 1 && word.issuer(topic) == index) mask |= 1 << topic;
        }
    }

    function _sameFacts(IdentityClaim memory first, IdentityClaim memory claim) private pure returns (bool) {
        return claim.wallet == first.wallet && claim.investor == first.investor && claim.country == first.country
            && claim.investorClass == first.investorClass;
    }
}
