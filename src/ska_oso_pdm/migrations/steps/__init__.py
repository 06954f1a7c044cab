"""Which steps there are between layouts, and which module takes each of them.

A module has `up` and `down`, and the table of what moves in its docstring.
"""

STEPS = {
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
}
"""Entity, older and newer version, and the module of this room; imported when it is needed."""
