"""The record of a deployment: what stands where on which chain, for people and for other tools."""

from __future__ import annotations

import json
from pathlib import Path

from eth_utils.crypto import keccak

from tenor.chain.connection import Chain
from tenor.chain.contract import at
from tenor.deployment.plan import Deployment
from tenor.terms.model import Terms


def write_record(chain: Chain, deployment: Deployment, terms: Terms, block: int, folder: Path) -> Path:
    """Write ``<folder>/<chain id>/<issue id>.json`` with every address and the hash of the code that stands there.

    Args:
        block: last block of the deployment.
    """
    contracts = {
        name: {
            "address": address,
            "code_hash": "0x" + keccak(chain.web3.eth.get_code(at(chain, name, address).address)).hex(),
        }
        for name, address in deployment.contracts().items()
    }
    record = {
        "issue_id": terms.issue_id,
        "chain_id": chain.chain_id,
        "terms_hash": terms.document_hash,
        "block": block,
        "contracts": contracts,
    }
    path = folder / str(chain.chain_id) / f"{terms.issue_id}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    return path
