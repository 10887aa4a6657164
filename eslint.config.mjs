// What Prettier and tsc leave open: names that nothing uses or that do not exist, and styles that no browser knows.
import css from "@eslint/css";
import js from "@eslint/js";
import globals from "globals";

const scripts = {
  files: ["**/*.js", "**/*.mjs"],
  linterOptions: { reportUnusedDisableDirectives: "error" },
  rules: {
    ...js.configs.recommended.rules,
    "no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
    // A branch on a line of its own stands in braces.
    curly: ["error", "multi-line"],
    eqeqeq: ["error", "always", { null: "ignore" }],
    "no-var": "error",
    "object-shorthand": "error",
    "prefer-const": ["error", { ignoreReadBeforeAssign: true }],
  },
};

const styles = {
  files: ["static/css/**/*.css"],
  language: "css/css",
  plugins: { css },
  rules: {
    ...css.configs.recommended.rules,
    // Most variables stand in tokens.css, which the rule does not read.
    "css/no-invalid-properties": ["error", { allowUnknownVariables: true }],
    // What only some browsers do must do no harm in the others; the bundler knows which ones we have to serve.
    "css/use-baseline": "off",
    "css/no-important": "off",
  },
};

export default [
  { ignores: ["static/dist/", ".venv/"] },
  scripts,
  { files: ["static/src/**"], languageOptions: { globals: { ...globals.browser, ...globals.serviceworker } } },
  { files: ["**/*.mjs", "tests/js/**"], languageOptions: { globals: globals.node } },
  styles,
];
