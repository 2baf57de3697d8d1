/**
 * The room Sources (/sources and what lies below): where data comes from and what was brought in so far.
 * `import/` is the way of a file from choice to summary, `platforms/` what is connected and kept fresh.
 */
import { Redirect, Route, Switch } from 'wouter';
import { ImportPage } from './import/ImportPage';
import { ImportTaskPage } from './import/ImportTaskPage';
import { ChooserPage, ConnectPage, KeyPage, SourcePage } from './platforms';
import { SourcesPage } from './SourcesPage';

export function SourcesRoom() {
  return (
    <Switch>
      <Route path="/sources/import">
        <ImportPage />
      </Route>
      <Route path="/sources/import/:task">
        {({ task }) => <ImportTaskPage task={Number(task)} />}
      </Route>
      <Route path="/sources/connect">
        <ChooserPage />
      </Route>
      <Route path="/sources/connect/:kind">{({ kind }) => <ConnectPage kind={kind} />}</Route>
      {/* As it was called when there was one platform. */}
      <Route path="/sources/woocommerce">
        <Redirect to="/sources/connect/woocommerce" replace />
      </Route>
      <Route path="/sources/woocommerce/:id">
        {({ id }) => <Redirect to={`/sources/${id}`} replace />}
      </Route>
      <Route path="/sources/:id">{({ id }) => <SourcePage id={Number(id)} />}</Route>
      <Route path="/sources/:id/key">{({ id }) => <KeyPage id={Number(id)} />}</Route>
      <Route>
        <SourcesPage />
      </Route>
    </Switch>
  );
}
