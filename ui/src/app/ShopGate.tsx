/**
 * Lets the rooms in once the shop is known, because money and days cannot be written before its currency
 * and time zone are. When another shop is opened the rooms begin anew, at home. Also keeps what is on
 * screen fresh. Without a host the rooms open all the same, and say themselves that there is no shop
 * behind them.
 */
import { Fragment, useLayoutEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useRefreshOnChange, useShop } from '../api';
import { setShopFormat } from '../format';

export function ShopGate({ children }: { children: ReactNode }) {
  const { data: shop, isPending } = useShop();
  useRefreshOnChange();
  useHomeOnSwitch(shop?.file);
  if (isPending) return null;
  if (shop) setShopFormat({ currency: shop.currency, timeZone: shop.zone, today: shop.today });
  return <Fragment key={shop && `${shop.file} ${shop.currency} ${shop.zone}`}>{children}</Fragment>;
}

/** The page of a person of the one shop is no page of the other. */
function useHomeOnSwitch(file: string | undefined): void {
  const [, go] = useLocation();
  const open = useRef(file);
  useLayoutEffect(() => {
    if (open.current !== undefined && file !== undefined && open.current !== file) go('/');
    open.current = file ?? open.current;
  }, [file, go]);
}
