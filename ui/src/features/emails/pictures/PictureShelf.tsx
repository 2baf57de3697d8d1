/** The pictures that the shop keeps, to choose from. One that nothing shows can be removed. */
import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, commands } from '../../../api';
import { plural } from '../../../format';
import { confirm, ErrorNote, Loading } from '../../../parts';
import { kilobytes, usePictures } from './queries';
import { Thumbnail } from './Thumbnail';
import styles from './pictures.module.css';

type Props = { chosen: number | null; onChoose: (address: string) => void };

export function PictureShelf({ chosen, onChoose }: Props) {
  const client = useQueryClient();
  const pictures = usePictures();
  const remove = useMutation({
    mutationFn: (id: number) => call(commands.pictureRemove(id)),
    onSuccess: () => client.invalidateQueries({ queryKey: ['pictures'] }),
  });
  const ask = async (id: number, name: string) => {
    const sure = await confirm({
      title: `Remove “${name}”?`,
      body: 'Nothing shows it. It cannot be brought back; the file it came from is not touched.',
      confirmLabel: 'Remove',
      destructive: true,
    });
    if (sure) remove.mutate(id);
  };
  if (pictures.isPending) return <Loading />;
  if (pictures.error) return <ErrorNote error={pictures.error} />;
  if (pictures.data.length === 0) {
    return <p className={styles.soft}>None yet. The first one comes from a file.</p>;
  }
  return (
    <>
      <ErrorNote error={remove.error} />
      <ul className={styles.shelf} aria-label="Your pictures">
        {pictures.data.map((p) => (
          <li key={p.id}>
            <button
              type="button"
              className={styles.choice}
              aria-pressed={p.id === chosen}
              onClick={() => {
                onChoose(p.address);
              }}
            >
              <Thumbnail id={p.id} alt="" />
              <span className={styles.name} title={p.name}>
                {p.name}
              </span>
              <span className={styles.soft}>
                {p.width} × {p.height}, {kilobytes(p.size)}
              </span>
              <span className={styles.soft} title={p.used_in.join(', ')}>
                {p.used_in.length === 0
                  ? 'Shown nowhere'
                  : `In ${plural(p.used_in.length, 'place')}`}
              </span>
            </button>
            {p.used_in.length === 0 && p.id !== chosen && (
              <ActionIcon
                className={styles.remove}
                variant="subtle"
                size="sm"
                aria-label={`Remove ${p.name}`}
                onClick={() => void ask(p.id, p.name)}
              >
                <IconTrash size={14} stroke={1.6} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
