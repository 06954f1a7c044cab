// DO NOT EDIT: written from the schemas and the sentences of the Python package.

export const SENTENCES = {
  "unknown-key": "unknown key {key} in {title}",
  "missing-key": "{title} lacks the key {key}",
  "wrong-type": "{value} is not {wanted}",
  "not-allowed": "{value} is not allowed here",
  "no-kind": "{value} is no kind of {title}",
  "leap-second": "{value} has the second 60, that of a leap second, which no time of this data model can hold",
  "wrong-form": "{value} does not have the form wanted: {purpose}",
  "below": "{value} is below the minimum, {limit} {unit}",
  "above": "{value} is above the maximum, {limit} {unit}",
  "wrong-length": "{count} where {wanted} wanted",
  "repeated": "{value} is there {often}; each may stand once",
  "string": "text",
  "integer": "a whole number",
  "number": "a number",
  "boolean": "true or false",
  "object": "an object",
  "array": "an array",
  "null": "null",
  "hidden": "the value",
  "untitled": "this object",
  "or": " or ",
  "characters": "{value} ({count} characters)",
  "item": "{count} item",
  "items": "{count} items",
  "exactly": "exactly {count}",
  "least": "at least {count}",
  "most": "at most {count}",
  "is": "{wanted} is",
  "are": "{wanted} are",
  "twice": "twice",
  "times": "{count} times",
  "one-of": "one of {names}",
  "its-keys": "its keys are {names}",
  "no-keys": "it has no keys",
  "did-you-mean": "did you mean {key}?",
  "did-you-mean-in": "did you mean {key}, in {unit}?",
  "has-such-a-key": "{key} has such a key: move all that stands here to it",
  "of-an-archive": "an archive has added it, and it is no part of the document: leave it out",
  "former-beside-new": "leave it out, {key} is there too",
  "has-the-keys-of": "what stands here has the keys of {key}: move it there",
  "add": "add it: {purpose}",
  "add-example": "add it: {purpose}, for example {example}",
  "add-one-of": "add it: {purpose}, one of {names}",
  "add-constant": "add it: {purpose}, here {value}",
  "add-tag": "add it, one of: {names}",
  "choose-second": "choose the second before or after it",
  "null-means": "null means {meaning}",
  "absent-or-null-means": "absent or null means {meaning}",
  "write": "write {value}",
  "only": "only {value} is",
  "write-one-of": "write one of {names}",
  "several-fit": "it fits several; write one of {names}",
  "another-frame": "what is in another frame has to be converted, not renamed",
  "name-here": "write {value}, which is its name here",
  "keys-beside": "the keys beside it are those of {value}",
  "amount-in": "write the amount in {names}",
  "capitals-count": "capitals count in units",
  "with-its-unit": "write {\"value\": {value}, \"unit\": …} with its unit, {names}",
  "number-with-unit": "write a number with its unit, {names}, in the form of {example}",
  "number-alone": "wanted is a number alone: {purpose}",
  "the-number-alone-in": "write the number alone, in {unit}",
  "a-number-alone-in": "write a number alone, in {unit}",
  "another-unit": "another unit has to be converted",
  "converted-first": "what is in {value} has to be converted first",
  "without-quotes": "write {value} without quotes",
  "in-quotes": "write \"{value}\" in quotes",
  "wanted": "wanted: {purpose}",
  "write-object": "write one, its keys are {names}",
  "write-empty-object": "write {}, it has no keys",
  "array-of": "write an array of {names}",
  "amount-is": "{number} {unit} is {other} {other_unit}",
  "amounts-are": "{number} {unit} are {other} {other_unit}",
  "about": "about {number}"
} as const;

