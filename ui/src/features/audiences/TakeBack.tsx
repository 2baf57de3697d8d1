/** The way to the dry run of an undo, from the page of an export that was sent. */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { call, commands, type PushDetail } from '../../api';
import { showFailure } from '../../parts';

type Props = { push: PushDetail; disabled: boolean };

export function TakeBack({ push, disabled }: Props) {
  const [, go] = useLocation();
  const look = useMutation({
    mutationFn: () => call(commands.audienceUndo(push.id)),
    onSuccess: ({ id }) => {
      go(`/audiences/${String(id)}`);
    },
    onError: showFailure,
  });
  const other = push.undone_by ?? push.undoes;
  if (other !== null) {
    return (
      <Button component={Link} href={`/audiences/${String(other)}`} variant="subtle">
        {push.undoes === null ? 'See the undo' : 'See the export'}
      </Button>
    );
  }
  if (push.add + push.update + push.tag_only === 0) return null;
  return (
    <Button
      variant="default"
      disabled={disabled}
      loading={look.isPending}
      onClick={() => {
        look.mutate();
      }}
    >
      Take it back…
    </Button>
  );
}
