// SPDX-License-Identifier: EUPL-1.2
// What a reader does with `rapport.html`: filter, search, follow a failure to its evidence, print, read it aloud.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { PAGES, launch, visit } from "./browser.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const report = JSON.parse(readFileSync(`${PAGES}/fr/report.json`, "utf8"));
const ALL = report.scenarios.length;
const LANGUAGES = { fr: "Rapport de test de conformité MSSanté", en: "MSSanté conformity test report" };

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const shown = (page) => page.locator(".scenario:visible").evaluateAll((all) => all.map((one) => one.id.slice(2)));
const told = (page) => page.locator("#filter output").textContent();
const passed = report.scenarios.filter(({ verdict }) => verdict === "pass").map(({ id }) => id);
const unfold = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
/** Waits until the row is where a reader looks, and has the focus when there is a script to give it. */
const reached = async (page, id, focus = true) => {
  await page.waitForFunction(([id, focus]) => {
    const target = document.getElementById(id);
    const { top, bottom } = target.getBoundingClientRect();
    const seen = target.checkVisibility({ contentVisibilityAuto: true }) && top >= 0 && bottom <= innerHeight;
    return seen && target.matches(":target") && (!focus || document.activeElement === target);
  }, [id, focus]);
};
const words = (pdf) => execFileSync("pdftotext", ["-layout", "-", "-"], { input: pdf }).toString().replace(/\s+/g, " ");

for (const [lang, title] of Object.entries(LANGUAGES)) {
  test(`the page in ${lang} has its language, its title and its headings`, () => visit(browser, lang, {}, async (page) => {
    assert.equal(await page.locator("html").getAttribute("lang"), lang);
    assert.ok((await page.title()).startsWith(title));
    assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), title);
    assert.equal(await page.locator(".scenario").count(), ALL);
    const levels = await page.locator(":is(h1, h2, h3, h4, h5)").evaluateAll((all) => all.map((one) => Number(one.tagName[1])));
    const main = levels.slice(levels.indexOf(1));
    assert.ok(main.every((level, at) => at === 0 || level <= main[at - 1] + 1), String(main));
  }));

  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds no serious fault in the page in ${lang}, ${colorScheme}`, () =>
      visit(browser, lang, { colorScheme, bypassCSP: true }, async (page) => {
        await unfold(page);
        await page.evaluate(AXE);
        const { passes, violations } = await page.evaluate(() => globalThis.axe.run());
        assert.ok(passes.length > 20, "axe looked at next to nothing");
        const grave = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
        const say = ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`;
        assert.deepEqual(grave.map(say), []);
      }));
  }

  test(`on 320 pixels nothing of the page in ${lang} has to be moved sideways`, () =>
    visit(browser, lang, { viewport: { width: 320, height: 800 } }, async (page) => {
      await unfold(page);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
      const spilt = await page.locator(".transcript td, .facts td").evaluateAll((all) =>
        all.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.textContent));
      assert.deepEqual(spilt, []);
    }));
}

test("a choice of verdict shortens the list, and the count says so", () => visit(browser, "fr", {}, async (page) => {
  assert.equal(await told(page), `${ALL} sur ${ALL}`);
  await page.locator("#show-passed").check();
  assert.deepEqual(await shown(page), passed);
  assert.equal(await told(page), `${passed.length} sur ${ALL}`);
}));

test("verdict, theme, standing, requirement and words narrow one another, and all can be dropped", () =>
  visit(browser, "fr", {}, async (page) => {
    const choose = (name, value) => page.locator(`#filter select[name=${name}]`).selectOption(value);
    await page.locator("#filter input[type=search]").fill("INTACT echange");
    assert.deepEqual(await shown(page), passed.slice(0, 1));
    await page.locator("#filter input[type=search]").fill("CERTIFICAT refuse");
    const both = ["outbound/certificate/refused/expired", "inbound/certificate/refused/revoked"];
    assert.deepEqual(await shown(page), both);
    await choose("standing", "liste");
    assert.deepEqual(await shown(page), both);
    await choose("theme", "outbound/certificate");
    assert.deepEqual(await shown(page), both.slice(0, 1));
    await choose("requirement", "LISTE/audit-cert-valide");
    assert.deepEqual(await shown(page), []);
    assert.equal(await told(page), `0 sur ${ALL}`);
    await page.locator("#filter [data-clear]").click();
    assert.equal((await shown(page)).length, ALL);
    await choose("standing", "RFC");
    assert.deepEqual(await shown(page), ["outbound/queue/retried/451"]);
  }));

test("the address holds the filters, and a page opened at it shows the same", async () => {
  let hash;
  await visit(browser, "fr", {}, async (page) => {
    await page.locator("#show-passed").check();
    await page.locator("#filter select[name=theme]").selectOption("outbound/queue");
    hash = await page.evaluate(() => location.hash);
  });
  await visit(browser, "fr", { hash }, async (page) => {
    assert.deepEqual(await shown(page), ["outbound/queue/retried/451"]);
    assert.ok(await page.locator("#show-passed").isChecked());
  });
  await visit(browser, "fr", { hash: "#?show=nothing&theme=%ff&length=1" }, (page) => page.locator("#filter").waitFor());
});

