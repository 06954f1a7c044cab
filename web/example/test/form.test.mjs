// The form in a browser: what is opened, edited, said to be wrong, and saved.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import axe from "axe-core";
import { missing, started } from "./around/browser.mjs";
import { BAD, changed, example, EXAMPLES, messages, read, text } from "./around/documents.mjs";

const SETS = "/observation_info/observation_sets";
const TARGETS = "/observation_info/targets";
const PRODUCTS = "/observation_info/data_product_sdps";

describe("the observation form", { skip: missing }, () => {
  let all;
  let form;
  const mid = example("prsl-mid");

  before(async () => {
    all = await started();
  });
  after(() => all?.close());

  /** A page of its own for each test, which must have nothing to complain of in the end. */
  const inBrowser = (name, run, options) =>
    test(name, async () => {
      form = await all.form(options);
      await run();
      assert.deepEqual(form.complaints, []);
      await form.page.close({ runBeforeUnload: false });
    });

  inBrowser("what was not edited is saved as it was, to the byte", async () => {
    assert.ok(EXAMPLES.length >= 4);
    for (const path of EXAMPLES) {
      await form.choose(path);
      assert.equal(await form.state(), "valid", path);
      assert.equal(await form.save(), text(path), path);
    }
  });

  inBrowser("a saved document is a file of its name", async () => {
    await form.choose(mid);
    assert.deepEqual(await form.download(), { name: "prsl-mid.json", text: text(mid) });
  });

  inBrowser("an edit changes one value and leaves all others, in their order", async () => {
    for (const path of EXAMPLES) {
      await form.choose(path);
      let wanted = read(path);
      const fields = await form.page.$$eval('main form input[type="text"]', (inputs) =>
        inputs.filter((each) => each.value !== "").map((each) => [each.id.slice(2), each.value]),
      );
      assert.ok(fields.length >= 2, path);
      const some = fields.filter((_, index) => index % 4 === 0);
      for (const [id, value] of some) {
        const pointer = decodeURIComponent(id);
        const isNumber = typeof at(wanted, pointer) === "number";
        wanted = changed(wanted, pointer, isNumber ? Number(value) + 1 : `${value}x`);
        await form.at(pointer).evaluate(typed, isNumber ? String(Number(value) + 1) : `${value}x`);
      }
      assert.equal(await form.save(), `${JSON.stringify(wanted, null, 2)}\n`, path);
    }
  });

  inBrowser("a problem appears at its field, in the words of the package, and goes", async () => {
    await form.choose(mid);
    assert.equal(await form.state(), "valid");
    const cases = [
      [`${SETS}/0/elevation`, "abc", "abc"],
      [`${SETS}/0/elevation`, "91", 91],
      [`${TARGETS}/0/reference_coordinate/ra_str`, "25:00", "25:00"],
      [`${SETS}/0/observation_type_details/bandwidth/value`, "", undefined],
      [`${SETS}/0/observation_set_id`, "", ""],
    ];
    for (const [pointer, typedText, value] of cases) {
      const control = form.at(pointer);
      const old = await control.inputValue();
      assert.equal(await form.problemAt(pointer), null);
      await control.fill(typedText);
      const [message] = messages(changed(read(mid), pointer, value));
      assert.ok(message);
      assert.equal(await form.problemAt(pointer), message);
      assert.equal(await form.state(), "1 problem, not saved");
      await control.fill(old);
      assert.equal(await form.problemAt(pointer), null);
      assert.equal(await form.state(), "valid, not saved");
    }
    assert.deepEqual(JSON.parse(await form.save()), read(mid));
  });

  inBrowser("all values of the constants are offered, and one that is chosen is written", async () => {
    await form.choose(mid);
    const band = form.at(`${SETS}/0/observing_band`);
    const { ObservingBand } = await import("ska-oso-pdm/1.0");
    assert.deepEqual(await band.locator("option").allTextContents(), Object.values(ObservingBand));
    await band.selectOption("mid_band_2");
    const wanted = changed(read(mid), `${SETS}/0/observing_band`, "mid_band_2");
    assert.deepEqual(JSON.parse(await form.save()), wanted);
  });

  inBrowser("a unit is that of the schema", async () => {
    await form.choose(mid);
    const elevation = form.page.locator(`label[for="${await form.at(`${SETS}/0/elevation`).getAttribute("id")}"]`);
    assert.equal(await elevation.locator(".unit").textContent(), "deg");
  });

  inBrowser("another kind has other fields, and the first one comes back as it was", async () => {
    await form.choose(mid);
    const pointer = `${TARGETS}/0/reference_coordinate`;
    await form.at(`${pointer}/kind`).selectOption("galactic");
    assert.equal(await form.at(`${pointer}/ra_str`).count(), 0);
    await form.at(`${pointer}/l`).fill("309.5");
    assert.match(await form.problemAt(`${pointer}/b`), /lacks the key "b"/);
    await form.at(`${pointer}/b`).fill("19.4");
    const galactic = { kind: "galactic", l: 309.5, b: 19.4 };
    assert.deepEqual(JSON.parse(await form.save()), changed(read(mid), pointer, galactic));
    await form.at(`${pointer}/kind`).selectOption("icrs");
    assert.deepEqual(JSON.parse(await form.save()), read(mid));
  });

  inBrowser("a variant brings its kind, and keeps what both have", async () => {
    await form.choose(mid);
    const pointer = `${PRODUCTS}/0/script_parameters`;
    await form.at(`${pointer}/variant`).selectOption("flow through");
    const { polarisations } = at(read(mid), pointer);
    const wanted = { kind: "pst", variant: "flow through", polarisations };
    assert.deepEqual(JSON.parse(await form.save()), changed(read(mid), pointer, wanted));
    assert.equal(await form.state(), "valid");
    await form.page.click("text=Undo");
    assert.deepEqual(JSON.parse(await form.save()), read(mid));
  });

  inBrowser("null, left out and empty are three things", async () => {
    await form.choose(mid);
    const pointer = `${SETS}/0/group_id`;
    const presence = form.page.locator(".field", { has: form.at(pointer) }).locator(".presence");
    for (const [state, value] of [["null", null], ["left out", undefined], ["given", ""]]) {
      await presence.first().selectOption(state);
      assert.deepEqual(JSON.parse(await form.save()), changed(read(mid), pointer, value));
    }
    const mode = `${SETS}/2/observation_type_details/pst_mode`; // null in the file
    assert.equal(await form.at(mode).inputValue(), "null");
    await form.at(mode).selectOption("", { force: true });
    const without = changed(changed(read(mid), pointer, ""), mode, undefined);
    assert.deepEqual(JSON.parse(await form.save()), without);
  });

  inBrowser("items are added and removed, and say what they need", async () => {
    await form.choose(example("prsl-draft"));
    const empty = read(example("prsl-draft"));
    await form.page.click('button:text-is("Add observation set")');
    const made = { array_details: undefined, observation_type_details: { bandwidth: {}, central_frequency: {} } };
    const saved = JSON.parse(await form.save());
    assert.deepEqual(saved.observation_info.observation_sets, [JSON.parse(JSON.stringify(made))]);
    for (const key of ["observation_set_id", "observing_band", "array_details/array"]) {
      assert.match((await form.problemAt(`${SETS}/0/${key}`)) ?? "", /lacks the key/, key);
    }
    await form.page.click('button:text-is("Remove observation set 1")');
    const { observation_info: info, ...others } = JSON.parse(await form.save());
    assert.deepEqual(info.observation_sets, []);
    assert.deepEqual(others, (({ observation_info: _, ...rest }) => rest)(empty));
  });

  inBrowser("a bad document is opened, shown with all problems, and can be mended", async () => {
    assert.ok(BAD.length >= 10);
    for (const path of BAD) {
      await form.choose(path);
      assert.equal(await form.save(), text(path), path);
      const shown = await form.page.$$eval("aside li", (items) => items.map((each) => each.textContent));
      const wanted = messages(read(path));
      assert.ok(wanted.length > 0, path);
      assert.equal(shown.length, wanted.length, path);
      wanted.forEach((message, index) => assert.ok(shown[index].includes(message), `${path}: ${message}`));
    }
    const pointer = `${TARGETS}/0/reference_coordinate`;
    const old = at(read(mid), pointer);
    const strange = changed(changed(read(mid), pointer, { kind: "icrs", ra: 201.4, dec: -43 }), "/cycl", 1);
    await form.choose("strange.json", JSON.stringify(strange));
    assert.equal(await form.state(), "3 problems");
    await form.at(`${pointer}/ra_str`).fill(old.ra_str);
    await form.at(`${pointer}/dec_str`).fill(old.dec_str);
    for (const key of ["ra", "dec", "cycl"]) {
      const item = form.page.locator("aside li", { hasText: `unknown key "${key}"` });
      await item.locator("summary").click();
      await item.locator('button:text-is("Leave out")').click();
      await item.waitFor({ state: "detached" });
    }
    assert.equal(await form.state(), "valid, not saved");
    assert.deepEqual(JSON.parse(await form.save()), read(mid));
  });

  inBrowser("what has another form than its field wants is edited as JSON", async () => {
    const pointer = `${SETS}/0/observation_type_details/bandwidth`;
    await form.choose("text.json", JSON.stringify(changed(read(mid), pointer, "435 MHz")));
    const group = form.at(pointer);
    assert.equal(await group.locator("textarea").inputValue(), '"435 MHz"');
    await group.locator("textarea").fill("{");
    await group.locator('button:text-is("Put in")').click();
    const said = /^This cannot be put in \(line 1, column 1\): not JSON: .*\.$/;
    assert.match(await group.locator('[role="alert"]').textContent(), said);
    await group.locator("textarea").fill('{"value": 435, "unit": "MHz"}');
    await group.locator('button:text-is("Put in")').click();
    assert.equal(await form.state(), "valid, not saved");
    assert.deepEqual(JSON.parse(await form.save()), read(mid));
  });

  inBrowser("keys that every object of JavaScript has are keys like others", async () => {
    const hostile = text(mid).replace("{", '{"__proto__": {"cycle": 1}, "constructor": null,');
    await form.choose("hostile.json", hostile);
    assert.equal(await form.state(), "2 problems");
    await form.at("/cycle").fill("x");
    const saved = JSON.parse(await form.save());
    assert.deepEqual(Object.keys(saved).slice(0, 2), ["__proto__", "constructor"]);
    assert.equal(saved.cycle, "x");
  });

  const REFUSED = [
    ["not JSON", "{", /^file\.json cannot be opened \(line 1, column 1\): not JSON: .*\. What was open stays as it is\.$/],
    ["nothing", "", /^file\.json cannot be opened: empty; a document is a JSON object\. /],
    ["no document", "[]", /^file\.json is no document of the SKA Project Data Model\./],
    ["one of another entity", text(example("sbd-mid-imaging")), /is no proposal: by its content it is a document "sbd" of layout 1\.0\./],
    ["one of an older layout", text(example("prsl-mid", "0.7")), /is a proposal of layout 0\.7, and this form edits 1\.0\. Convert it with `ska-oso-pdm upgrade/],
    ["one that is too deep", "[".repeat(10_000) + "]".repeat(10_000), /nested more than 200 levels deep/],
    ["an inexact number", text(mid).replace('"version": 7', '"version": 9007199254740993'), /9007199254740993 is more than JavaScript holds exactly/],
    ["a key twice", text(mid).replace("{", '{"cycle": "SKA_1962_2024",'), /\(line \d+, column \d+\): .*"cycle"/],
    ["half a character", text(mid).replace('"version": 7', '"version": "\\ud800"'), /\(line \d+, column \d+\): .*surrogate/],
    ["no text", Buffer.from([0x7b, 0xff, 0x7d]), /^file\.json cannot be opened \(line 1, column 2\): byte 0xff is not UTF-8/],
  ];
  inBrowser("what cannot be opened is told in a sentence, and nothing is lost", async () => {
    await form.choose(mid);
    await form.at("/cycle").fill("mine");
    for (const [name, content, sentence] of REFUSED) {
      await form.choose("file.json", content);
      assert.match(await form.answer("OK"), sentence, name);
      assert.equal(await form.page.textContent(".file"), "prsl-mid.json", name);
      assert.equal(await form.at("/cycle").inputValue(), "mine", name);
    }
    await form.drop("file.json", 32 * 1024 * 1024 + 1);
    assert.match(await form.answer("OK"), /^file\.json is larger than 32 MiB/);
    assert.deepEqual(JSON.parse(await form.save()), changed(read(mid), "/cycle", "mine"));
  });

  inBrowser("changes that are not saved are not given up unasked", async () => {
    await form.choose(mid);
    await form.at("/cycle").fill("mine");
    await form.choose(example("prsl-low"));
    assert.match(await form.answer("Keep"), /^prsl-mid\.json has changes that are not saved\. Open prsl-low\.json/);
    assert.equal(await form.at("/cycle").inputValue(), "mine");
    await form.choose(example("prsl-low"));
    await form.answer("Open");
    assert.equal(await form.page.textContent(".file"), "prsl-low.json");
    assert.equal(await form.save(), text(example("prsl-low")));

    const asked = async () => {
      const dialogs = [];
      const note = (dialog) => {
        dialogs.push(dialog.type());
        void dialog.accept();
      };
      form.page.on("dialog", note);
      await form.page.reload();
      form.page.off("dialog", note);
      await form.page.waitForSelector("main");
      return dialogs;
    };
    assert.deepEqual(await asked(), []);
    await form.at("/cycle").pressSequentially("mine");
    assert.deepEqual(await asked(), ["beforeunload"]);
  });

  inBrowser("a file can be dropped", async () => {
    await form.drop("dropped.json", text(mid));
    await form.page.waitForFunction(() => document.querySelector(".file").textContent === "dropped.json");
    assert.equal(await form.save(), text(mid));
    await form.drop("bad.json", "{");
    assert.match(await form.answer("OK"), /^bad\.json cannot be opened/);
  });

  inBrowser("all of it works by keyboard", async () => {
    await form.page.keyboard.press("Tab");
    assert.equal(await form.page.evaluate(() => document.activeElement.id), "file");
    await form.choose("bad.json", JSON.stringify(changed(read(mid), `${PRODUCTS}/3/data_product_id`, 5)));
    await form.page.locator("aside .link").focus();
    await form.page.keyboard.press("Enter"); // its item was closed
    const id = await form.at(`${PRODUCTS}/3/data_product_id`).getAttribute("id");
    assert.equal(await form.page.evaluate(() => document.activeElement.id), id);
    await form.page.keyboard.press("ControlOrMeta+a");
    await form.page.keyboard.type("SDP-4");
    assert.equal(await form.state(), "valid, not saved");
    await form.choose("other.json", "{");
    await form.page.keyboard.press("Escape");
    await form.page.waitForSelector("dialog", { state: "detached" });
  });

  inBrowser("no text becomes code, and nothing is loaded from elsewhere", async () => {
    const policy = await form.page.getAttribute('meta[http-equiv="Content-Security-Policy"]', "content");
    assert.match(policy, /default-src 'none'; script-src 'self';/);
    const injected = changed(read(mid), `${TARGETS}/0/name`, "<img src=x onerror=alert(1)>");
    await form.choose("injected.json", JSON.stringify(injected));
    assert.equal(await form.page.locator("main img").count(), 0);
  });

  const SIGHTS = [
    ["light", 375],
    ["dark", 1280],
  ];
  for (const [colorScheme, width] of SIGHTS) {
    inBrowser(
      `is accessible and fits, ${colorScheme}, ${width} pixels wide`,
      async () => {
        const bad = changed(changed(read(mid), `${SETS}/0/elevation`, "abc"), "/cycl", 1);
        await form.choose("bad.json", JSON.stringify(bad));
        assert.equal(await form.page.evaluate(() => document.documentElement.scrollWidth), width);
        // By the protocol of the browser, since the policy of the page lets in no script of others.
        const { violations } = await form.page.evaluate(`(() => { ${axe.source}; return axe.run(); })()`);
        const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).slice(0, 3).join(" ")}`);
        assert.deepEqual(told, []);
      },
      { colorScheme, viewport: { width, height: 800 } },
    );
  }
});

/** The value at a JSON pointer. */
function at(tree, pointer) {
  return pointer.split("/").slice(1).reduce((inner, step) => inner?.[step], tree);
}

/** What typing does, without waiting for a field that is folded away. Runs in the page. */
function typed(input, value) {
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}
