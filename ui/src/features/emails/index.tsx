/**
 * The room Emails: /emails lists what was written, /emails/starters what there is to begin with, /emails/coupons keeps
 * codes for offers, /emails/42 writes and previews one. It sends nothing; an email leaves through Audiences.
 */
import { Route, Switch } from 'wouter';
import { CouponsPage } from './coupons/CouponsPage';
import { EmailDesk } from './desk/EmailDesk';
import { EmailList } from './list/EmailList';
import { Gallery } from './list/Gallery';

export function EmailsRoom() {
  return (
    <Switch>
      <Route path="/emails/starters">
        <Gallery />
      </Route>
      <Route path="/emails/coupons">
        <CouponsPage />
      </Route>
      <Route path="/emails/:id">{({ id }) => <EmailDesk key={id} id={Number(id)} />}</Route>
      <Route>
        <EmailList />
      </Route>
    </Switch>
  );
}
