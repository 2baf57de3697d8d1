/**
 * The room Sources (/sources and what lies below): where data comes from and what was brought in so far.
 * `import/` is the way of a file from choice to summary; each shop platform has a folder of its own.
 */
import { Route, Switch } from 'wouter';
import { ImportPage } from './import/ImportPage';
import { ImportTaskPage } from './import/ImportTaskPage';
import { SourcesPage } from './SourcesPage';
import { WooCommerce } from './woocommerce';

export function SourcesRoom() {
  return (
    <Switch>
      <Route path="/sources/import">
        <ImportPage />
      </Route>
      <Route path="/sources/import/:task">
        {({ task }) => <ImportTaskPage task={Number(task)} />}
      </Route>
      <Route path="/sources/woocommerce/*?">
        <WooCommerce />
      </Route>
      <Route>
        <SourcesPage />
      </Route>
    </Switch>
  );
}
