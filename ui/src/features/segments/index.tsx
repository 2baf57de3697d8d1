/**
 * The room Segments: /segments lists them, /segments/new and /segments/new/<starter> begin one,
 * /segments/draft/<key> goes on with one, /segments/<number> opens a saved one in the editor, /segments/gallery
 * shows the ready ones.
 */
import { Redirect, Route, Switch, useSearch } from 'wouter';
import { EditorPage } from './EditorPage';
import { definitionInQuery, givenPath } from './given';
import { GalleryPage } from './gallery/GalleryPage';
import { SegmentList } from './list/SegmentList';

export function SegmentsRoom() {
  return (
    <Switch>
      <Route path="/segments">
        <SegmentList />
      </Route>
      <Route path="/segments/gallery">
        <GalleryPage />
      </Route>
      <Route path="/segments/new">
        <NewSegment />
      </Route>
      <Route path="/segments/new/:start">
        {({ start }) => (
          <EditorPage key={`new:${start}`} id={null} start={decodeURIComponent(start)} />
        )}
      </Route>
      <Route path="/segments/draft/:draft">
        {({ draft }) => <EditorPage key={draft} id={null} start={null} draft={draft} />}
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

/** Empty, or the definition that another room gave in the address. */
function NewSegment() {
  useSearch(); // to be drawn anew when the query changes; read whole below, because it decodes too much
  const definition = definitionInQuery(window.location.search);
  if (definition !== null) return <Redirect to={givenPath(definition)} replace />;
  return <EditorPage key="new" id={null} start={null} />;
}
