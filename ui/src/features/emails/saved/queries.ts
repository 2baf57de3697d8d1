/** The blocks that several emails share. */
import { useQuery } from '@tanstack/react-query';
import { call, commands } from '../../../api';

export const SAVED_BLOCKS = ['email-blocks'];

export const useSavedBlocks = () =>
  useQuery({ queryKey: SAVED_BLOCKS, queryFn: () => call(commands.emailBlocks()) });