export const FORMER_KEYS = {
  "leave it out, a body of the solar system has no angles here": {
    "same": [
      "deg",
      [
        "deg"
      ],
      [
        "deg",
        "deg"
      ]
    ]
  },
  "leave it out, angles are in degrees": {
    "same": [
      "deg",
      [
        "deg"
      ],
      [
        "deg",
        "deg"
      ]
    ]
  },
  "leave it out, the kind says it": {
    "same": [
      "altaz"
    ]
  },
  "leave it out: hours for \"ra_str\" and degrees for \"dec_str\"": {
    "same": [
      [
        "hourangle",
        "deg"
      ]
    ]
  },
  "leave it out; the coordinate must be in ICRS": {
    "same": [
      "icrs"
    ]
  },
  "write \"attributes\"": {
    "use": "attributes"
  },
  "write \"calibration_strategies\"": {
    "use": "calibration_strategies"
  },
  "write \"calibration_strategy\"": {
    "use": "calibration_strategy"
  },
  "write \"data_product_id\"": {
    "use": "data_product_id"
  },
  "write \"function_args\"": {
    "use": "function_args"
  },
  "write \"image_cellsize\"": {
    "use": "image_cellsize"
  },
  "write \"kind\"": {
    "use": "kind"
  },
  "write \"metadata\"": {
    "use": "metadata"
  },
  "write \"name\"": {
    "use": "name"
  },
  "write \"obs_blocks\"": {
    "use": "obs_blocks"
  },
  "write \"observation_set_ref\", one identifier; several sets need as many products": {
    "use": "observation_set_ref"
  },
  "write \"prsl_id\"": {
    "use": "prsl_id"
  },
  "write \"result_details\"": {
    "use": "result_details"
  },
  "write \"script\"": {
    "use": "script"
  },
  "write \"supplied_type\"": {
    "use": "supplied_type"
  },
  "write \"target\", with the target_id of the one target of the field": {
    "use": "target"
  },
  "write \"unit\"": {
    "use": "unit"
  },
  "write \"user_id\"": {
    "use": "user_id"
  },
  "write \"value\"": {
    "use": "value"
  },
  "write \"weight\"": {
    "use": "weight"
  },
  "write it inside \"execution_block\"": {
    "use": "execution_block"
  },
  "write the declination as \"dec_str\", in sexagesimal degrees such as \"-69:45:22.0\"": {
    "use": "dec_str"
  },
  "write the right ascension as \"ra_str\", in sexagesimal hours such as \"05:23:34.6\" (degrees divided by 15)": {
    "use": "ra_str"
  },
  "write the targets of all fields as \"targets\", and in each scan \"target\" for its field": {
    "use": "targets"
  },
  "write them inside \"execution_block\", with beams and the channels apart": {
    "use": "execution_block"
  }
} as const;

export const NULL_MEANINGS = {
  "Beams towards directions near the target; absent or null means none.": "none",
  "Branch to take; absent or null means that of `commit`, or the default one.": "that of `commit`, or the default one",
  "Distance between the numbers of neighbouring channels; absent or null means not said.": "not said",
  "Epoch of the position as a Julian year; absent or null means not said.": "not said",
  "Frame of the direction: that of a body of the solar system. Absent or null means the same, since the kind says it. Layout 1.0 has no such key.": "the same, since the kind says it",
  "Frame of the direction: the Galactic system of 1958. Absent or null means the same, since the kind says it. Layout 1.0 has no such key.": "the same, since the kind says it",
  "Frame of the direction: the International Celestial Reference System. Absent or null means the same, since the kind says it. Layout 1.0 has no such key.": "the same, since the kind says it",
  "Frame of the direction: the International Celestial Reference System. Absent or null means the same. Layout 1.0 has the kind `icrs` in its place.": "the same",
  "Frame of the direction: the local horizon of the telescope. Absent or null means the same, since the kind says it. Layout 1.0 has no such key.": "the same, since the kind says it",
  "Taper of the visibilities, as the proposal tool writes it; absent or null means none.": "none",
  "What the project is for; absent or null means that nobody said.": "that nobody said"
} as const;

export const ARCHIVE_KEYS = {
  "eb": [
    "sbi_status",
    "status"
  ],
  "prj": [
    "sbi_status",
    "status"
  ],
  "sbd": [
    "sbi_status",
    "status"
  ],
  "sbi": [
    "sbi_status",
    "status"
  ]
} as const;
