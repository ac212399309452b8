// Only rules that find mistakes or hold docs/browser.md (Styles); prettier decides the layout.
/** @type {import("stylelint").Config} */
export default {
  reportNeedlessDisables: true,
  reportInvalidScopeDisables: true,
  rules: {
    // Unknown names and values.
    "annotation-no-unknown": true,
    "at-rule-no-unknown": true,
    "at-rule-descriptor-no-unknown": true,
    "at-rule-descriptor-value-no-unknown": true,
    "at-rule-prelude-no-invalid": true,
    "color-no-invalid-hex": true,
    "declaration-property-value-no-unknown": true,
    "function-no-unknown": true,
    "media-feature-name-no-unknown": true,
    "media-feature-name-value-no-unknown": true,
    "media-query-no-invalid": true,
    "named-grid-areas-no-invalid": true,
    "property-no-unknown": true,
    "selector-no-invalid": true,
    "selector-pseudo-class-no-unknown": true,
    "selector-pseudo-element-no-unknown": true,
    "selector-anb-no-unmatchable": true,
    "unit-no-unknown": true,

    // Declarations without effect.
    "block-no-empty": true,
    "custom-property-no-missing-var-function": true,
    "declaration-block-no-duplicate-custom-properties": true,
    "declaration-block-no-duplicate-properties": true,
    "declaration-block-no-shorthand-property-overrides": true,
    "font-family-no-duplicate-names": true,
    "function-calc-no-unspaced-operator": true,
    "keyframe-block-no-duplicate-selectors": true,
    "keyframe-declaration-no-important": true,
    "no-duplicate-selectors": true,
    "no-empty-source": true,
    "no-invalid-double-slash-comments": true,
    "no-invalid-position-at-import-rule": true,
    "string-no-newline": true,

    // The rules of the style sheets.
    "at-rule-disallowed-list": [["import"], { message: "Link the file in _Styles.cshtml: an import has no fingerprint." }],

    "color-no-hex": true,
    "declaration-no-important": true,
    "function-disallowed-list": [["rgb", "rgba", "hsl", "hsla"], { message: "Use a role of tokens.css." }],
    "layer-name-pattern": ["^(reset|tokens|base|layout|components|utilities)$", { message: "Use a layer that tokens.css declares." }],
    // Browsers that we support do not know overflow-block, overflow-inline and resize: block.
    "property-layout-mappings": ["flow-relative", { ignoreProperties: [/^overflow-[xy]$/] }],
    "value-keyword-layout-mappings": ["flow-relative", { ignoreProperties: ["resize"] }],
    "selector-max-id": 0,
  },
  overrides: [
    { files: ["**/css/tokens.css"], rules: { "color-no-hex": null, "function-disallowed-list": null } },
    // The reset has to win over every other layer where something is hidden or motion is not wanted.
    { files: ["**/css/reset.css"], rules: { "declaration-no-important": null } },
  ],
};
