export { type Account, type AccountName, ACCOUNTS, POSTED_MEASURES, type PostedMeasure } from './accounts.js';
export { fecFormat } from './fec.js';
export { ENTRY_LABELS } from './labels.js';
export { hledgerFormat } from './hledger.js';
export { Journal, type JournalFormat, type LogStated } from './journal.js';
export { conventionName, type JournalFact, type JournalRow, transactionsOf } from './transactions.js';
