/** The room Experiments: the list of tests that were read, a new one to read, and each one's readout. */
import { Route, Switch } from 'wouter';
import { ExperimentList } from './ExperimentList';
import { NewReading } from './NewReading';
import { SavedReading } from './SavedReading';

export function ExperimentsRoom() {
  return (
    <Switch>
      <Route path="/experiments/new">
        <NewReading key="own" />
      </Route>
      <Route path="/experiments/example">
        <NewReading key="example" example />
      </Route>
      <Route path="/experiments/:id">{({ id }) => <SavedReading key={id} id={Number(id)} />}</Route>
      <Route component={ExperimentList} />
    </Switch>
  );
}
