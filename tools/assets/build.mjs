// Builds the one style sheet and the one script into the ui app. What may not be in them:
// tests/foundation/ui/test_assets.py.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import * as sass from "sass";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const into = here("../../src/oversight/foundation/ui/static/oversight/");
mkdirSync(into, { recursive: true });
const { css } = sass.compile(here("app.scss"), {
  loadPaths: [here("node_modules"), here(".")], style: "compressed", charset: false, quietDeps: true, silenceDeprecations: ["import"],
});
// GOV.UK's own blue is left in two corners that no setting reaches (a list's chosen option, a file button).
writeFileSync(`${into}app.css`, `${css.replaceAll("#1d70b8", "#0b5878")}\n`);
await build({
  entryPoints: [here("app.js")], bundle: true, minify: true, format: "iife", target: ["es2020"], charset: "utf8",
  outfile: `${into}app.js`, legalComments: "none",
});
