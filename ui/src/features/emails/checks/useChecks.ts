/**
 * What the tab Check asks the core: what there is to say about the email itself (always fresh), the last reading as
 * everybody (kept until it is read again), and the way to mend something as an ordinary edit.
 */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { call, commands, type CheckWho, type Email, type Remedy } from '../../../api';
import { showFailure, showUndo } from '../../../parts';
import { useDesk } from '../desk/desk';

export const useLints = (email: Email, person: number | null) =>
  useQuery({
    queryKey: ['email-lints', email, person],
    queryFn: () => call(commands.emailLints(email, person)),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });

export const useLastCheck = (id: number, email: Email) =>
  useQuery({
    queryKey: ['email-check', id, email],
    queryFn: () => call(commands.emailCheckLast(id, email)),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });

export const usePeopleOf = (id: number, key: string, offset: number, ran: number) =>
  useQuery({
    queryKey: ['email-check-people', id, key, offset, ran],
    queryFn: () => call(commands.emailCheckPeople(id, key, offset)),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });

export const startCheck = (id: number, name: string, email: Email, who: CheckWho) =>
  call(commands.emailCheckStart(id, name, email, who));

/** A change of the email is an edit that can be undone; one of the shop's look is saved at once, with Undo. */
export function useMend() {
  const { email, change, say } = useDesk();
  const client = useQueryClient();
  const colour = async ({ label, change: fix }: Remedy) => {
    if (fix.kind !== 'brand_colour') return;
    const before = await call(commands.brandGet());
    await call(commands.brandSave({ ...before, [fix.part]: fix.colour }));
    void client.invalidateQueries();
    showUndo({
      message: `${label}: done.`,
      onUndo: async () => {
        await call(commands.brandSave(before));
        void client.invalidateQueries();
      },
    });
  };
  return async (remedy: Remedy) => {
    try {
      if (remedy.change.kind === 'brand_colour') {
        await colour(remedy);
        return;
      }
      const better = await call(commands.emailFix(email, remedy.change));
      // What was typed meanwhile stays.
      change((now) => (now === email ? better : now), 'mend what the check found');
      say(`${remedy.label}: done.`);
    } catch (error) {
      showFailure(error);
    }
  };
}
