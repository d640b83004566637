// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITokenAdministration} from "../interfaces/ITokenAdministration.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {TokenState} from "./TokenState.sol";

/// Documents of a token (ERC-1643).
abstract contract Documents is ITokenAdministration, TokenState {
    /// @inheritdoc ITokenAdministration
    function setDocument(bytes32 name_, string calldata uri, bytes32 documentHash) external only(TokenRoles.ISSUER) {
        require(name_ != 0, ERC1643InvalidName());
        uint256 position = _documents[name_].position;
        if (position == 0) {
            _documentNames.push(name_);
            position = _documentNames.length;
        }
        _documents[name_] = Document(uri, documentHash, block.timestamp, position);
        emit DocumentUpdated(name_, uri, documentHash);
    }

    /// @inheritdoc ITokenAdministration
    function removeDocument(bytes32 name_) external only(TokenRoles.ISSUER) {
        Document memory document = _documents[name_];
        require(document.position != 0, ERC1643MissingDocument());
        bytes32 last = _documentNames[_documentNames.length - 1];
        _documentNames[document.position - 1] = last;
        _documents[last].position = document.position;
        _documentNames.pop();
        delete _documents[name_];
        emit DocumentRemoved(name_, document.uri, document.documentHash);
    }

    /// @inheritdoc ITokenAdministration
    function getDocument(bytes32 name_)
        external
        view
        returns (string memory uri, bytes32 documentHash, uint256 lastModified)
    {
        Document storage document = _documents[name_];
        return (document.uri, document.documentHash, document.lastModified);
    }

    /// @inheritdoc ITokenAdministration
    function getAllDocuments() external view returns (bytes32[] memory) {
        return _documentNames;
    }
}
