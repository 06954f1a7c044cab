"""What the walk through two schemas finds, and that each way has the blame for its own alone."""

from __future__ import annotations

from typing import Any

from tests.evolution.miniatures import between, block, closed

TEXT = {"type": "string"}
NUMBER = {"type": "number"}


class TestValues:
    """Lists, constants and types."""

    def test_a_list_goes(self) -> None:
        listed = {"band": {"type": "string", "enum": ["1", "2"]}}
        assert between(listed, {"band": TEXT}) == [
            'type-changed [-] safe/breaks: "band" is a text now, and was one of a list'
        ]
        assert between({"band": TEXT}, listed) == [
            'type-changed [-] breaks/safe: "band" is one of a list now, and was a text'
        ]

    def test_a_constant_becomes_one_of_several(self) -> None:
        old = {"band": {"type": "string", "const": "1"}}
        assert between(old, {"band": {"type": "string", "enum": ["1", "2"]}}) == [
            'value-added [-] safe/breaks: "band": "2" is a new value'
        ]

    def test_a_constant_is_another(self) -> None:
        old, new = ({"band": {"type": "string", "const": value}} for value in ("1", "2"))
        assert between(old, new) == [
            'constant-changed [-] breaks/breaks: "band" is "2" now, and was "1"'
        ]

    def test_a_value_that_goes_while_another_stays(self) -> None:
        old = {"band": {"type": "string", "enum": ["1", "2"]}}
        assert between(old, {"band": {"type": "string", "enum": ["2", "5b"]}}) == [
            'value-removed [-] breaks/safe: "band": "1" is no value any more',
            'value-added [-] safe/breaks: "band": "5b" is a new value',
        ]

    def test_a_keyword_that_nobody_knows_is_unknown(self) -> None:
        old = {"band": NUMBER}
        assert between(old, {"band": NUMBER | {"multipleOf": 2}}) == [
            'keyword-changed [-] unknown/unknown: "band": what multipleOf says is another'
        ]


class TestKeys:
    """Keys that go, come, are renamed, and move."""

    def test_a_key_goes_where_any_key_may_stand(self) -> None:
        def keyed(properties: dict[str, Any]) -> dict[str, Any]:
            return {"notes": closed("Notes", properties, additionalProperties=TEXT)}

        assert between(keyed({"size": NUMBER}), keyed({})) == [
            'key-removed [-] breaks/breaks: the key "size" is not known any more'
        ]
        assert between(keyed({"size": TEXT}), keyed({})) == [
            'key-removed [-] safe/safe: the key "size" is not known any more'
        ]

    def test_other_keys_are_allowed_no_longer(self) -> None:
        old, new = ({"notes": closed("Notes", {}, additionalProperties=o)} for o in (TEXT, False))
        said = '"notes": which keys beside the known ones may be there, and how, is another'
        assert between(old, new) == [f"other-keys-changed [-] breaks/safe: {said}"]

    def test_names_of_keys_are_others(self) -> None:
        def mapped(pattern: str) -> dict[str, Any]:
            names = {"type": "string", "pattern": pattern}
            whole = {"type": "object", "additionalProperties": TEXT, "propertyNames": names}
            return {"notes": whole}

        said = '"notes": which keys beside the known ones may be there, and how, is another'
        assert between(mapped("^[a-z]+$"), mapped("^[a-c]+$")) == [
            f"other-keys-changed [-] breaks/safe: {said}"
        ]

    def test_a_key_that_is_like_two_is_not_renamed(self) -> None:
        codes = [line.split()[0] for line in between({"a_b": TEXT}, {"a_b_c": TEXT, "a_b_d": TEXT})]
        assert codes == ["key-removed", "key-added", "key-added"]

    def test_a_key_that_is_described_in_the_same_words_is_renamed(self) -> None:
        described = NUMBER | {"description": "How far from the target."}
        assert between({"offset": described}, {"distance": described}) == [
            'key-renamed [-] breaks/safe: the key "offset" is called "distance" now'
        ]
        assert between({"offset": described}, {"distance": described | {"minimum": 0}}) == [
            'key-removed [-] breaks/safe: the key "offset" is not known any more',
            'key-added [-] safe/safe: the key "distance" is new',
        ]

    def test_a_key_of_another_type_is_not_renamed(self) -> None:
        codes = [line.split()[0] for line in between({"target": NUMBER}, {"target_ref": TEXT})]
        assert codes == ["key-removed", "key-added"]

    def test_a_key_moves_into_a_child(self) -> None:
        scans = {"scans": {"type": "array", "items": TEXT}}
        old = {"allocation": closed("Allocation", {}), **scans}
        new = {"allocation": closed("Allocation", scans)}
        assert between(old, new) == [
            'key-moved [-] breaks/safe: the key "scans" has moved, to "allocation"',
            'key-added [-] safe/safe: the key "scans" is new',
        ]
        assert between(new, old) == [
            'key-added [-] safe/safe: the key "scans" is new',
            'key-moved [-] breaks/safe: the key "scans" has moved, to the document',
        ]

    def test_a_key_that_comes_in_two_children_has_not_moved(self) -> None:
        old = {"low": closed("Low", {}), "mid": closed("Mid", {}), "scans": TEXT}
        new = {"low": closed("Low", {"scans": TEXT}), "mid": closed("Mid", {"scans": TEXT})}
        codes = sorted(line.split()[0] for line in between(old, new))
        assert codes == ["key-added", "key-added", "key-removed"]

    def test_a_key_that_comes_with_other_values_has_not_moved(self) -> None:
        old = {"low": closed("Low", {}), "scans": TEXT}
        new = {"low": closed("Low", {"scans": NUMBER})}
        assert sorted(line.split()[0] for line in between(old, new)) == ["key-added", "key-removed"]

    def test_keys_of_what_contains_itself_are_unknown(self) -> None:
        def nested(*required: str) -> dict[str, Any]:
            members = {"part": {"$ref": "Part"}, "size": {"$ref": "Part"}}
            part = closed("Part", {key: members[key] for key in required})
            return block({"part": {"$ref": "Part"}}, Part=part)

        assert between(nested("part", "size"), nested("part")) == [
            'key-removed [-] unknown/unknown: the key "size" is not known any more'
        ]


