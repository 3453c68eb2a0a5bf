import pg from 'pg';
import { isPassing, storageFault } from './faults.js';

function reported(code: string): Error {
  const error = new pg.DatabaseError('reported by PostgreSQL', 0, 'error');
  error.code = code;
  return error;
}
const withCode = (code: string, syscall?: string) =>
  Object.assign(new Error(code), { code, ...(syscall === undefined ? {} : { syscall }) });

test.each([
  ['a full disk', reported('53100'), 'storage_full', false],
  ['a full disk under the documents', withCode('ENOSPC', 'write'), 'storage_full', false],
  ['a quota that is used up', withCode('EDQUOT', 'write'), 'storage_full', false],
  ['too many connections', reported('53300'), 'storage_unavailable', true],
  ['a server that stops', reported('57P01'), 'storage_unavailable', true],
  ['a server that nobody answers for', withCode('ECONNREFUSED', 'connect'), 'storage_unavailable', true],
  ['a socket that is not there', withCode('ENOENT', 'connect'), 'storage_unavailable', true],
  ['a connection that broke', withCode('ECONNRESET', 'read'), 'storage_unavailable', true],
  ['a connection that ended', new Error('Connection terminated unexpectedly'), 'storage_unavailable', true],
  ['a value that PostgreSQL refuses', reported('22P02'), undefined, false],
  ['a document that is not there', withCode('ENOENT', 'open'), undefined, false],
  ['a mistake of ours', new TypeError('x is not a function'), undefined, false],
])('%s: %s', (_, error, fault, passing) => {
  expect([storageFault(error), isPassing(error)]).toStrictEqual([fault, passing]);
});
