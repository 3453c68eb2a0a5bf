import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { transformSync } from '@swc/core';

// Lets Node run the TypeScript sources as they stand, where jest does not resolve and compile them for it:
// `node --import ./test/support/sources.mjs file.ts`.

const root = join(import.meta.dirname, '../..');
const built = join(root, 'dist');
const [ts, tsx] = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8')).map(({ jsc }) => ({
  jsc,
  swcrc: false,
  module: { type: 'es6' },
  sourceMaps: 'inline',
}));

registerHooks({
  resolve(specifier, context, next) {
    // A thread runs what was built: it would compile all sources for itself.
    if (!isMainThread && specifier.startsWith('file:')) return next(specifier.replace(root, built), context);
    if (!/\.tsx?$/.test(context.parentURL ?? '')) return next(specifier, context);
    const room = /^#([a-z-]+)$/.exec(specifier)?.[1];
    if (room) return next(join(root, 'libs', room, 'index.ts'), context);
    if (!specifier.startsWith('.')) return next(specifier, context);
    const source = specifier.replace(/\.js$/, '.ts');
    return next(existsSync(new URL(source, context.parentURL)) ? source : `${source}x`, context);
  },
  load(url, context, next) {
    if (!/\.tsx?$/.test(url) || url.includes('/node_modules/')) return next(url, context);
    const filename = fileURLToPath(url);
    const options = url.endsWith('x') ? tsx : ts;
    const { code } = transformSync(readFileSync(filename, 'utf8'), { ...options, filename });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