class TestUnions:
    """Branches are told apart by constants, by titles, and by their places."""

    @staticmethod
    def union(**branches: dict[str, Any]) -> dict[str, Any]:
        made = [
            closed(
                title,
                {"kind": {"type": "string", "const": kind}, **more},
                required=["kind"],
            )
            for title, members in branches.items()
            for more in [{key: part for key, part in members.items() if key != "kind"}]
            for kind in [members.get("kind", title.lower())]
        ]
        return {"place": {"type": "object", "title": "Place", "oneOf": made}}

    def test_a_branch_comes_and_another_goes(self) -> None:
        old = self.union(Icrs={"ra": NUMBER}, Equatorial={"ra": NUMBER})
        new = self.union(Icrs={"ra": NUMBER}, Special={"name": TEXT})
        assert between(old, new) == [
            'branch-removed [-] breaks/safe: Equatorial, kind "equatorial", is no choice any more',
            'branch-added [-] safe/breaks: Special, kind "special", is a new choice',
        ]

    def test_a_branch_of_the_same_title_has_another_constant(self) -> None:
        old = self.union(Icrs={}, Special={"kind": "sso"})
        new = self.union(Icrs={}, Special={"kind": "special"})
        assert between(old, new) == [
            'constant-changed [-] breaks/breaks: "kind" is "special" now, and was "sso"'
        ]

    def test_a_constant_that_only_one_branch_has_tells_nothing_apart(self) -> None:
        old, new = self.union(Icrs={}, Special={}), self.union(Icrs={}, Special={})
        special = new["place"]["oneOf"][1]
        special["properties"]["frame"] = {"type": "string", "const": "none"}
        assert between(old, new) == ['key-added [-] safe/safe: the key "frame" is new']

    def test_a_union_becomes_one_of_its_branches(self) -> None:
        old = self.union(Icrs={}, Special={})
        assert between(old, {"place": old["place"]["oneOf"][0]}) == [
            "class-renamed [major] safe/safe: the class and the component Place is Icrs now",
            'type-changed [-] breaks/safe: "place" is Icrs now, and was Place',
        ]


class TestArrays:
    """Items of arrays."""

    def test_further_items_are_allowed(self) -> None:
        def pair(items: Any) -> dict[str, Any]:
            return {"pair": {"type": "array", "prefixItems": [NUMBER], "items": items}}

        assert between(pair(False), pair(TEXT)) == [
            'items-changed [-] safe/breaks: "pair": what further items are is another'
        ]
        assert between(pair(TEXT), pair(NUMBER)) == [
            'type-changed [-] breaks/breaks: an item of "pair" is a number now, and was a text'
        ]
