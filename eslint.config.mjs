import js from "@eslint/js";
import globals from "globals";

const dash = { dash_clientside: "readonly", dash_ag_grid: "readonly", Plotly: "readonly", React: "readonly" };

export default [
  js.configs.recommended,
  {
    rules: {
      "eqeqeq": "error",
      "no-shadow": "error",
      "no-unused-vars": ["error", { args: "none" }],
      "no-var": "error",
      "prefer-const": ["error", { destructuring: "all" }],
    },
  },
  { files: ["assets/**/*.mjs"], languageOptions: { globals: { ...globals.browser, ...dash } } },
  { files: ["tests/js/*.mjs"], languageOptions: { globals: globals.node } },
];
