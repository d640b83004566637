// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// The roles of a permissioned token; contracts/README.md says what each is trusted with.
library TokenRoles {
    bytes32 internal constant ISSUER = keccak256("ISSUER_ROLE");
    bytes32 internal constant PAYING_AGENT = keccak256("PAYING_AGENT_ROLE");
    bytes32 internal constant PAYMENT_APPROVER = keccak256("PAYMENT_APPROVER_ROLE");
    bytes32 internal constant CALCULATION_AGENT = keccak256("CALCULATION_AGENT_ROLE");
    bytes32 internal constant CENTRAL_BANK = keccak256("CENTRAL_BANK_ROLE");
    bytes32 internal constant BANK = keccak256("BANK_ROLE");
    bytes32 internal constant REGISTRAR = keccak256("REGISTRAR_ROLE");
    bytes32 internal constant COMPLIANCE = keccak256("COMPLIANCE_ROLE");
    bytes32 internal constant CUSTODIAN = keccak256("CUSTODIAN_ROLE");
    bytes32 internal constant PAUSER = keccak256("PAUSER_ROLE");
}
