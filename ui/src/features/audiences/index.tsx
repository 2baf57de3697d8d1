/** The room Audiences: /audiences (history), /audiences/new (choose), /audiences/<number> (dry run or push). */
import { Redirect, Route, Switch } from 'wouter';
import { ChoosePage } from './ChoosePage';
import { HistoryPage } from './HistoryPage';
import { PushPage } from './PushPage';

export function AudiencesRoom() {
  return (
    <Switch>
      <Route path="/audiences">
        <HistoryPage />
      </Route>
      <Route path="/audiences/new">
        <ChoosePage />
      </Route>
      <Route path="/audiences/:id">
        {({ id }) =>
          /^\d+$/.test(id) ? <PushPage key={id} id={Number(id)} /> : <Redirect to="/audiences" />
        }
      </Route>
    </Switch>
  );
}
