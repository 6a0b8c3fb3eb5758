// SPDX-License-Identifier: EUPL-1.2
// Opens a page of a report in the Chromium of the system, and holds it to its promise: one file, nothing else.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

/** Where `cargo run -p reports --example pages` wrote. */
export const PAGES = process.env.PAGES ?? assert.fail("PAGES must name the folder that the example `pages` wrote");

const DEADLINE = 20_000;
const QUIET = [
  "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-domain-reliability",
  "--disable-sync", "--no-first-run", "--no-default-browser-check", "--host-resolver-rules=MAP * ~NOTFOUND",
];

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  // The sandbox of Chromium refuses to be started by root.
  args: process.getuid() === 0 ? [...QUIET, "--no-sandbox"] : QUIET,
});

/** Opens the page of one folder, hands it to `look`, and demands that it asked for nothing and complained of nothing. */
export async function visit(browser, folder, options, look) {
  const file = path.join(PAGES, folder, "rapport.html");
  assert.ok(existsSync(file), `${file} is not there`);
  const { hash = "", ...settings } = options;
  const context = await browser.newContext({ offline: true, viewport: { width: 1300, height: 900 }, ...settings });
  context.setDefaultTimeout(DEADLINE);
  const troubles = [];
  const page = await context.newPage();
  const url = pathToFileURL(file).href;
  await page.route("**/*", (route) => (route.request().url().split("#")[0] === url ? route.continue() : route.abort()));
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== url) troubles.push(`asked for ${request.url()}`);
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) troubles.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => troubles.push(`threw ${error.message}`));
  page.on("dialog", (dialog) => { troubles.push(`said ${dialog.message()}`); dialog.dismiss(); });
  page.on("popup", (popup) => troubles.push(`opened ${popup.url()}`));
  try {
    await page.goto(url + hash, { waitUntil: "load" });
    await look(page);
  } finally {
    await context.close();
  }
  assert.deepEqual(troubles, [], `${folder}: the page should do nothing of its own`);
}
