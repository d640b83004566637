// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownership} from "../access/Ownership.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {IClaimTopicsRegistry} from "../interfaces/erc3643/IClaimTopicsRegistry.sol";
import {IClaimIssuer} from "../interfaces/erc3643/IIdentity.sol";
import {ITrustedIssuersRegistry} from "../interfaces/erc3643/ITrustedIssuersRegistry.sol";
import {IdentityPolicy, IdentityWords} from "../libraries/IdentityWords.sol";

/// Which topics are required, whose claims count for them: all of it in one word, so that a change is one write.
/// @dev Topics and issuers keep the index they were first given: words rest on it.
abstract contract TrustedIssuers is IIdentityRegistry, Ownership {
    /// An issuer that is or was relied on, in one slot: whoever brings a claim reads it.
    struct IssuerRecord {
        uint8 position; // of its index, plus one
        uint8 topics; // it is relied on for now, as the policy says
    }

    IdentityPolicy internal _policy;

    mapping(uint256 claimTopic => uint256 indexPlusOne) private _topicIndex;
    mapping(address issuer => IssuerRecord) private _records;
    uint256[] private _topics;
    address[] private _issuers;

    /// @inheritdoc IClaimTopicsRegistry
    function addClaimTopic(uint256 claimTopic) external onlyRole(DEFAULT_ADMIN_ROLE) {
        uint256 bit = 1 << _define(claimTopic);
        require(_policy.required() & bit == 0, TopicUnavailable(claimTopic));
        _policy = _policy.withRequired(_policy.required() | bit);
        emit ClaimTopicAdded(claimTopic);
    }

    /// @inheritdoc IClaimTopicsRegistry
    function removeClaimTopic(uint256 claimTopic) external onlyRole(DEFAULT_ADMIN_ROLE) {
        uint256 bit = _topicBit(claimTopic);
        require(_policy.required() & bit != 0, TopicUnavailable(claimTopic));
        _policy = _policy.withRequired(_policy.required() & ~bit);
        emit ClaimTopicRemoved(claimTopic);
    }

    /// @inheritdoc IIdentityRegistry
    function defineTopic(uint256 claimTopic) external onlyRole(DEFAULT_ADMIN_ROLE) {
        require(_topicIndex[claimTopic] == 0, TopicUnavailable(claimTopic));
        _define(claimTopic);
    }

    /// @inheritdoc ITrustedIssuersRegistry
    function addTrustedIssuer(IClaimIssuer trustedIssuer, uint256[] calldata claimTopics)
        external
        onlyRole(DEFAULT_ADMIN_ROLE)
    {
        address issuer = address(trustedIssuer);
        require(issuer != address(0) && !isTrustedIssuer(issuer), IssuerUnavailable(issuer));
        if (_records[issuer].position == 0) {
            require(_issuers.length < IdentityWords.MAX_ISSUERS, IssuerUnavailable(issuer));
            _issuers.push(issuer);
            _records[issuer].position = uint8(_issuers.length);
        }
        _rely(issuer, claimTopics);
        emit TrustedIssuerAdded(trustedIssuer, claimTopics);
    }

    /// @inheritdoc ITrustedIssuersRegistry
    function removeTrustedIssuer(IClaimIssuer trustedIssuer) external onlyRole(DEFAULT_ADMIN_ROLE) {
        _checkTrusted(address(trustedIssuer));
        _setTopics(address(trustedIssuer), 0);
        emit TrustedIssuerRemoved(trustedIssuer);
    }

    /// @inheritdoc ITrustedIssuersRegistry
    function updateIssuerClaimTopics(IClaimIssuer trustedIssuer, uint256[] calldata claimTopics)
        external
        onlyRole(DEFAULT_ADMIN_ROLE)
    {
        _checkTrusted(address(trustedIssuer));
        _rely(address(trustedIssuer), claimTopics);
        emit ClaimTopicsUpdated(trustedIssuer, claimTopics);
    }

    /// @inheritdoc IClaimTopicsRegistry
    function getClaimTopics() external view returns (uint256[] memory) {
        return _topicsIn(_policy.required());
    }

    /// @inheritdoc IIdentityRegistry
    function knownTopics() external view returns (uint256[] memory) {
        return _topics;
    }

    /// @inheritdoc ITrustedIssuersRegistry
    function getTrustedIssuers() external view returns (IClaimIssuer[] memory) {
        uint256 all;
        for (uint256 topic = 0; topic < _topics.length; ++topic) {
            all |= IdentityPolicy.unwrap(_policy) >> (IdentityWords.MAX_ISSUERS * topic);
        }
        return _issuersIn(all);
    }

    /// @inheritdoc ITrustedIssuersRegistry
    function getTrustedIssuersForClaimTopic(uint256 claimTopic) external view returns (IClaimIssuer[] memory) {
        uint256 indexPlusOne = _topicIndex[claimTopic];
        if (indexPlusOne == 0) return new IClaimIssuer[](0);
        return _issuersIn(IdentityPolicy.unwrap(_policy) >> (IdentityWords.MAX_ISSUERS * (indexPlusOne - 1)));
    }

    /// @inheritdoc ITrustedIssuersRegistry
    function getTrustedIssuerClaimTopics(IClaimIssuer trustedIssuer) external view returns (uint256[] memory) {
        _checkTrusted(address(trustedIssuer));
        return _topicsIn(_records[address(trustedIssuer)].topics);
    }

    /// @inheritdoc ITrustedIssuersRegistry
    function hasClaimTopic(address issuer, uint256 claimTopic) external view returns (bool) {
        uint256 indexPlusOne = _topicIndex[claimTopic];
        return indexPlusOne != 0 && (_records[issuer].topics >> (indexPlusOne - 1)) & 1 == 1;
    }

    /// @inheritdoc ITrustedIssuersRegistry
    function isTrustedIssuer(address issuer) public view returns (bool) {
        return _records[issuer].topics != 0;
    }

    /// The issuer's index and the topics it is relied on for; none of either for a stranger.
    function _reliedOn(address issuer) internal view returns (uint256 index, uint256 topics) {
        IssuerRecord memory record = _records[issuer];
        if (record.position != 0) (index, topics) = (record.position - 1, record.topics);
    }

    /// Whether an issuer is or was relied on.
    function _isKnown(address issuer) internal view returns (bool) {
        return _records[issuer].position != 0;
    }

    function _topicCount() internal view returns (uint256) {
        return _topics.length;
    }

    function _topicAt(uint256 index) internal view returns (uint256) {
        return _topics[index];
    }

    function _issuerAt(uint256 index) internal view returns (address) {
        return _issuers[index];
    }

    function _issuerCount() internal view returns (uint256) {
        return _issuers.length;
    }

    function _rely(address issuer, uint256[] calldata claimTopics) private {
        require(claimTopics.length != 0, IssuerUnavailable(issuer)); // nothing to rely on it for
        uint256 mask;
        for (uint256 i = 0; i < claimTopics.length; ++i) {
            mask |= 1 << _define(claimTopics[i]);
        }
        _setTopics(issuer, mask);
    }

    function _setTopics(address issuer, uint256 mask) private {
        _records[issuer].topics = uint8(mask);
        _policy = _policy.withIssuer(_records[issuer].position - 1, mask);
    }

    /// The topic's index, given now if it has none.
    function _define(uint256 claimTopic) private returns (uint256 index) {
        uint256 indexPlusOne = _topicIndex[claimTopic];
        if (indexPlusOne != 0) return indexPlusOne - 1;
        index = _topics.length;
        require(index < IdentityWords.MAX_TOPICS, TopicUnavailable(claimTopic));
        _topics.push(claimTopic);
        _topicIndex[claimTopic] = index + 1;
        emit TopicDefined(claimTopic, uint8(index));
    }

    function _topicBit(uint256 claimTopic) private view returns (uint256) {
        uint256 indexPlusOne = _topicIndex[claimTopic];
        require(indexPlusOne != 0, TopicUnavailable(claimTopic));
        return 1 << (indexPlusOne - 1);
    }

    function _checkTrusted(address issuer) private view {
        require(isTrustedIssuer(issuer), IssuerUnavailable(issuer));
    }

    function _topicsIn(uint256 mask) private view returns (uint256[] memory found) {
        found = new uint256[](_topics.length);
        uint256 count;
        for (uint256 i = 0; i < _topics.length; ++i) {
            if ((mask >> i) & 1 == 1) found[count++] = _topics[i];
        }
        assembly ("memory-safe") {
            mstore(found, count) // no longer than what was made
        }
    }

    function _issuersIn(uint256 mask) private view returns (IClaimIssuer[] memory found) {
        found = new IClaimIssuer[](_issuers.length);
        uint256 count;
        for (uint256 i = 0; i < _issuers.length; ++i) {
            if ((mask >> i) & 1 == 1) found[count++] = IClaimIssuer(_issuers[i]);
        }
        assembly ("memory-safe") {
            mstore(found, count)
        }
    }
}
