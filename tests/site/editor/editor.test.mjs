// What an editor gives somebody who writes a block by hand, from a server at SKA_OSO_PDM_SITE.

import assert from "node:assert/strict";
import { test } from "node:test";

import languageService from "vscode-json-languageservice";

const { getLanguageService, TextDocument } = languageService;
const SITE = process.env.SKA_OSO_PDM_SITE;
const NAME = "https://schema.skao.int/";
const SBD = `${NAME}ska-oso-pdm-sbd/1.0`;

assert.ok(SITE, "SKA_OSO_PDM_SITE names the server, for example http://127.0.0.1:8080/");

/** Fetch as an editor does; `resolve` is what a name leads to where the editor runs. */
function fetching(resolve) {
  const asked = [];
  const request = async (url) => {
    asked.push(url);
    const answer = await fetch(resolve(url));
    if (!answer.ok) throw `${url}: ${answer.status}`;
    assert.match(answer.headers.get("content-type"), /^application\/(schema\+)?json$/);
    return answer.text();
  };
  return { asked, request };
}

/** Only the server itself can be reached. */
const alone = (url) => {
  assert.ok(url.startsWith(SITE), `${url} is elsewhere`);
  return url;
};
/** The name of the schemas leads to the server, as inside of a cluster. */
const inCluster = (url) => url.replace(NAME, SITE);

class Editor {
  constructor(resolve, schemas = []) {
    const { asked, request } = fetching(resolve);
    this.asked = asked;
    this.service = getLanguageService({
      schemaRequestService: request,
      workspaceContext: { resolveRelativePath: (path, from) => new URL(path, from).href },
    });
    this.service.configure({ validate: true, schemas });
  }

  /** Open a text in which | is the cursor. */
  open(name, text) {
    const at = text.indexOf("|");
    const document = TextDocument.create(
      `file:///blocks/${name}`, "json", 1, text.replace("|", ""),
    );
    const parsed = this.service.parseJSONDocument(document);
    return { document, parsed, position: document.positionAt(at) };
  }

  async completions(name, text) {
    const { document, parsed, position } = this.open(name, text);
    const found = await this.service.doComplete(document, position, parsed);
    return found.items.map((item) => item.label);
  }

  async hover(name, text) {
    const { document, parsed, position } = this.open(name, text);
    const found = await this.service.doHover(document, position, parsed);
    return found && found.contents.map((part) => part.value ?? part).join("\n");
  }

  async problems(name, text) {
    const { document, parsed } = this.open(name, text);
    const found = await this.service.doValidation(document, parsed);
    return found.map(({ message, range }) => `${range.start.line + 1}: ${message}`);
  }
}

const settings = async () => {
  const given = await (await fetch(`${SITE}data/vscode-settings.json`)).json();
  assert.deepEqual(given["json.schemaDownload.trustedDomains"], { [SITE]: true });
  return given["json.schemas"].map(({ url, fileMatch }) => ({ uri: url, fileMatch }));
};
const byName = async () => new Editor(alone, await settings());

const BLOCK = `{
  "interface": "${SBD}",
  "telescope": "ska_mid",
  "targets": [{"reference_coordinate": {"kind": "special", "name": "Sun"}, "rename": 1}]
}`;

test("a new block is begun with its interface", async () => {
  const editor = await byName();
  assert.ok((await editor.completions("sbd-new.json", "{|}")).includes("interface"));
  const urls = await editor.completions("sbd-new.json", '{"interface": |}');
  assert.equal(urls.filter((url) => url.includes("ska-oso-pdm-sbd/")).length, 9);
  assert.ok(urls.includes(`"${SBD}"`));
});

