// Reads {path: html} from standard input, and writes what is wrong with the pages, one line each.
import { text } from "node:stream/consumers";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const rules = {
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    // Fashion: how the markup is written, not what it means.
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
    "doctype-style": "off",
    "no-trailing-whitespace": "off",
    "void-style": "off",
    // Templates hold what scripts fill in.
    "empty-heading": "off",
  },
};
const validator = new HtmlValidate(new StaticConfigLoader(rules));
for (const [path, html] of Object.entries(JSON.parse(await text(process.stdin)))) {
  const { results } = await validator.validateString(html, path);
  for (const { ruleId, message, line, column } of results.flatMap(({ messages }) => messages))
    console.log(`${path}:${line}:${column} ${ruleId}: ${message} | ${(html.split("\n")[line - 1] ?? "").slice(Math.max(0, column - 40), column + 60)}`);
}
