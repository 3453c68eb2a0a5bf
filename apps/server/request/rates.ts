/** Attempts a minute from one address: enough for people, few for guesses. */
export const LOGINS = { max: 30, timeWindow: '1 minute' };
