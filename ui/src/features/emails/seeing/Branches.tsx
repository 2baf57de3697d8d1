/**
 * Every place where readers may get different things: what this reader gets, how many get each, and a choice that is
 * forced for looking only. It changes nothing in the email.
 */
import { Radio, UnstyledButton } from '@mantine/core';
import type { Branch, EmailPreview } from '../../../api';
import { choiceWords, howMany } from './choiceWords';
import type { Seen } from './useSeeing';
import styles from './Reader.module.css';

type Props = { seen: Seen; preview: EmailPreview; onBlock: (id: string) => void };

const AS_IS = '';

export function Branches({ seen, preview, onBlock }: Props) {
  return (
    <div className={styles.why}>
      <p className={styles.quiet}>Choose what the preview shows. The email stays as it is.</p>
      {preview.branches.map((branch) => (
        <Place key={branch.block ?? ''} branch={branch} seen={seen} onBlock={onBlock} />
      ))}
    </div>
  );
}

function Place({ branch, seen, onBlock }: Omit<Props, 'preview'> & { branch: Branch }) {
  const { look, force } = seen;
  const { block, noun, choices, only_for, taken } = branch;
  const forced = block === null ? look.head : (look.forced[block] ?? null);
  const name = noun.charAt(0).toUpperCase() + noun.slice(1);
  // What a block that only some get may be, though no variant says so.
  const ids = choices.map((c) => c.id);
  return (
    <section data-branch={block ?? ''}>
      <h2>
        {block === null ? (
          name
        ) : (
          <UnstyledButton
            className={styles.example}
            onClick={() => {
              onBlock(block);
            }}
          >
            {name}
          </UnstyledButton>
        )}
      </h2>
      {only_for && (
        <p className={styles.quiet}>
          Only for {only_for.words}: {howMany(only_for)}
        </p>
      )}
      <Radio.Group
        label={<span className="visually-hidden">What is shown of the {noun}</span>}
        value={forced ?? AS_IS}
        onChange={(value) => {
          force(block, value === AS_IS ? null : value);
        }}
      >
        <Radio
          className={styles.choice}
          size="xs"
          value={AS_IS}
          label="As this reader gets it"
          description={forced === null ? `Now: ${choiceWords(branch, taken)}` : undefined}
        />
        {choices.map((choice) => (
          <Radio
            key={choice.id}
            className={styles.choice}
            size="xs"
            value={choice.id}
            label={sentence(choiceWords(branch, choice.id))}
            description={howMany(choice.audience) || undefined}
          />
        ))}
        {block !== null && !ids.includes('hidden') && (
          <Radio className={styles.choice} size="xs" value="hidden" label="Left out" />
        )}
      </Radio.Group>
    </section>
  );
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
