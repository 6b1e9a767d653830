// Print, in base 64, a runtime reduced so far that Python starts from its snapshot and answers nothing.
//
//   node starts_only.mjs ENGINE_FOLDER
import { bytes, runtime } from "../../theme/browser/makers/node.mjs";
import { watched, without } from "../../theme/browser/makers/slim.mjs";
import { fromSnapshot } from "../../theme/browser/start.mjs";

const [folder] = process.argv.slice(2);
const code = bytes(folder, "runtime.wasm");
const started = await watched(await runtime(folder, "runtime"), code);
await fromSnapshot(started.runtime, bytes(folder, "snapshot.wasm"));
process.stdout.write(Buffer.from(without(code, started.ran())).toString("base64"));
