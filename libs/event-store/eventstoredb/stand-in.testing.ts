import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import gossipServices from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import featureServices from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import services from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendReq, AppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import {
  Metadata,
  Server,
  ServerCredentials,
  status,
  type sendUnaryData,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type CallKind, type Fault, Faults } from './stand-in-faults.testing.js';
import { type Kept, StandInLog, typeOf } from './stand-in-log.testing.js';

/** What the stand-in saw of a call. */
export interface SeenCall {
  readonly kind: CallKind | 'batch-append';
  /** Absent where none was named. */
  readonly stream?: string;
  readonly requiresLeader: boolean;
  readonly hasDeadline: boolean;
  readonly connectionName: string;
  /** Of an append. */
  readonly expected?: 'any' | 'exact';
  /** Of a subscription: the commit position that it goes on from. */
  readonly after?: number;
}

/**
 * Stands in for an EventStoreDB server: speaks its protocol (Append, Read, subscriptions to $all, ServerFeatures,
 * Gossip) from the client's own generated services, and goes wrong as told. BatchAppend is offered as by a real
 * server, and never answered: the adapter must not use it.
 */
export class StandIn {
  readonly log = new StandInLog();
  readonly faults = new Faults();
  readonly calls: SeenCall[] = [];
  readonly #server = new Server({ 'grpc.max_receive_message_length': 2 ** 24 });
  readonly #subscribed = new Set<ServerWritableStream<ReadReq, ReadResp>>();
  /** Cuts the wire to the clients, where a test has put one. */
  cut: () => void = () => {};

  private constructor(readonly port: number) {}