test("the filters work without a mouse", () => visit(browser, "fr", {}, async (page) => {
  await page.locator("#show-all").focus();
  await page.keyboard.press("ArrowRight");
  assert.deepEqual(await shown(page), passed);
  await page.keyboard.press("Tab");
  await page.keyboard.type("redemarr reessaie");
  assert.deepEqual(await shown(page), []);
  await page.keyboard.press("Control+a");
  await page.keyboard.type("reessaie");
  assert.deepEqual(await shown(page), ["outbound/queue/retried/451"]);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.name), "theme");
}));

test("a failure leads to its scenario, to its evidence and back", () => visit(browser, "fr", {}, async (page) => {
  const failure = page.locator("#echecs .card.failed");
  const id = "outbound/certificate/refused/expired";
  await page.locator("#filter [data-close]").click();
  await page.locator("#show-passed").check();
  await failure.getByRole("link", { name: id }).click();
  await page.waitForFunction((id) => document.activeElement.parentElement.id === id, `s-${id}`);
  assert.ok(await page.locator(`[id="s-${id}"]`).evaluate((scenario) => scenario.open));
  await page.locator("#filter [data-close]").click();
  await failure.locator("a.obs", { hasText: "#11" }).click();
  await reached(page, "obs-11");
  await page.locator("#obs-11 a.back").click();
  await reached(page, `c-${id}-1`);
}));

test("without script everything is there, and a link unfolds what it leads to", () =>
  visit(browser, "fr", { javaScriptEnabled: false }, async (page) => {
    assert.equal((await shown(page)).length, ALL);
    assert.ok(await page.locator("#filter input[type=search]").isHidden());
    for (const { number, line } of report.observations) {
      // A quotation is one string; a sentence of ours stands there in French, with its spaces that do not break.
      const set = await page.locator(`#obs-${number} bdi`).textContent();
      assert.equal(line.fr ? set.replace(/[\u00a0\u202f]/g, " ") : set, line.fr ?? line);
    }
    await page.locator("#show-failed").check();
    assert.deepEqual(await shown(page), ["outbound/certificate/refused/expired"]);
    await page.locator("#echecs a.obs", { hasText: "#11" }).click();
    await reached(page, "obs-11", false);
    // A passed scenario is not chosen, and its transcript is folded.
    await page.locator("#exigences").getByText("Scénarios (1)").nth(1).click();
    await page.locator("#exigences").getByRole("link", { name: passed[0] }).click();
    await page.locator(`[id="s-${passed[0]}"] > summary`).click();
    await page.locator(`[id="s-${passed[0]}"] .checks a.obs`).click();
    await reached(page, "obs-6", false);
  }));

for (const javaScriptEnabled of [true, false]) {
  test(`on paper every scenario is unfolded, ${javaScriptEnabled ? "with" : "without"} script`, () =>
    visit(browser, "fr", { javaScriptEnabled }, async (page) => {
      await page.locator("#show-failed").check();
      const paper = words(await page.pdf({ preferCSSPageSize: true }));
      for (const { id } of report.scenarios) assert.ok(paper.includes(id), `${id} is not on paper`);
      for (const { number } of report.observations) {
        assert.ok(new RegExp(` ${number} [0-9][0-9:,.]*[0-9] `).test(paper), `observation ${number} is not on paper`);
      }
      assert.ok(paper.includes("message reçu au second essai"), "the transcript of a passed scenario is not on paper");
      assert.ok(paper.includes("Fin du rapport"), "the end of the report is not on paper");
    }));
}

test("what was folded before print is folded after it", () => visit(browser, "fr", {}, async (page) => {
  const folded = () => page.locator("details:not([open])").count();
  const before = await folded();
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await folded(), 0);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.equal(await folded(), before);
  assert.ok(before > 0);
}));

test("the watch over a page hears what a page should not do", async () => {
  const complains = (page) => page.evaluate(() => console.error("!"));
  await assert.rejects(visit(browser, "fr", {}, complains), /should do nothing of its own/);
  const asks = (page) => page.evaluate(() => new Promise((done) => {
    const picture = new Image();
    picture.onerror = done;
    picture.src = "http://127.0.0.1:9/";
  }));
  await assert.rejects(visit(browser, "fr", { bypassCSP: true }, asks), /asked for http/);
  // The policy of the page itself refuses before anything is asked.
  await assert.rejects(visit(browser, "fr", {}, asks), /Content Security Policy/);
});

const shape = (page) => page.locator("*").evaluateAll((all) => all.map((one) =>
  `${one.localName} ${one.getAttributeNames().filter((name) => name.startsWith("on")).join(" ")}`));
for (const folder of readdirSync(PAGES).filter((name) => name.startsWith("hostile-"))) {
  test(`words that deceive change nothing but words: ${folder}`, async () => {
    let harmless;
    await visit(browser, "harmless", {}, async (page) => { harmless = await shape(page); });
    await visit(browser, folder, {}, async (page) => {
      await unfold(page);
      await page.locator("#obs-9").hover();
      assert.deepEqual(await shape(page), harmless);
      assert.equal(await page.evaluate(() => globalThis.stung), undefined);
      assert.ok(await page.locator("#conclusion .word", { hasText: "Non conforme" }).isVisible());
      const seen = await page.locator("body").innerText();
      assert.doesNotMatch(seen, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u);
    });
  });
}
