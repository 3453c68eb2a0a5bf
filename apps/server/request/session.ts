import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashToken, type NewSession, newToken } from '#access';
import type { Ports } from '../ports.js';
import { csrfOf, type Frame } from './frame.js';

/** Outside the demonstration the pages are served over HTTPS, and the browser itself keeps the cookie to this host. */
const cookieName = ({ mode }: Ports) => (mode === 'production' ? '__Host-session' : 'session');

function cookieOf(ports: Ports, { cookies }: FastifyRequest): string | undefined {
  const value = cookies[cookieName(ports)];
  return value !== undefined && /^[\w-]{1,100}$/.test(value) ? value : undefined;
}

/** The frame of a request of nobody. */
export function bareFrame({ mode }: Pick<Ports, 'mode'>, { url, nonce }: FastifyRequest): Frame {
  return { mode, url, nonce };
}

/** The frame of a request, with the session behind its cookie. */
export async function frameOf(ports: Ports, request: FastifyRequest): Promise<Frame> {
  const bare = bareFrame(ports, request);
  const cookie = cookieOf(ports, request);
  const session = cookie === undefined ? undefined : await ports.sessions.find(hashToken(cookie));
  return session && cookie !== undefined ? { ...bare, ...session, csrf: csrfOf(cookie) } : bare;
}

/** Opens a session of an account under a new cookie; the one that was there before is over. */
export async function openSession(
  ports: Ports,
  request: FastifyRequest,
  reply: FastifyReply,
  session: Omit<NewSession, 'hash'>,
): Promise<Frame> {
  await closeSession(ports, request, reply);
  const cookie = newToken();
  const hash = hashToken(cookie);
  await ports.sessions.open({ hash, ...session });
  void reply.setCookie(cookieName(ports), cookie, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: ports.mode === 'production',
  });
  const opened = await ports.sessions.find(hash);
  return { ...bareFrame(ports, request), ...opened, csrf: csrfOf(cookie) };
}

/** The session's id token, where it was opened at a provider of identities. */
export async function closeSession(
  ports: Ports,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string | undefined> {
  const cookie = cookieOf(ports, request);
  const idToken = cookie === undefined ? undefined : await ports.sessions.close(hashToken(cookie));
  void reply.clearCookie(cookieName(ports), {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: ports.mode === 'production',
  });
  return idToken;
}
