// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {IIdentity} from "../interfaces/erc3643/IIdentity.sol";
import {IdentityPolicy, IdentityWord, IdentityWords} from "../libraries/IdentityWords.sol";
import {PackedClaim, PackedClaims} from "../libraries/PackedClaims.sol";
import {TrustedIssuers} from "./TrustedIssuers.sol";

/// The words of the register, and the claims by signature that they are written from.
abstract contract SignedClaims is TrustedIssuers, EIP712 {
    bytes32 public constant REGISTRAR_ROLE = keccak256("REGISTRAR_ROLE");

    bytes32 private constant CLAIM_TYPEHASH = keccak256(
        "IdentityClaim(address wallet,address investor,uint16 country,uint8 investorClass,uint8 topics,uint40 issuedAt,uint40 validUntil)"
    );

    uint256 internal constant MAX_BATCH = 250;
    uint256 private constant MAX_SET = 8; // claims that one wallet is refreshed with
    uint256 private constant MAX_WALLETS = 8; // of an investor
    uint256 private constant MAX_COUNTRY = 999; // ISO 3166-1 numeric codes have three digits
    uint256 private constant MAX_CLASS = 7;

    mapping(address wallet => IdentityWord) internal _words;
    mapping(bytes8 investor => address[]) private _wallets; // of an investor with several
    mapping(address issuer => mapping(bytes32 digest => bool)) public isClaimRevoked;
    mapping(address wallet => mapping(uint256 topic => bytes32 digest)) private _digests; // where it rests on several
    /// When each issuer vouched for a wallet last, but for one whose sole claim it rests on: that stands in the word. [s]
    mapping(address wallet => mapping(uint256 issuer => uint256 time)) private _said;
    mapping(address wallet => uint256 time) private _floors; // [s] of its last word that ended, or was no signed claim

    /// @inheritdoc IIdentityRegistry
    function registerSigned(
        address issuer,
        uint40 issuedAt,
        PackedClaim[] calldata claims,
        address[] calldata investors,
        CompactSignature[] calldata signatures
    ) external onlyRole(REGISTRAR_ROLE) {
        require(
            claims.length == signatures.length && claims.length <= MAX_BATCH,
            BatchRefused(claims.length, signatures.length)
        );
        require(
            investors.length == 0 || investors.length == claims.length, BatchRefused(claims.length, investors.length)
        );
        (uint256 index, uint256 trusted) = _reliedOn(issuer);
        IdentityClaim memory claim;
        claim.issuedAt = issuedAt;
        for (uint256 i = 0; i < claims.length; ++i) {
            _unpack(claim, claims[i]);
            if (investors.length != 0) claim.investor = investors[i];
            if (claim.topics & ~trusted != 0) revert UntrustedClaim(claim.wallet, issuer);
            _bring(issuer, index, claim, claims[i], signatures[i]);
        }
    }

    /// @inheritdoc IIdentityRegistry
    function refresh(IdentityClaim[] calldata claims, address[] calldata issuers, bytes[] calldata signatures)
        external
    {
        uint256 count = claims.length;
        require(count != 0 && count <= MAX_SET && count == signatures.length, BatchRefused(count, signatures.length));
        require(count == issuers.length, BatchRefused(count, issuers.length));
        IdentityClaim memory first = claims[0];
        IdentityWord old = _words[first.wallet];
        IdentityWord word;
        bytes32[] memory digests = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            IdentityClaim memory claim = claims[i];
            require(_sameFacts(first, claim), InvalidClaim(claim.wallet));
            (uint256 index, bytes32 digest) = _checkSigned(claim, issuers[i], signatures[i]);
            word = _with(word, claim, index, digest);
            _checkOrder(claim, old, index, digest);
            digests[i] = digest;
        }
        word = word.notBefore(old.issuedAt());
        if (!word.isOfOneClaim()) {
            for (uint256 i = 0; i < count; ++i) {
                _noteClaim(claims[i], issuers[i], digests[i]);
            }
        }
        if (!hasRole(REGISTRAR_ROLE, msg.sender)) _checkNothingLost(first.wallet, old, word);
        _enter(first, old, word);
    }

    /// @inheritdoc IIdentityRegistry
    function revoke(address wallet, bytes32 reason) external onlyRole(REGISTRAR_ROLE) {
        IdentityWord word = _words[wallet];
        require(word.onRegister(), NotOnRegister(wallet));
        _end(wallet, word.withValidUntil(0).withTopics(0));
        emit IdentityRevoked(wallet, msg.sender, reason);
    }

    /// @inheritdoc IIdentityRegistry
    function revokeClaim(IdentityClaim calldata claim) external {
        bytes32 digest = claimDigest(claim);
        (uint256 index,) = _reliedOn(msg.sender);
        require(_isKnown(msg.sender), IssuerUnavailable(msg.sender));
        require(claim.issuedAt <= block.timestamp, ClaimNotInForce(claim.wallet, claim.issuedAt, claim.validUntil));
        isClaimRevoked[msg.sender][digest] = true;
        emit ClaimRevoked(claim.wallet, msg.sender, digest);
        _strike(claim, index, digest);
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

    /// Writes the word of a wallet whose verification ends now: no claim issued up to now counts again.
    function _end(address wallet, IdentityWord word) internal {
        _store(wallet, word.withIssuedAt(block.timestamp));
    }

    /// The word as another wallet of the investor whose first wallet is given; both say from now on that there are
    /// more.
    function _joined(address wallet, IdentityWord word, address first) internal returns (IdentityWord) {
        bytes8 investor = _investorOf(first);
        IdentityWord known = _words[first];
        require(known.investor() == investor, WrongInvestor(wallet, investor));
        address[] storage all = _wallets[investor];
        if (all.length == 0) {
            all.push(first);
            _store(first, known.withSeveral());
        }
        require(all[0] == first, WrongInvestor(wallet, investor)); // two wallets may share a reference
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

    /// The first wallet of the investor of a word, which is a wallet's own.
    function _firstOf(address wallet, IdentityWord word) internal view returns (address) {
        return word.several() ? _wallets[word.investor()][0] : wallet;
    }

    /// What stands behind a wallet now: its word, or what its identity contract proves.
    function _standing(address wallet, IdentityWord word) internal view virtual returns (IdentityWord);

    /// The codeless identity of an investor.
    function _codeless(bytes8 investor) internal view virtual returns (IIdentity);

    function _checkCountry(address wallet, uint256 country) internal pure {
        require(country != 0 && country <= MAX_COUNTRY, InvalidClaim(wallet));
    }

    function _checkClass(address wallet, uint256 investorClass) internal pure {
        require(investorClass <= MAX_CLASS, InvalidClaim(wallet));
    }

    /// Enters one claim of a batch that its issuer has signed.
    function _bring(
        address issuer,
        uint256 index,
        IdentityClaim memory claim,
        PackedClaim packed,
        CompactSignature calldata signature
    ) private {
        _checkClaim(claim);
        bytes32 digest = _hashTypedDataV4(_structHash(claim));
        (address signer,,) = ECDSA.tryRecover(digest, signature.r, signature.vs);
        // Nobody's signature recovers to zero, and zero is relied on for nothing.
        if (signer != issuer) revert UntrustedClaim(claim.wallet, issuer);
        IdentityWord old = _words[claim.wallet];
        IdentityWord word = IdentityWords.ofClaim(packed, claim.issuedAt, index, digest);
        if (claim.issuedAt <= old.issuedAt()) {
            if (old.validUntil() >= claim.validUntil && _restsOn(claim, old, index, digest)) {
                emit IdentityVerified(claim.wallet, IdentityWord.unwrap(old)); // brought before by somebody else
                return;
            }
            _checkOrder(claim, old, index, digest);
            word = word.notBefore(old.issuedAt());
            if (!word.isOfOneClaim()) _noteClaim(claim, issuer, digest);
        }
        if (old.someRevoked()) _checkNotRevoked(claim, issuer, digest);
        _enter(claim, old, word);
    }

    /// The word with a claim of a set beside those before it, valid as long as all of them are.
    function _with(IdentityWord word, IdentityClaim memory claim, uint256 index, bytes32 digest)
        private
        pure
        returns (IdentityWord)
    {
        if (word.topics() == 0) return IdentityWords.ofClaim(_packed(claim), claim.issuedAt, index, digest);
        // Which of two claims a topic rests on would be for whoever brings them to say.
        require(word.topics() & claim.topics == 0, InvalidClaim(claim.wallet));
        word = word.withClaim(claim.topics, index);
        if (claim.validUntil < word.validUntil()) word = word.withValidUntil(claim.validUntil);
        return claim.issuedAt > word.issuedAt() ? word.withIssuedAt(claim.issuedAt) : word;
    }

    /// Notes that an issuer vouched, and with which claim for each of its topics.
    function _noteClaim(IdentityClaim memory claim, address issuer, bytes32 digest) private {
        (uint256 index,) = _reliedOn(issuer);
        _noteTime(claim.wallet, index, claim.issuedAt);
        for (uint256 topic = 0; claim.topics >> topic != 0; ++topic) {
            if ((claim.topics >> topic) & 1 == 1) _digests[claim.wallet][topic] = digest;
        }
    }

    function _noteTime(address wallet, uint256 index, uint256 time) private {
        if (time > _said[wallet][index]) _said[wallet][index] = time;
    }

    /// Those of the topics of an issuer's claim that the word of its wallet rests on.
    function _restingOn(IdentityClaim memory claim, IdentityWord word, uint256 index, bytes32 digest)
        private
        view
        returns (uint256 resting)
    {
        if (!word.claimed()) return 0;
        uint256 found = word.topicsBy(claim.topics, index);
        if (word.isOfOneClaim()) return word.hasDigest(digest) ? found : 0;
        for (uint256 topic = 0; found >> topic != 0; ++topic) {
            if (_digests[claim.wallet][topic] == digest) resting |= found & (1 << topic);
        }
    }

    /// Fills in what is particular to one claim of a batch, the wallet as its investor's first.
    function _unpack(IdentityClaim memory claim, PackedClaim packed) private pure {
        address wallet = packed.wallet();
        claim.wallet = wallet;
        claim.investor = wallet;
        claim.country = packed.country();
        claim.investorClass = packed.investorClass();
        claim.topics = packed.topics();
        claim.validUntil = packed.validUntil();
    }

    /// Writes the word of a claim's wallet, which is its investor's.
    function _enter(IdentityClaim memory claim, IdentityWord old, IdentityWord word) private {
        address wallet = claim.wallet;
        bytes8 investor = _investorOf(claim.investor);
        if (old.issuedAt() != 0) _remember(wallet, old, word);
        word = word.withOwnerOf(old);
        if (old.investor() != investor) {
            if (old.investor() != 0) revert WrongInvestor(wallet, investor);
            word = claim.investor == wallet ? word.withInvestor(investor) : _joined(wallet, word, claim.investor);
        }
        _words[wallet] = word;
        if (old.onRegister()) emit IdentityVerified(wallet, IdentityWord.unwrap(word));
        else emit IdentityRegistered(wallet, _codeless(investor));
    }

    /// Notes what a word that is replaced says of the order of claims, and the new one does not.
    function _remember(address wallet, IdentityWord old, IdentityWord word) private {
        if (!old.claimed() || old.topics() == 0) {
            _floors[wallet] = old.issuedAt();
        } else if (old.isOfOneClaim()) {
            uint256 index = old.issuer(0); // in every lane
            if (!word.isOfOneClaim() || word.issuer(0) != index) _noteTime(wallet, index, old.issuedAt());
        }
    }

    function _packed(IdentityClaim memory claim) private pure returns (PackedClaim) {
        return PackedClaims.pack(claim.validUntil, claim.country, claim.investorClass, claim.topics);
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
        if (claim.issuedAt > block.timestamp || block.timestamp > claim.validUntil) {
            revert ClaimNotInForce(claim.wallet, claim.issuedAt, claim.validUntil);
        }
    }

    /// Checks one claim of a set and returns its issuer's index and its digest.
    function _checkSigned(IdentityClaim memory claim, address issuer, bytes calldata signature)
        private
        view
        returns (uint256 index, bytes32 digest)
    {
        _checkClaim(claim);
        uint256 trusted;
        (index, trusted) = _reliedOn(issuer);
        digest = _hashTypedDataV4(_structHash(claim));
        _checkNotRevoked(claim, issuer, digest);
        require(
            claim.topics & ~trusted == 0 && SignatureChecker.isValidSignatureNow(issuer, digest, signature),
            UntrustedClaim(claim.wallet, issuer)
        );
    }

    /// A claim is newer than what its issuer said of the wallet before, or the wallet rests on it already. So nothing
    /// comes in again that was replaced, taken back or ended, and no issuer holds up another.
    function _checkOrder(IdentityClaim memory claim, IdentityWord old, uint256 index, bytes32 digest) private view {
        if (claim.issuedAt > old.issuedAt() || _restsOn(claim, old, index, digest)) return;
        uint256 recorded = _latestOf(claim.wallet, old, index);
        if (claim.issuedAt <= recorded) revert ClaimSuperseded(claim.wallet, claim.issuedAt, uint40(recorded));
    }

    /// Whether a wallet that is not ended rests on all of a claim.
    function _restsOn(IdentityClaim memory claim, IdentityWord word, uint256 index, bytes32 digest)
        private
        view
        returns (bool)
    {
        return word.validUntil() != 0 && _restingOn(claim, word, index, digest) == claim.topics;
    }

    /// When an issuer vouched for a wallet last, or when it ended or was put there otherwise, if later. [s]
    function _latestOf(address wallet, IdentityWord word, uint256 index) private view returns (uint256) {
        bool sole = word.isOfOneClaim() && word.issuer(0) == index;
        if (!word.claimed() || word.topics() == 0 || sole) return word.issuedAt();
        return Math.max(_floors[wallet], _said[wallet][index]);
    }

    function _checkNotRevoked(IdentityClaim memory claim, address issuer, bytes32 digest) private view {
        require(!isClaimRevoked[issuer][digest], ClaimIsRevoked(claim.wallet, digest));
    }

    /// Anybody may bring claims that verify a wallet on the register which has not ended, if it loses nothing: no topic
    /// that is trusted, no newer statement of country and class, and, while it is verified, no time, no issuer that is
    /// relied on and no identity contract; nor anything for nothing new.
    function _checkNothingLost(address wallet, IdentityWord old, IdentityWord word) private view {
        IdentityPolicy policy = _policy;
        bool open = old.onRegister() && old.validUntil() != 0 && word.isInForce(policy, 0);
        IdentityWord standing = _standing(wallet, old);
        bool newer = word.issuedAt() > old.issuedAt();
        bool sameFacts = word.country() == old.country() && word.investorClass() == old.investorClass();
        bool lost = standing.trustedTopics(policy) & ~word.topics() != 0 || !(newer || sameFacts);
        if (standing.isInForce(policy, 0)) {
            bool gained = newer || word.topics() & ~old.topics() != 0;
            bool dropped = old.topics() & ~word.topics() != 0; // of an issuer that may be relied on again
            bool left = old.claimed() && old.issuers(old.trustedTopics(policy)) & ~word.issuers(word.topics()) != 0;
            lost =
                lost || left || (dropped && !gained) || old.hasContract() || word.validUntil() < standing.validUntil();
        }
        require(open && !lost, RefreshRefused(wallet));
    }

    /// Takes what rests on a claim that its issuer has revoked out of the word of its wallet.
    function _strike(IdentityClaim memory claim, uint256 index, bytes32 digest) private {
        IdentityWord word = _words[claim.wallet];
        uint256 struck = _restingOn(claim, word, index, digest);
        word = word.withSomeRevoked(); // from now on every claim on the wallet is looked up
        if (struck != 0) {
            word = word.withTopics(word.topics() & ~struck);
            if (word.topics() == 0) word = word.withValidUntil(0);
            emit IdentityVerified(claim.wallet, IdentityWord.unwrap(word));
        }
        _words[claim.wallet] = word;
    }

    function _sameFacts(IdentityClaim memory first, IdentityClaim memory claim) private pure returns (bool) {
        return claim.wallet == first.wallet && claim.investor == first.investor && claim.country == first.country
            && claim.investorClass == first.investorClass;
    }
}
