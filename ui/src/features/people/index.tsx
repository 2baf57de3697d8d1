/** The room People: the list (/people) and one person (/people/42). */
import { Route, Switch } from 'wouter';
import { PeopleList } from './PeopleList';
import { PersonPage } from './PersonPage';

export function PeopleRoom() {
  return (
    <Switch>
      <Route path="/people/:id">{({ id }) => <PersonPage key={id} id={Number(id)} />}</Route>
      <Route>
        <PeopleList />
      </Route>
    </Switch>
  );
}
