import pg from 'pg';
import { rebuild } from '../index.js';
import { readerOf } from '../recorded.testing.js';

/** Rebuilds on three threads, which run the compiled sources: jest compiles for its own threads only. */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] });
await rebuild({ pool, reader: readerOf(pool), threads: 3 });
await pool.end();
console.log('rebuilt');
