/** Saving the email that is on the desk. Whoever saved it elsewhere meanwhile is not written over unasked. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, commands, type SavedEmail } from '../../../api';
import { confirm, showDone, showFailure } from '../../../parts';
import type { useEmailEditor } from './useEmailEditor';

export function useSaving(saved: SavedEmail, editor: ReturnType<typeof useEmailEditor>) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const { name, email, base, letGo, isSaved } = editor;

  const work = async () => {
    const there = await call(commands.emailGet(saved.id)).catch(() => null);
    if (there && there.updated_at !== base) {
      const over = await confirm({
        title: 'This email was saved elsewhere meanwhile',
        body: 'Another window or the terminal saved it since you opened it. If you save yours now, the other one stays among the earlier versions.',
        confirmLabel: 'Save mine',
        cancelLabel: 'Not now',
      });
      if (!over) return;
    }
    const done = await call(commands.emailSave(saved.id, name, email));
    await letGo();
    isSaved({ name: done.name, email }, done.updated_at);
    client.setQueryData(['email', saved.id], done);
    void client.invalidateQueries({ queryKey: ['emails'] });
    void client.invalidateQueries({ queryKey: ['email-versions', saved.id] });
    showDone('Saved.');
  };
  const save = () => {
    if (name.trim() === '') {
      showFailure({ code: 'bad_input', message: 'Give the email a name first.' });
      return;
    }
    setBusy(true);
    work()
      .catch(showFailure)
      .finally(() => {
        setBusy(false);
      });
  };
  return { save, busy };
}
