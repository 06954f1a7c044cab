"""Which steps there are between layouts, and which module takes each of them.

A module has `up` and `down`, and the table of what moves in its docstring. One that starts from
layouts without a schema has `up` alone, which takes documents of all of them.
"""

WITHOUT_SCHEMA = {
    ("eb", "0.1"): ("1.0", "eb_0_1_to_1_0"),
    ("sbi", "0.1"): ("1.0", "sbi_0_1_to_1_0"),
    ("review", "0.1"): ("1.0", "review_0_1_to_1_0"),
    **{("prj", f"0.{minor}"): ("0.7", "prj_before_0_7") for minor in range(1, 7)},
    **{("prsl", f"0.{minor}"): ("0.7", "prsl_before_0_7") for minor in range(1, 7)},
}
"""Entity and version of each layout that no schema judges; the first version after it that a schema
judges, and the module that takes documents there.
"""

STEPS: dict[tuple[str, str, str], str | None] = {
    ("sbd", "0.0", "0.1"): "sbd_0_0_to_0_1",
    ("sbd", "0.1", "0.2"): "sbd_0_1_to_0_2",
    ("sbd", "0.2", "0.3"): "sbd_0_2_to_0_3",
    ("sbd", "0.3", "0.4"): "sbd_0_3_to_0_4",
    ("sbd", "0.4", "0.5"): "sbd_0_4_to_0_5",
    ("sbd", "0.5", "0.6"): "sbd_0_5_to_0_6",
    ("sbd", "0.6", "0.7"): "sbd_0_6_to_0_7",
    ("sbd", "0.7", "1.0"): "sbd_0_7_to_1_0",
    ("prj", "0.7", "1.0"): "prj_0_7_to_1_0",
    ("prsl", "0.7", "1.0"): "prsl_0_7_to_1_0",
    **{(entity, old, new): module for (entity, old), (new, module) in WITHOUT_SCHEMA.items()},
}
"""Entity, older and newer version, and the module of this room, imported when it is needed. None in
its place says that nothing of the entity moves in a major version; a minor one needs no line then.
"""
