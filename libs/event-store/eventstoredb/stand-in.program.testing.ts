import { StandIn } from './stand-in.testing.js';

/** A stand-in in a process of its own: prints its address, and runs until it is killed. First argument: its port. */
const standIn = await StandIn.start(Number(process.argv[2] ?? 0));
process.stdout.write(`${standIn.address}\n`);
