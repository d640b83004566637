// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PackedClaim} from "../libraries/PackedClaims.sol";
import {IAgentRole} from "./erc3643/IAgentRole.sol";
import {IClaimTopicsRegistry} from "./erc3643/IClaimTopicsRegistry.sol";
import {IERC3643IdentityRegistry} from "./erc3643/IERC3643IdentityRegistry.sol";
import {IERC173} from "./erc3643/IERC173.sol";
import {IIdentity} from "./erc3643/IIdentity.sol";
import {IIdentityRegistryStorage} from "./erc3643/IIdentityRegistryStorage.sol";
import {ITrustedIssuersRegistry} from "./erc3643/ITrustedIssuersRegistry.sol";

/// Who may hold: one word per wallet, shared by every bond and money token of a chain.
///
/// Claims are verified once, when they are brought; a transfer reads the verdict. A claim is either signed (EIP-712,
/// bound to this registry and chain) and needs no contract, or stands in the investor's own identity contract
/// (ERC-735), which cannot call here, so that its verdict expires and anybody may renew it.
///
/// The word says which topics the wallet proved and on which issuer each rests. Requiring another topic, or dropping an
/// issuer, is one write here; it lapses exactly the wallets that lack the topic or rest on the issuer, at once.
///
/// An investor is named by its first wallet. Further wallets, 8 in all, name that one in their claim, so no two wallets
/// can be the same investor without the registry knowing. No personal data stands here.
interface IIdentityRegistry is
    IERC3643IdentityRegistry,
    IIdentityRegistryStorage,
    ITrustedIssuersRegistry,
    IClaimTopicsRegistry,
    IAgentRole,
    IERC173
{
    /// What an issuer signs.
    /// @param wallet the address that may hold
    /// @param investor the investor's first wallet; `wallet` itself for the first
    /// @param country ISO 3166-1 numeric code, not zero
    /// @param investorClass 0 may hold money and no securities (a contract that only pays out); 1 retail,
    /// 2 professional, 3 institutional; 4 to 7 are for the registry's users to define
    /// @param topics topics vouched for: bit i is the topic of index i
    /// @param issuedAt when the issuer vouched; a later claim of its own replaces an earlier one, never the reverse [s]
    /// @param validUntil last second of validity [s]
    struct IdentityClaim {
        address wallet;
        address investor;
        uint16 country;
        uint8 investorClass;
        uint8 topics;
        uint40 issuedAt;
        uint40 validUntil;
    }

    /// A signature in 64 bytes (EIP-2098).
    struct CompactSignature {
        bytes32 r;
        bytes32 vs;
    }

    /// The verdict on one wallet, as stored.
    /// @param investor short reference of the investor: the leading 8 bytes of the hash of its first wallet
    /// @param issuedAt newest of what the wallet ever rested on, or its last end [s]
    /// @param onRegister whether the wallet is on the register; one taken off keeps its investor
    /// @param several whether the investor has other wallets
    /// @param hasContract whether the identity is a contract with claims of its own
    struct Identity {
        bytes8 investor;
        uint40 issuedAt;
        uint40 validUntil;
        uint16 country;
        uint8 investorClass;
        uint8 topics;
        bool onRegister;
        bool several;
        bool hasContract;
    }

    /// The whole word of a wallet that is or was on the register, after it changed or a claim came that it rests on
    /// already; libraries/IdentityWords.sol says what each bit is. Of a wallet that comes onto the register
    /// IdentityRegistered tells, and `wordOf` the word.
    event IdentityVerified(address indexed wallet, uint256 word);
    event IdentityRevoked(address indexed wallet, address indexed actor, bytes32 reason);
    event ClaimRevoked(address indexed wallet, address indexed issuer, bytes32 digest);
    event TopicDefined(uint256 indexed claimTopic, uint8 index);
    event ContractTermSet(uint40 term, address indexed actor);

    /// Thrown when the claim is not signed by the issuer named, or the issuer is not trusted for a topic of it.
    error UntrustedClaim(address wallet, address issuer);
    /// Thrown when the claim has expired, or says that it was issued in the future.
    error ClaimNotInForce(address wallet, uint40 issuedAt, uint40 validUntil);
    /// Thrown when a claim of the issuer as recent, or an end of the wallet's verification, is on record already.
    error ClaimSuperseded(address wallet, uint40 issuedAt, uint40 recorded);
    /// Thrown when the issuer itself has revoked the claim.
    error ClaimIsRevoked(address wallet, bytes32 digest);
    /// Thrown when wallet, investor or country is missing or not a code, or claims of one set contradict each other.
    error InvalidClaim(address wallet);
    /// Thrown when a wallet would become another investor's, or its first wallet never was on the register.
    error WrongInvestor(address wallet, bytes8 investor);
    /// Thrown when an investor has as many wallets as it may.
    error TooManyWallets(bytes8 investor);
    /// Thrown when somebody other than a registrar brings claims that would take something away from a wallet.
    error RefreshRefused(address wallet);
    /// Thrown when the wallet is not on the register.
    error NotOnRegister(address wallet);
    /// Thrown when the wallet is on the register already.
    error AlreadyOnRegister(address wallet);
    /// Thrown when a signed claim states the country: only a newer claim may change it.
    error CountryIsClaimed(address wallet);
    /// Thrown when the identity given is the codeless identity of another wallet.
    error WrongIdentity(address wallet, IIdentity identity);
    /// Thrown when an issuer is zero, trusted already, not trusted, or one more than the registry can hold.
    error IssuerUnavailable(address issuer);
    /// Thrown when a topic is required already, not required, unknown, or one more than the registry can hold.
    error TopicUnavailable(uint256 claimTopic);
    /// Thrown when lists differ in length, or are longer than one transaction may carry.
    error BatchRefused(uint256 length, uint256 other);
    /// Thrown when another contract is to take a part of this registry's place.
    error RegistryIsItsOwn(address other);
    /// Thrown when too little gas is left to look at a claim in an identity contract and hear it out.
    error TooLittleGas(uint256 needed);
    /// Thrown when verdicts from identity contracts would last longer than the registry allows.
    error TermTooLong(uint40 term, uint40 most);

    /// Brings claims of one issuer and one time, one a wallet, each in place of all that the wallet rested on, whoever
    /// issued that; `refresh` brings claims of several issuers together. Only a registrar. One bad claim refuses the
    /// batch; one that its wallet rests on already, for as long, is passed over. 250 first wallets fit a transaction, or
    /// some 150 further ones. Every issuer that is relied on for a topic is relied on for the investor, country and
    /// class too: a wallet stays the investor's that its first claim named.
    /// @param claims see libraries/PackedClaims.sol; what was signed is the whole IdentityClaim
    /// @param investors first wallet of each one's investor; none at all where every wallet is a first one
    function registerSigned(
        address issuer,
        uint40 issuedAt,
        PackedClaim[] calldata claims,
        address[] calldata investors,
        CompactSignature[] calldata signatures
    ) external;

    /// Brings a set of claims on one wallet, of one or several issuers (EIP-1271 contracts included), which state the
    /// same of it and share no topic, in place of all that it rested on. Each is newer than what its issuer said of the
    /// wallet before, or what the wallet rests on already; and newer than the wallet's last end, or than its last word
    /// that was no signed claim.
    /// Anybody may, for a wallet on the register that has not ended, where the set verifies it and takes away no topic
    /// that an issuer relied on vouched for, no newer country or class, and nothing and no issuer that is in force.
    function refresh(IdentityClaim[] calldata claims, address[] calldata issuers, bytes[] calldata signatures) external;

    /// Verifies the claims in a wallet's identity contract again, and so renews their verdict. Anybody may.
    function refreshContract(address wallet) external;

    /// Ends a wallet's verification at once; only a claim issued later revives it, brought by a registrar, or an act of
    /// the registrar's own. Only a registrar.
    /// @param reason hash of the document that states why
    function revoke(address wallet, bytes32 reason) external;

    /// Takes back a claim, which then never comes in again, and, where a wallet rests on it, its topics at once; a
    /// wallet with no topic left has ended, and comes back by a registrar. Only an issuer that is or was relied on, for
    /// its own claims.
    function revokeClaim(IdentityClaim calldata claim) external;

    /// States the class of an investor where no signed claim does; 1, retail, until then. Only a registrar.
    function updateInvestorClass(address wallet, uint8 investorClass) external;

    /// How long a verdict from an identity contract lasts, up to 30 days; a day at first. Only the owner.
    function setContractTerm(uint40 term) external;

    /// Gives a topic its index without requiring it of every wallet. Only the owner.
    function defineTopic(uint256 claimTopic) external;

    /// What a token asks: whether the wallet is verified now with these topics beside those required of all.
    /// @param wanted bits 0 to 7: topics, bit i is the topic of index i; bit 240: verify claims in identity contracts
    /// now, instead of taking the word for them
    /// @return word the wallet's word, see libraries/IdentityWords.sol; zero if it is not verified
    function clearance(address wallet, uint256 wanted) external view returns (uint256 word);

    /// The same of several wallets; for those with several, one call is cheaper.
    function clearances(address[] calldata wallets, uint256 wanted) external view returns (uint256[] memory words);

    /// The stored word, decoded; all zero for a wallet never registered.
    function identityOf(address wallet) external view returns (Identity memory);

    /// The stored word of a wallet, verified or not; libraries/IdentityWords.sol says what each bit is.
    function wordOf(address wallet) external view returns (uint256);

    /// The stored words of several wallets; what is already on the register need not be brought again.
    function wordsOf(address[] calldata wallets) external view returns (uint256[] memory);

    /// All wallets of the investor that this wallet belongs to.
    function walletsOf(address wallet) external view returns (address[] memory);

    /// The identity of an investor without an identity contract, by its first wallet; no contract can ever stand there.
    function codelessIdentity(address firstWallet) external view returns (IIdentity);

    /// Topics by their index.
    function knownTopics() external view returns (uint256[] memory);

    /// Whether an issuer has revoked the claim of this digest.
    function isClaimRevoked(address issuer, bytes32 digest) external view returns (bool);

    /// How long a verdict from an identity contract lasts. [s]
    function contractTerm() external view returns (uint40);

    /// The digest that an issuer signs for a claim (EIP-712).
    function claimDigest(IdentityClaim calldata claim) external view returns (bytes32);
}
