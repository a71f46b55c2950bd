// Write the TypeScript types of everything that the service takes and gives.
//
//   node generate.mjs http://127.0.0.1:8000/openapi.json src/api.ts
//   node generate.mjs openapi.json src/api.ts

import { readFile, writeFile } from "node:fs/promises";

import { compile } from "json-schema-to-typescript";

const [source, target] = process.argv.slice(2);
if (source === undefined || target === undefined) {
  console.error("usage: node generate.mjs DESCRIPTION TARGET");
  process.exit(2);
}

const text = /^https?:/.test(source) ? await (await fetch(source)).text() : await readFile(source, "utf8");
const { schemas } = JSON.parse(text).components;

/** Lead references to where JSON Schema keeps its parts, and let each part have one type only. */
function tidied(node) {
  if (Array.isArray(node)) {
    return node.map(tidied);
  }
  if (node === null || typeof node !== "object") {
    return node;
  }
  if (typeof node.$ref === "string") {
    return { $ref: node.$ref.replace("#/components/schemas/", "#/definitions/") };
  }
  // Only objects have types with names: a property that is a text stays one.
  const kept = Object.entries(node).filter(([key, value]) => key !== "title" || typeof value !== "string" || node.type === "object");
  return Object.fromEntries(kept.map(([key, value]) => [key, tidied(value)]));
}

const definitions = tidied(schemas);
for (const [name, schema] of Object.entries(definitions)) {
  schema.title = name.replace(/(?:^|_)([a-z])/gi, (_, letter) => letter.toUpperCase()); // as in the description
}
const names = Object.keys(definitions);
const whole = {
  title: "Everything",
  type: "object",
  additionalProperties: false,
  definitions,
  properties: Object.fromEntries(names.map((name) => [name, { $ref: `#/definitions/${name}` }])),
  required: names,
};
const banner = "// Made by generate.mjs from the description of the service; not for editing.";
await writeFile(target, await compile(whole, "Everything", { bannerComment: banner, additionalProperties: false }));
