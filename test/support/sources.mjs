import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

/**
 * Lets Node run the TypeScript sources as they stand, outside jest's own module resolution:
 * `node --import ./test/support/sources.mjs file.ts`.
 */
const swcrc = JSON.parse(readFileSync(new URL('../../.swcrc', import.meta.url), 'utf8'));
const options = { ...swcrc, swcrc: false, exclude: [], module: { type: 'es6' }, sourceMaps: 'inline' };

export const sources = registerHooks({
  resolve(specifier, context, next) {
    const room = /^#([a-z-]+)$/.exec(specifier)?.[1];
    if (room) return next(new URL(`../../libs/${room}/index.ts`, import.meta.url).href, context);
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
