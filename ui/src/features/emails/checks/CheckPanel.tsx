/** The tab Check: what would go wrong for whom; an example opens its reader and its block. */
import { useDebouncedValue } from '@mantine/hooks';
import { useDesk } from '../desk/desk';
import { CheckList } from './CheckList';

export function CheckPanel() {
  const { email, segment, setPerson, select } = useDesk();
  const [settled] = useDebouncedValue(email, 400);
  return <CheckList email={settled} segment={segment} onPerson={setPerson} onBlock={select} />;
}
