/**
 * The room Segments: /segments lists them, /segments/new and /segments/new/<starter> begin one,
 * /segments/<number> opens a saved one in the editor.
 */
import { Redirect, Route, Switch } from 'wouter';
import { EditorPage } from './EditorPage';
import { SegmentList } from './SegmentList';

export function SegmentsRoom() {
  return (
    <Switch>
      <Route path="/segments">
        <SegmentList />
      </Route>
      <Route path="/segments/new">
        <EditorPage key="new" id={null} start={null} />
      </Route>
      <Route path="/segments/new/:start">
        {({ start }) => (
          <EditorPage key={`new:${start}`} id={null} start={decodeURIComponent(start)} />
        )}
      </Route>
      <Route path="/segments/:id">
        {({ id }) =>
          /^\d+$/.test(id) ? (
            <EditorPage key={id} id={Number(id)} start={null} />
          ) : (
            <Redirect to="/segments" />
          )
        }
      </Route>
    </Switch>
  );
}