test("keys are completed, by the layout that the block names", async () => {
  const editor = await byName();
  const keys = await editor.completions("sbd-a.json", `{"interface": "${SBD}", |}`);
  for (const key of ["telescope", "targets", "csp_configurations", "$schema"]) {
    assert.ok(keys.includes(key), `${key}: ${keys}`);
  }
  const old = `{"interface": "${SBD.replace("1.0", "0.1")}", |}`;
  assert.ok((await editor.completions("sbd-a.json", old)).includes("field_configurations"));
  const deep = BLOCK.replace('"rename": 1', "|");
  assert.ok((await editor.completions("sbd-a.json", deep)).includes("pointing_pattern"));
});

test("a wrong key is marked where it stands, and so is a wrong value", async () => {
  const editor = await byName();
  assert.deepEqual(await editor.problems("sbd-a.json", BLOCK), [
    "4: Property rename is not allowed.",
  ]);
  const wrong = BLOCK.replace("ska_mid", "vla").replace(', "rename": 1', "");
  const [told, ...others] = await editor.problems("sbd-a.json", wrong);
  assert.match(told, /^3: Value is not accepted. Valid values: "ska_mid", "ska_low"/);
  assert.deepEqual(others, []);
});

test("a label of no layout is marked", async () => {
  const editor = await byName();
  const [told] = await editor.problems("sbd-a.json", '{"interface": "sbd/1.0"}');
  assert.match(told, /^1: Value is not accepted/);
  assert.match((await editor.problems("sbd-a.json", "{}"))[0], /interface/);
});

test("a retired layout is marked with what it was and what to do", async () => {
  const editor = await byName();
  const text = `{"interface": "${NAME}ska-oso-pdm-prj/0.2", "obs_blocks": []}`;
  const [told, ...others] = await editor.problems("prj-old.json", text);
  assert.match(told, /Layout 0.2 of projects .* ska-oso-pdm upgrade/);
  assert.deepEqual(others, ["1: Value is deprecated"]);
});

test("what a key means is shown", async () => {
  const editor = await byName();
  const shown = await editor.hover("sbd-a.json", BLOCK.replace('"tele', '"|tele'));
  assert.match(shown, /Telescope that a document is written for/);
});

test("files of other names and without a schema are left alone", async () => {
  const editor = await byName();
  for (const name of ["package.json", "review-notes.json", "settings.json"]) {
    assert.deepEqual(await editor.problems(name, '{"anything": 1}'), []);
  }
});

test("a bundle named in $schema needs nothing but itself", async () => {
  const editor = new Editor(alone);
  const named = BLOCK.replace("{", `{"$schema": "${SITE}ska-oso-pdm-sbd/1.0.bundle.json",`);
  assert.deepEqual(await editor.problems("any.json", named), [
    "4: Property rename is not allowed.",
  ]);
  assert.deepEqual(editor.asked, [`${SITE}ska-oso-pdm-sbd/1.0.bundle.json`]);
});

for (const name of ["ska-oso-pdm-sbd/1.0", "ska-oso-pdm-sbd/1.0.bundle.json"]) {
  test(`${name} named in $schema works where the name leads to the server`, async () => {
    const editor = new Editor(inCluster);
    const named = BLOCK.replace("{", `{"$schema": "${NAME}${name}",`);
    assert.deepEqual(await editor.problems("any.json", named), [
      "4: Property rename is not allowed.",
    ]);
    const deep = named.replace('"rename": 1', "|");
    assert.ok((await editor.completions("any.json", deep)).includes("pointing_pattern"));
    const shown = await editor.hover("any.json", named.replace('"targets', '"|targets'));
    assert.match(shown, /\w/);
  });
}

test("every schema of the catalogue can be had, with all that it refers to", async () => {
  const catalogue = await (await fetch(`${SITE}data/catalog.json`)).json();
  for (const { url, versions } of catalogue.schemas) {
    for (const schema of [url, ...Object.values(versions)]) {
      const editor = new Editor(alone, [{ uri: schema, fileMatch: ["*.json"] }]);
      const told = await editor.problems("a.json", '{"interface": 1}');
      assert.ok(told.length > 0, schema);
      assert.ok(!told.some((each) => each.includes("Unable to load")), `${schema}: ${told}`);
    }
  }
});
