/**
 * Lets the rooms in once the shop is known, because money and days cannot be written before its currency
 * and time zone are. Also keeps what is on screen fresh. Without a host the rooms open all the same, and
 * say themselves that there is no shop behind them.
 */
import { Fragment, type ReactNode } from 'react';
import { useRefreshOnChange, useShop } from '../api';
import { setShopFormat } from '../format';

export function ShopGate({ children }: { children: ReactNode }) {
  const { data: shop, isPending } = useShop();
  useRefreshOnChange();
  if (isPending) return null;
  if (shop) setShopFormat({ currency: shop.currency, timeZone: shop.zone, today: shop.today });
  return <Fragment key={shop && `${shop.currency} ${shop.zone}`}>{children}</Fragment>;
}
