/** What is done to whole emails in the list: begun, copied, renamed, saved as files. Moving and putting away is the list's own. */
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { call, commands, type Arrange, type Email, type EmailSummary } from '../../../api';
import { showDone, showFailure, showUndo } from '../../../parts';
import { freeName } from '../draft';
import { useEmails } from '../queries';
import { pickEmail, readEmail, shareEmail } from './sharing';

const quoted = (name: string) => `“\u2068${name}\u2069”`;

export function useEmailActions() {
  const client = useQueryClient();
  const emails = useEmails();
  const [, go] = useLocation();
  const refresh = () => client.invalidateQueries({ queryKey: ['emails'] });
  const free = (name: string) =>
    freeName(
      name,
      (emails.data ?? []).map((e) => e.name),
    );
  const guarded = (work: () => Promise<unknown>) => {
    work().catch(showFailure);
  };
  const arrange = async (id: number, change: Arrange) => {
    await call(commands.documentsArrange('email', [id], change));
    await refresh();
  };

  const begin = async (name: string, email: Email) => {
    const saved = await call(commands.emailSave(null, free(name), email));
    await refresh();
    go(`/emails/${String(saved.id)}`);
  };
  const open = async (chosen: Promise<string | null>) => {
    const path = await chosen;
    if (path === null) return;
    const { name, email, notes } = await readEmail(path);
    await begin(name || 'Email from a file', email);
    if (notes.length > 0) showDone(notes.join(' '));
  };

  return {
    /** Saves it under a free name and opens it. */
    begin: (name: string, email: Email) => begin(name, email).catch(showFailure),
    /** Asks for a file, or takes this one, and opens what is in it as an email of this shop. */
    open: (path?: string) => {
      open(path === undefined ? pickEmail() : Promise.resolve(path)).catch((error: unknown) => {
        showFailure(error, 'The file was not opened');
      });
    },
    share: (row: EmailSummary) => {
      guarded(() => shareEmail(row));
    },
    copy: (row: EmailSummary) => {
      guarded(async () => {
        const { email, name } = await call(commands.emailGet(row.id));
        const saved = await call(commands.emailSave(null, free(`${name} (copy)`), email));
        await refresh();
        showUndo({
          message: `${quoted(saved.name)} is there, too.`,
          onUndo: () => arrange(saved.id, { to: 'delete' }),
        });
      });
    },
    /** Answers when it is done; a name that is taken is refused in words. */
    rename: async (row: EmailSummary, name: string) => {
      const { email } = await call(commands.emailGet(row.id));
      await call(commands.emailSave(row.id, name, email));
      await client.invalidateQueries({ queryKey: ['email', row.id] });
      await refresh();
    },
  };
}

export type EmailActions = ReturnType<typeof useEmailActions>;
