import json
import re
from pathlib import Path

import pytest
import yaml

from tenor.campaign.schema import schema_texts, schemas_as_one, write_schemas

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"


@pytest.mark.requirement("CAMP-7")
@pytest.mark.parametrize("name", ["campaign.schema.json", "parties.schema.json", "terms.schema.json"])
def test_schema_texts__committed_files__are_current(name: str) -> None:
    committed = (CAMPAIGNS / "schema" / name).read_text(encoding="utf-8")
    assert committed == schema_texts()[name], "run: tenor campaign schema --out campaigns/schema"


def test_schemas_as_one__printed__is_one_json_object() -> None:
    assert json.loads(schemas_as_one()) == {name: json.loads(text) for name, text in schema_texts().items()}


def test_write_schemas__new_folder__holds_all(tmp_path: Path) -> None:
    written = write_schemas(tmp_path / "a" / "schema")
    assert {path.name: path.read_text(encoding="utf-8") for path in written} == schema_texts()


@pytest.mark.requirement("CAMP-7")
@pytest.mark.parametrize("name", ["campaign", "parties", "terms"])
def test_schema_texts__hksar_files__name_their_schema_and_fit_its_patterns(name: str) -> None:
    text = (CAMPAIGNS / "hksar-2023" / f"{name}.yaml").read_text(encoding="utf-8")
    assert text.startswith(f"# yaml-language-server: $schema=../schema/{name}.schema.json\n")
    schema = json.loads(schema_texts()[f"{name}.schema.json"])
    check(yaml.load(text, Loader=yaml.BaseLoader), schema, schema["$defs"])  # noqa: S506 -- texts only


@pytest.mark.requirement("CAMP-7")
def test_schema_texts__method_with_parameters__fits_its_block() -> None:
    text = (CAMPAIGNS / "auction-note" / "campaign.yaml").read_text(encoding="utf-8")
    schema = json.loads(schema_texts()["campaign.schema.json"])
    tree = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 -- texts only
    check(tree, schema, schema["$defs"])
    with pytest.raises(AssertionError):
        check({**tree, "allotment": {"method": "uniform_price"}}, schema, schema["$defs"])
    with pytest.raises(AssertionError):
        check({**tree, "allotment": "uniform_price"}, schema, schema["$defs"])


def option_for(value: object, options: list[dict[str, object]]) -> dict[str, object]:
    """Nothing or something; a word or a block, which stands last."""
    if isinstance(value, dict):
        return options[-1]
    return next(option for option in options if (option.get("type") == "null") == (value == "null"))


def check(value: object, schema: dict[str, object], definitions: dict[str, dict[str, object]]) -> None:
    """The part of JSON Schema that the models use."""
    if "anyOf" in schema:
        schema = option_for(value, schema["anyOf"])  # type: ignore[arg-type]
    if "$ref" in schema:
        schema = definitions[str(schema["$ref"]).rpartition("/")[2]]
    if "discriminator" in schema:
        name = schema["discriminator"]["propertyName"]  # type: ignore[index]
        schema = {"$ref": schema["discriminator"]["mapping"][value[name]]}  # type: ignore[index]
        check(value, schema, definitions)
        return
    if isinstance(value, dict):
        assert set(schema["required"]) <= set(value) <= set(schema["properties"])  # type: ignore[call-overload]
        for key, part in value.items():
            check(part, schema["properties"][key], definitions)  # type: ignore[index]
    elif isinstance(value, list):
        assert schema["type"] == "array"
        for part in value:
            check(part, schema["items"], definitions)  # type: ignore[arg-type]
    elif "pattern" in schema:
        assert re.search(str(schema["pattern"]), str(value)), (value, schema)
    elif "enum" in schema:
        assert value in schema["enum"]  # type: ignore[operator]
    else:
        assert schema.get("type") in {"string", "null"} or schema.get("const") == value
