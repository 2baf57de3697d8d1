/**
 * The room Emails: /emails lists what was written, /emails/42 writes and previews one. It sends nothing; an
 * email leaves through Audiences.
 */
import { Route, Switch } from 'wouter';
import { EmailDesk } from './desk/EmailDesk';
import { EmailList } from './EmailList';

export function EmailsRoom() {
  return (
    <Switch>
      <Route path="/emails/:id">{({ id }) => <EmailDesk key={id} id={Number(id)} />}</Route>
      <Route>
        <EmailList />
      </Route>
    </Switch>
  );
}
