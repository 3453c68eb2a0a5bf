import { join } from 'node:path';
import { startProgram } from '../../support/program.js';

/** Appends a second of so many callers in a process of their own. */
export async function perSecond(ownerUrl: string, callers: number, milliseconds: number): Promise<number> {
  const given = [ownerUrl, String(callers), String(milliseconds)];
  const program = startProgram(join(import.meta.dirname, 'main.ts'), {}, ...given);
  const line = await program.firstLine;
  const { code, errors } = await program.ended;
  if (line === undefined || code !== 0) throw new Error(`the callers failed: ${errors}`);
  return Number(line);
}
