// Reads {path: html} from standard input, and writes what is wrong with the pages, one line each.
import { text } from "node:stream/consumers";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const pageRules = {
  // How the markup is written, not what it means.
  "attribute-boolean-style": "off",
  "attribute-empty-style": "off",
  "doctype-style": "off",
  "no-trailing-whitespace": "off",
  "void-style": "off",
  // Everything comes from the server itself.
  "require-sri": "off",
  // The sidebar comes before the page.
  "heading-level": ["error", { minInitialRank: "h2" }],
  // A list of options below a field is no select.
  "prefer-native-element": ["error", { exclude: ["listbox"] }],
};
// A script fills in what a template leaves empty.
const templateRules = {
  ...pageRules,
  "empty-heading": "off",
  "element-required-attributes": "off",
  "heading-level": "off",
  "text-content": "off",
  "wcag/h30": "off",
};
const [ofPage, ofTemplates] = [pageRules, templateRules].map(
  (rules) => new HtmlValidate(new StaticConfigLoader({ extends: ["html-validate:recommended", "html-validate:document"], rules })),
);

/** @param {HtmlValidate} validator @param {string} path @param {string} html */
async function check(validator, path, html) {
  const { results } = await validator.validateString(html, path);
  return results
    .flatMap(({ messages }) => messages)
    .map(({ ruleId, message, line, column }) => `${path} ${ruleId}: ${message} | ${around(html, line, column)}`);
}

/** @param {string} html @param {number} line @param {number} column */
function around(html, line, column) {
  return (html.split("\n")[line - 1] ?? "").slice(Math.max(0, column - 60), column + 60).trim();
}

for (const [path, html] of Object.entries(JSON.parse(await text(process.stdin)))) {
  const bare = html.replace(/(<template[^>]*>).*?(?=<\/template>)/gs, "$1");
  const found = [...(await check(ofPage, path, bare)), ...(await check(ofTemplates, path, html))];
  for (const each of new Set(found)) console.log(each);
}
