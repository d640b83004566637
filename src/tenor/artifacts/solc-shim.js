#!/bin/sh
':' //; exec __NODE__ "$0" "$@"
// The command line of the Solidity compiler, answered by npm's `solc` (the same compiler, as WebAssembly).
// tenor.artifacts.solc places it as an executable named solc-vX.Y.Z and writes the paths and the build in.
// It takes what py-solc-x, ape-solidity, forge, Slither and Halmos send, and refuses every other option as solc does.
'use strict';
const fs = require('fs');
const path = require('path');
const PACKAGE = __PACKAGE__;
const BUILD = __BUILD__;

const FLAGS = ['--version', '--help', '--standard-json', '--optimize', '--via-ir', '--metadata-literal', '--overwrite'];
const VALUES = ['--combined-json', '--base-path', '--include-path', '--allow-paths', '--optimize-runs', '--evm-version', '--metadata-hash'];
// Name in --combined-json -> where standard JSON holds it below one contract.
const OUTPUTS = {
  abi: 'abi', asm: 'evm.legacyAssembly', ast: '', bin: 'evm.bytecode.object', 'bin-runtime': 'evm.deployedBytecode.object',
  devdoc: 'devdoc', hashes: 'evm.methodIdentifiers', metadata: 'metadata', opcodes: 'evm.bytecode.opcodes',
  srcmap: 'evm.bytecode.sourceMap', 'srcmap-runtime': 'evm.deployedBytecode.sourceMap', 'storage-layout': 'storageLayout', userdoc: 'userdoc',
};

class Refusal extends Error {}

function parse(args) {
  const options = { files: [], remappings: [] };
  for (let i = 0; i < args.length; i++) {
    const [, name, value] = /^(--[^=]+)(?:=(.*))?$/s.exec(args[i]) || [];
    if (FLAGS.includes(name)) options[name] = [true];
    else if (VALUES.includes(name)) options[name] = [...(options[name] || []), value ?? args[++i]];
    else if (args[i].startsWith('-') && args[i] !== '-') throw new Refusal(`unrecognised option '${args[i]}'`);
    else (args[i].includes('=') ? options.remappings : options.files).push(args[i]);
  }
  return options;
}

const inside = (folder, file) => !/^\.\.(\/|$)/.test(path.relative(folder, file));
const searchRoots = (options) => [...(options['--base-path'] || ['.']), ...(options['--include-path'] || [])].map((root) => path.resolve(root));

// Reads an import as solc does: below the base and include paths, and never outside what the caller allowed.
function importReader(options) {
  const roots = searchRoots(options);
  const targets = options.remappings.map((remapping) => remapping.slice(remapping.indexOf('=') + 1));
  const folders = options.files.filter((file) => file !== '-').map((file) => path.dirname(file));
  const allowed = [...roots, ...(options['--allow-paths'] || []).flatMap((list) => list.split(',')), ...targets, ...folders]
    .map((folder) => path.resolve(folder)).filter((folder) => fs.existsSync(folder)).map((folder) => fs.realpathSync(folder));
  return (unit) => {
    const places = [...new Set(roots.map((root) => path.resolve(root, unit.replace(/^file:\/\//, ''))))];
    const found = places.filter((place) => fs.existsSync(place) && fs.statSync(place).isFile());
    if (found.length === 0) return { error: `File not found. Searched: ${places.join(', ')}.` };
    if (found.length > 1) return { error: `Ambiguous import. Multiple matching files: ${found.join(', ')}.` };
    const file = fs.realpathSync(found[0]);
    return allowed.some((folder) => inside(folder, file))
      ? { contents: fs.readFileSync(file, 'utf8') } : { error: 'File outside of allowed directories.' };
  };
}

function compile(input, options) {
  return require(PACKAGE).compile(input, { import: importReader(options) });
}

function sourceUnit(file, options) {
  const absolute = path.resolve(file);
  const root = searchRoots(options).find((folder) => inside(folder, absolute));
  return root ? path.relative(root, absolute) : absolute;
}

function combinedInput(options, stdin, wanted) {
  const sources = {};
  for (const file of options.files) {
    if (file === '-') sources['<stdin>'] = { content: stdin };
    else sources[sourceUnit(file, options)] = { content: fs.readFileSync(file, 'utf8') };
  }
  const contract = wanted.map((name) => OUTPUTS[name]).filter((place) => place);
  const settings = {
    remappings: options.remappings, viaIR: '--via-ir' in options,
    optimizer: { enabled: '--optimize' in options, runs: Number(options['--optimize-runs'] || 200) },
    metadata: { useLiteralContent: '--metadata-literal' in options },
    outputSelection: { '*': { '*': contract.length ? contract : ['abi'], '': wanted.includes('ast') ? ['ast'] : [] } },
  };
  if (options['--evm-version']) settings.evmVersion = options['--evm-version'][0];
  if (options['--metadata-hash']) settings.metadata.bytecodeHash = options['--metadata-hash'][0];
  return { language: 'Solidity', sources, settings };
}

function combinedOutput(output, wanted) {
  const result = { contracts: {}, version: BUILD };
  for (const [file, contracts] of Object.entries(output.contracts || {})) for (const [name, contract] of Object.entries(contracts)) {
    const row = (result.contracts[`${file}:${name}`] = {});
    for (const key of wanted) if (OUTPUTS[key]) row[key] = OUTPUTS[key].split('.').reduce((node, part) => node?.[part], contract);
  }
  if (wanted.includes('ast')) {
    result.sourceList = Object.keys(output.sources || {}).sort((a, b) => output.sources[a].id - output.sources[b].id);
    result.sources = Object.fromEntries(result.sourceList.map((file) => [file, { AST: output.sources[file].ast, id: output.sources[file].id }]));
  }
  return result;
}

function combined(options, stdin) {
  const wanted = options['--combined-json'][0].split(',');
  const unknown = wanted.find((name) => !(name in OUTPUTS));
  if (unknown !== undefined) throw new Refusal(`Invalid option to --combined-json: ${unknown}`);
  const output = JSON.parse(compile(JSON.stringify(combinedInput(options, stdin, wanted)), options));
  for (const error of output.errors || []) process.stderr.write(`${error.formattedMessage}\n`);
  if ((output.errors || []).some((error) => error.severity === 'error')) return 1;
  process.stdout.write(`${JSON.stringify(combinedOutput(output, wanted))}\n`);
  return 0;
}

async function readStdin() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function main() {
  const options = parse(process.argv.slice(2));
  if (options['--version']) process.stdout.write(`solc, the solidity compiler commandline interface\nVersion: ${BUILD}\n`);
  else if (options['--help']) process.stdout.write(`solc, the Solidity commandline compiler.\n  --combined-json ${Object.keys(OUTPUTS)}\n`);
  else if (options['--standard-json']) {
    const input = options.files.length ? fs.readFileSync(options.files[0], 'utf8') : await readStdin();
    process.stdout.write(`${compile(input, { ...options, files: [] })}\n`);
  } else if (options['--combined-json']) return combined(options, options.files.includes('-') ? await readStdin() : '');
  else throw new Refusal('No input given: use --standard-json, --combined-json or --version.');
  return 0;
}

// The exit code is set, not forced: process.exit would cut long output off at the pipe's 64 KiB.
main().then((status) => { process.exitCode = status; }).catch((error) => {
  process.stderr.write(`${error instanceof Refusal ? error.message : `Error: ${error.message}`}\n`);
  process.exitCode = 1;
});