  static async start(port = 0): Promise<StandIn> {
    const standIn = new StandIn(port);
    standIn.#serve();
    const bound = await new Promise<number>((resolve, reject) =>
      standIn.#server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, given) =>
        error ? reject(error) : resolve(given),
      ),
    );
    return Object.assign(standIn, { port: bound });
  }

  get address(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  fault(...faults: readonly Fault[]): void {
    for (const fault of faults) this.faults.add(fault);
  }

  /** Subscriptions that their clients have not given up. */
  get subscribed(): number {
    return this.#subscribed.size;
  }

  /** Ends every subscription, without an error. */
  endSubscriptions(): void {
    for (const call of this.#subscribed) call.end();
    this.#subscribed.clear();
  }

  /** Tells every subscription of a place far on, as a server does that filters. */
  sendCheckpoints(commit: number): void {
    const checkpoint = new streams.ReadResp.Checkpoint();
    checkpoint.setCommitPosition(String(commit)).setPreparePosition(String(commit));
    for (const call of this.#subscribed) call.write(new streams.ReadResp().setCheckpoint(checkpoint));
  }

  close(): void {
    this.#server.forceShutdown();
  }

  #serve(): void {
    const { append, read, batchAppend } = services.StreamsService;
    this.#server.addService(
      { append, read, batchAppend },
      {
        append: (call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>) => {
          const messages: AppendReq[] = [];
          call.on('data', (message: AppendReq) => messages.push(message));
          call.on('end', () => void this.#append(call, messages, answer));
        },
        read: (call: ServerWritableStream<ReadReq, ReadResp>) => void this.#read(call),
        batchAppend: (call: ServerUnaryCall<unknown, unknown>) => this.#saw('batch-append', call),
      },
    );
    this.#server.addService(featureServices.ServerFeaturesService, {
      getSupportedMethods: (
        call: ServerUnaryCall<unknown, unknown>,
        answer: sendUnaryData<InstanceType<typeof features.SupportedMethods>>,
      ) => {
        this.#saw('features', call);
        const fault = this.faults.next('features');
        if (fault?.does === 'unheard') return;
        if (fault) return answer(errorOf(fault.does, this.port));
        const methods = new features.SupportedMethods().setEventStoreServerVersion('stand-in');
        const batch = new features.SupportedMethod()
          .setServiceName('event_store.client.streams.streams')
          .setMethodName('batchappend');
        answer(null, methods.setMethodsList([batch]));
      },
    });
    this.#server.addService(gossipServices.GossipService, {
      read: (_: unknown, answer: sendUnaryData<InstanceType<typeof gossip.ClusterInfo>>) => {
        const member = new gossip.MemberInfo()
          .setInstanceId(new shared.UUID().setString(randomUUID()))
          .setState(gossip.MemberInfo.VNodeState.LEADER)
          .setIsAlive(true)
          .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(this.port));
        answer(null, new gossip.ClusterInfo().setMembersList([member]));
      },
    });
  }

  #saw(
    kind: SeenCall['kind'],
    call: { readonly metadata: Metadata; getDeadline(): Date | number },
    more: Partial<SeenCall> = {},
  ): void {
    this.calls.push({
      kind,
      requiresLeader: call.metadata.get('requires-leader')[0] === 'true',
      hasDeadline: Number.isFinite(Number(call.getDeadline())),
      connectionName: String(call.metadata.get('connection-name')[0]),
      ...more,
    });
  }

  async #append(
    call: ServerReadableStream<AppendReq, AppendResp>,
    messages: readonly AppendReq[],
    answer: sendUnaryData<AppendResp>,
  ): Promise<void> {
    const options = messages[0]!.getOptions()!;
    const stream = nameOf(options.getStreamIdentifier());
    const exact = options.hasNoStream() || options.hasRevision();
    this.#saw('append', call, { stream, expected: exact ? 'exact' : 'any' });
    const fault = this.faults.next('append');
    if (fault?.does === 'unheard') return;
    if (fault?.does === 'late') await pause(fault.amount);
    if (fault && ['unavailable', 'internal', 'not-leader'].includes(fault.does)) {
      return answer(errorOf(fault.does, this.port));
    }
    let response = this.#answerAppend(stream, options, messages.slice(1));
    if (fault?.does === 'twice') response = this.#answerAppend(stream, options, messages.slice(1));
    if (fault?.does === 'lost') return;
    if (fault?.does === 'reset') return this.cut();
    answer(null, response);
  }

  #answerAppend(stream: string, options: AppendReq.Options, messages: readonly AppendReq[]): AppendResp {
    const exact = options.hasNoStream()
      ? -1
      : options.hasRevision()
        ? Number(options.getRevision())
        : undefined;
    const proposed = messages.map(message => {
      const event = message.getProposedMessage()!;
      return {
        id: event.getId()!.getString(),
        metadata: [...event.getMetadataMap().entries()] as [string, string][],
        custom: event.getCustomMetadata_asU8(),
        data: event.getData_asU8(),
      };
    });
    const response = new streams.AppendResp();
    if (this.log.append(stream, exact, proposed)) {
      const last = exact === undefined ? this.log.stream(stream).length - 1 : exact + proposed.length;
      const success = new streams.AppendResp.Success().setCurrentRevision(String(last));
      return response.setSuccess(success.setNoPosition(new shared.Empty()));
    }
    const standing = this.log.stream(stream).length;
    const wrong = new streams.AppendResp.WrongExpectedVersion();
    if (standing === 0) wrong.setCurrentNoStream(new shared.Empty());
    else wrong.setCurrentRevision(String(standing - 1));
    if (exact === -1) wrong.setExpectedNoStream(new shared.Empty());
    else wrong.setExpectedRevision(String(exact));
    return response.setWrongExpectedVersion(wrong);
  }

  async #read(call: ServerWritableStream<ReadReq, ReadResp>): Promise<void> {
    const options = call.request.getOptions()!;
    const kind = options.hasSubscription() ? 'subscribe' : 'read';
    const all = options.getAll();
    const after = all?.hasPosition() ? Number(all.getPosition()!.getCommitPosition()) : 0;
    const seen = kind === 'read' ? { stream: nameOf(options.getStream()?.getStreamIdentifier()) } : { after };
    this.#saw(kind, call, seen);
    const fault = this.faults.next(kind);
    if (fault?.does === 'unheard' || fault?.does === 'lost') return;
    if (fault?.does === 'late') await pause(fault.amount);
    if (fault?.does === 'reset') return this.cut();
    if (fault && ['unavailable', 'internal', 'not-leader'].includes(fault.does)) {
      call.emit('error', errorOf(fault.does, this.port));
      return;
    }
    if (kind === 'subscribe') await this.#subscribe(call, options, after, fault);
    else this.#readStream(call, options);
  }

  async #subscribe(
    call: ServerWritableStream<ReadReq, ReadResp>,
    options: ReadReq.Options,
    after: number,
    fault: Required<Fault> | undefined,
  ): Promise<void> {
    const prefixes = options.getFilter()?.getEventType()?.getPrefixList() ?? [''];
    this.#subscribed.add(call);
    const confirmation = new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID());
    call.write(new streams.ReadResp().setConfirmation(confirmation));
    let sent = 0;
    let last: Promise<unknown> = Promise.resolve();
    const send = (event: Kept) => {
      if (event.commit <= after || !prefixes.some(prefix => typeOf(event).startsWith(prefix))) return;
      if (fault?.does === 'slow')
        last = last.then(() => pause(fault.amount)).then(() => call.write(told(event)));
      else call.write(told(event));
      if (fault?.does === 'twice') call.write(told(event));
      sent += 1;
      if (fault?.does === 'ended' && sent === fault.amount) call.end();
    };
    for (const event of this.log.after(after)) send(event);
    this.log.listeners.add(send);
    await last;
    call.write(new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp()));
    const over = () => {
      this.log.listeners.delete(send);
      this.#subscribed.delete(call);
    };
    call.on('cancelled', over);
    call.on('finish', over);
  }

  #readStream(call: ServerWritableStream<ReadReq, ReadResp>, options: ReadReq.Options): void {
    const asked = options.getStream()!;
    const identifier = asked.getStreamIdentifier()!;
    const standing = this.log.stream(nameOf(identifier));
    if (standing.length === 0) {
      const missing = new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifier);
      call.write(new streams.ReadResp().setStreamNotFound(missing));
    }
    const backwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
    const from = asked.hasEnd() ? standing.length - 1 : Number(asked.getRevision() || 0);
    const count = Number(options.getCount());
    const found = backwards
      ? standing.slice(Math.max(0, from + 1 - count), from + 1).toReversed()
      : standing.slice(from, from + count);
    for (const event of found) call.write(told(event));
    call.end();
  }
}

function nameOf(identifier: InstanceType<typeof shared.StreamIdentifier> | undefined): string {
  return Buffer.from(identifier?.getStreamName_asU8() ?? []).toString();
}

function errorOf(does: Fault['does'], port: number) {
  const metadata = new Metadata();
  if (does === 'unavailable') return { code: status.UNAVAILABLE, details: 'shutting down', metadata };
  if (does === 'internal') return { code: status.INTERNAL, details: 'something broke', metadata };
  metadata.set('exception', 'not-leader');
  metadata.set('leader-endpoint-host', '127.0.0.1');
  metadata.set('leader-endpoint-port', String(port));
  return { code: status.NOT_FOUND, details: 'not the leader', metadata };
}

function told(event: Kept): ReadResp {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(new shared.UUID().setString(event.id));
  recorded.setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(event.stream)));
  recorded.setStreamRevision(String(event.revision));
  recorded.setCommitPosition(String(event.commit));
  recorded.setPreparePosition(String(event.commit));
  for (const [key, value] of event.metadata) recorded.getMetadataMap().set(key, value);
  recorded.setCustomMetadata(event.custom);
  recorded.setData(event.data);
  const read = new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(event.commit));
  return new streams.ReadResp().setEvent(read);
}
