/**
 * The open shop: its name, currency, time zone and totals, for the window's frame and for whoever formats.
 * Fetched once and again when something changed. It holds no settings and changes nothing.
 */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { commands, type ShopInfo } from './bindings';
import { call } from './call';

export function useShop(): UseQueryResult<ShopInfo> {
  return useQuery({ queryKey: ['shop'], queryFn: () => call(commands.shopInfo()) });
}
