import type { Problem } from '../problem/problem.js';
import type { Frame } from '../request/frame.js';
import { Layout } from './components/layout.js';
import { Banner } from './components/messages.js';

/** A refusal, or a fault of ours, as a page. */
export function ErrorPage({ frame, problem }: { readonly frame: Frame; readonly problem: Problem }) {
  return (
    <Layout frame={frame} title={problem.title}>
      <Banner kind="error">{problem.detail}</Banner>
      <p>
        <a href="/">Revenir à l’accueil</a>
      </p>
      <p class="none">À citer à l’exploitant : {problem.correlationId}</p>
    </Layout>
  );
}
