/**
 * WooCommerce shops: connecting one (/sources/woocommerce) and a connected one's page
 * (/sources/woocommerce/3). <ConnectedShops> is the list for the room's first page.
 */
import { Route, Switch } from 'wouter';
import { ConnectPage } from './ConnectPage';
import { ShopPage } from './ShopPage';

export { ConnectedShops } from './ConnectedShops';

export function WooCommerce() {
  return (
    <Switch>
      <Route path="/sources/woocommerce/:id">{({ id }) => <ShopPage id={Number(id)} />}</Route>
      <Route>
        <ConnectPage />
      </Route>
    </Switch>
  );
}
