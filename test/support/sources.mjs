import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { transformSync } from '@swc/core';

// Lets Node run the TypeScript sources as they stand, where jest does not resolve and compile them for it:
// `node --import ./test/support/sources.mjs file.ts`.

const root = join(import.meta.dirname, '../..');
const built = join(root, 'dist');
const swcrc = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
const options = { ...swcrc, swcrc: false, exclude: [], module: { type: 'es6' }, sourceMaps: 'inline' };

registerHooks({
  resolve(specifier, context, next) {
    // A thread runs what was built: it would compile all sources for itself.
    if (!isMainThread && specifier.startsWith('file:')) return next(specifier.replace(root, built), context);
    if (!context.parentURL?.endsWith('.ts')) return next(specifier, context);
    const room = /^#([a-z-]+)$/.exec(specifier)?.[1];
    if (room) return next(join(root, 'libs', room, 'index.ts'), context);
    return next(specifier.startsWith('.') ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
  load(url, context, next) {
    if (!url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context);
    const filename = fileURLToPath(url);
    const { code } = transformSync(readFileSync(filename, 'utf8'), { ...options, filename });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
