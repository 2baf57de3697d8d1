/** The catalogue, searched by title or SKU; the chosen ones are always among the answers. */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, commands } from '../../../api';

export function useProducts(ids: number[]) {
  const [search, setSearch] = useState('');
  const [text] = useDebouncedValue(search, 150);
  const found = useQuery({
    queryKey: ['segments', 'products', text, ids],
    queryFn: () => call(commands.productSearch(text, ids)),
    placeholderData: keepPreviousData,
  });
  const hits = found.data ?? [];
  const title = (id: number) => hits.find((p) => p.id === id)?.title ?? `product ${String(id)}`;
  return { search, setSearch, hits, title };
}
