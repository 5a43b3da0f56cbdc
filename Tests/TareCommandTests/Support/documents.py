"""Reads what is attached to an image by the formats' own libraries; prints 'ok'.

usage: documents.py SBOM PROVENANCE
"""
import json, sys

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from google.protobuf.json_format import ParseDict
from in_toto_attestation.predicates.provenance.v1.provenance_pb2 import Provenance
from in_toto_attestation.v1.statement import Statement
from in_toto_attestation.v1 import statement_pb2
from packageurl import PackageURL

bill, statement = (open(path).read() for path in sys.argv[1:])
error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill)
assert error is None, error
document = json.loads(bill)
for component in document["components"] + [document["metadata"]["component"]]:
    if "purl" in component:
        assert PackageURL.from_string(component["purl"]).to_string() == component["purl"], component["purl"]
references = [component["bom-ref"] for component in document["components"]]
assert len(set(references)) == len(references)
known = set(references) | {document["metadata"]["component"]["bom-ref"]}
for edge in document["dependencies"]:
    assert {edge["ref"], *edge["dependsOn"]} <= known, edge

# An unknown field is an error here.
parsed = ParseDict(json.loads(statement), statement_pb2.Statement())
Statement.copy_from_pb(parsed).validate()
ParseDict(json.loads(statement)["predicate"], Provenance())
print("ok")
