import type { ToldConvention } from '../told-convention.js';

/** One way for the life of an agreement to go, told up to where it stands. */
export type Scenario = (told: ToldConvention) => void;
