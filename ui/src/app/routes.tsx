/**
 * Which room a path belongs to. A room gets its path and everything below it (/people, /people/42) and
 * reads the rest itself with wouter's <Route path="/people/:id">; paths are always written whole.
 */
import { lazy, Suspense } from 'react';
import { Link, Route, Switch } from 'wouter';
import { EmptyState, Loading, Page, RoomBoundary } from '../parts';
import { ROOMS, SETTINGS } from './rooms';

const SettingsPage = lazy(async () => ({
  default: (await import('../features/settings')).SettingsPage,
}));

export function Routes() {
  return (
    <Switch>
      {ROOMS.map(({ path, name, Room }) => (
        <Route key={path} path={path === '/' ? '/' : `${path}/*?`}>
          <RoomBoundary key={path} name={name}>
            <Suspense fallback={<Page>{<Loading label={`Opening ${name}`} />}</Page>}>
              <Room />
            </Suspense>
          </RoomBoundary>
        </Route>
      ))}
      <Route path={SETTINGS}>
        <RoomBoundary name="Shop settings">
          <Suspense fallback={<Page>{<Loading label="Opening the settings" />}</Page>}>
            <SettingsPage />
          </Suspense>
        </RoomBoundary>
      </Route>
      <Route>
        <Page>
          <EmptyState title="There is no such place" action={<Link href="/">Go home</Link>}>
            The link leads to something that has been removed or never existed.
          </EmptyState>
        </Page>
      </Route>
    </Switch>
  );
}
