// Bundle a peer's worker as its users do: one minified module for today's browsers.
//
//   node bundle.mjs SOURCE TARGET
import { build } from "esbuild";

const [source, target] = process.argv.slice(2);
await build({
  entryPoints: [source],
  outfile: target,
  bundle: true,
  minify: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  logLevel: "error",
});
