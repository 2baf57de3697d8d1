/**
 * The open shop: its name, currency, time zone and totals, for the window's frame and for whoever formats;
 * and the way from the owner's own shop to the demo and back. Which shop is open is the host's to know:
 * after a switch it says that everything changed, and the frame starts anew (see app/ShopGate).
 */
import {
  useQuery,
  useQueryClient,
  type QueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { commands, type ShopInfo } from './bindings';
import { call } from './call';
import { TASKS_KEY } from './tasks';

const SHOP_KEY = ['shop'];

/** What stays when another shop is opened. */
const SHOP_FREE: unknown[] = [SHOP_KEY[0], TASKS_KEY[0]];

export function useShop(): UseQueryResult<ShopInfo> {
  const client = useQueryClient();
  return useQuery({
    queryKey: SHOP_KEY,
    queryFn: () => fetchShop(client),
    // A failure is shown once; a room that mounts must not put the frame back to waiting.
    retryOnMount: false,
  });
}

/** What was kept of one shop must not be seen, not for a moment, in another. */
async function fetchShop(client: QueryClient): Promise<ShopInfo> {
  const shop = await call(commands.shopInfo());
  const before = client.getQueryData<ShopInfo>(SHOP_KEY);
  if (before && before.file !== shop.file) {
    client.removeQueries({ predicate: ({ queryKey }) => !SHOP_FREE.includes(queryKey[0]) });
  }
  return shop;
}

/** Opens the demo; the first time it is made by a task, and opens when that is done. */
export async function openDemo(): Promise<void> {
  await call(commands.shopOpenDemo());
}

export async function openOwnShop(): Promise<void> {
  await call(commands.shopOpenOwn());
}

/** Deletes the demo with everything made in it, and opens the own shop. Ask first. */
export async function removeDemo(): Promise<void> {
  await call(commands.shopRemoveDemo());
}

/** Has nothing come in yet? */
export function isEmpty({ totals }: ShopInfo): boolean {
  return totals.people === 0 && totals.orders === 0 && totals.products === 0;
}
