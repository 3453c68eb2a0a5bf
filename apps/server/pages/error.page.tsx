import type { Problem } from '../problem/problem.js';
import type { Frame } from '../request/frame.js';
import { Layout } from './components/layout.js';
import { Banner } from './components/messages.js';

/** The sentence of the API names its list of routes, which is nothing to a reader of pages. */
const NO_PAGE = 'Cette page n’existe pas, ou n’existe plus. Vérifiez l’adresse, ou repartez de l’accueil.';

/** A refusal, or a fault of ours, as a page. */
export function ErrorPage({ frame, problem }: { readonly frame: Frame; readonly problem: Problem }) {
  return (
    <Layout frame={frame} title={problem.title}>
      <Banner kind="error">{problem.code === 'route_unknown' ? NO_PAGE : problem.detail}</Banner>
      <p class="under">
        <a href="/">Revenir à l’accueil</a>
        {frame.account && <a href="/conventions">Chercher une convention</a>}
      </p>
      <p class="none">À citer à l’exploitant : {problem.correlationId}</p>
    </Layout>
  );
}
