import 'reflect-metadata';
import { run } from './program.js';
import { terminal } from './terminal.js';

process.exitCode = await run(process.argv.slice(2), terminal);
