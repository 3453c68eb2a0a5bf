import type { LoggedRecord, PersonalValue } from '../port.js';
import type { Mirror, SourcePosition } from './mirror.js';

/** A mirror in memory, for the contract. */
export class InMemoryMirror implements Mirror {
  readonly #log: LoggedRecord[] = [];
  readonly #personal = new Map<string, PersonalValue>();
  #checkpoint: SourcePosition | undefined;

  async checkpoint(): Promise<SourcePosition | undefined> {
    return this.#checkpoint;
  }

  async add(record: Omit<LoggedRecord, 'position'>, from: SourcePosition): Promise<void> {
    this.#checkpoint = from;
    if (await this.hasAny([record.eventId])) return;
    const latest = this.#log.at(-1)?.recordedAt;
    const recordedAt = latest !== undefined && latest > record.recordedAt ? latest : record.recordedAt;
    this.#log.push({ ...record, recordedAt, position: BigInt(this.#log.length + 1) });
  }

  async hasAny(eventIds: readonly string[]): Promise<boolean> {
    return this.#log.some(record => eventIds.includes(record.eventId));
  }

  async readStream(stream: string, afterVersion = 0): Promise<readonly LoggedRecord[]> {
    return this.#log.filter(record => record.stream === stream && record.version > afterVersion);
  }

  async readAll(after: bigint, limit: number): Promise<readonly LoggedRecord[]> {
    return this.#log.slice(Number(after), Number(after) + limit);
  }

  async head(): Promise<bigint> {
    return BigInt(this.#log.length);
  }

  async keepPersonal(values: readonly PersonalValue[]): Promise<void> {
    for (const value of values) this.#personal.set(value.commitment, value);
  }

  async readPersonal(commitments: readonly string[]): Promise<readonly PersonalValue[]> {
    return commitments.flatMap(commitment => this.#personal.get(commitment) ?? []);
  }

  async erasePersonal(commitment: string): Promise<void> {
    this.#personal.delete(commitment);
  }
}
