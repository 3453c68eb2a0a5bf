import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

// Lets Node run the TypeScript sources as they stand, where jest does not resolve and compile them for it:
// `node --import ./test/support/sources.mjs file.ts`.

const swcrc = JSON.parse(readFileSync(join(import.meta.dirname, '../../.swcrc'), 'utf8'));
const options = { ...swcrc, swcrc: false, exclude: [], module: { type: 'es6' }, sourceMaps: 'inline' };

registerHooks({
  resolve(specifier, context, next) {
    const room = /^#([a-z-]+)$/.exec(specifier)?.[1];
    if (room) return next(join(import.meta.dirname, '../../libs', room, 'index.ts'), context);
    const ours = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
    return next(ours ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
  load(url, context, next) {
    if (!url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context);
    const filename = fileURLToPath(url);
    const { code } = transformSync(readFileSync(filename, 'utf8'), { ...options, filename });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
