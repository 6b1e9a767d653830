// Print, as JSON, how many functions of a runtime make an indirect call, and how many do nothing else.
//
//   node indirect_calls.mjs ENGINE_FOLDER
import { bytes } from "../../theme/browser/makers/node.mjs";
import { OP, SECTION, body, instructions, read, readCode } from "../../theme/browser/makers/wasm.mjs";

const [folder] = process.argv.slice(2);
const functions = readCode(body(read(bytes(folder, "runtime.wasm")), SECTION.code));
const codes = functions.map((code) => Array.from(instructions(code), ([first]) => first));
const calling = codes.filter((code) => code.includes(OP.callIndirect));
const passing = calling.filter((code) => code.every((it) => [OP.localGet, OP.callIndirect, OP.end].includes(it)));
process.stdout.write(JSON.stringify({ calling: calling.length, passing: passing.length }));
