/** The email read as everybody: what would go wrong, for how many, worst first; each example opens its reader. */
import { Loader, UnstyledButton } from '@mantine/core';
import type { CheckFinding, CheckLevel, Email } from '../../../api';
import { people } from '../../../format';
import { ErrorNote, Pill, type PillTone } from '../../../parts';
import { useCheck } from '../queries';
import { size } from '../size';
import styles from '../seeing/Reader.module.css';

type Props = {
  email: Email;
  segment: number | null;
  onPerson: (id: number) => void;
  onBlock: (id: string) => void;
};

const LEVELS: Record<CheckLevel, { tone: PillTone; word: string }> = {
  problem: { tone: 'bad', word: 'Mend this' },
  warning: { tone: 'attention', word: 'Have a look' },
  hint: { tone: 'neutral', word: 'Good to know' },
};

export function CheckList({ email, segment, onPerson, onBlock }: Props) {
  const check = useCheck(email, segment);
  const report = check.data;
  if (check.error) return <ErrorNote error={check.error} onRetry={() => void check.refetch()} />;
  if (!report) return <Loader size="sm" aria-label="Reading it as everybody" />;
  return (
    <div className={styles.why} aria-busy={check.isFetching}>
      <p className={styles.quiet}>
        Read as {people(report.people)}. The heaviest is {size(report.heaviest)}, the longest
        subject has {report.longest_subject} letters.
      </p>
      {report.findings.length === 0 && <p>Nothing to mend. It reads well for all of them.</p>}
      <ul>
        {report.findings.map((finding) => (
          <Found
            key={`${finding.block ?? ''} ${finding.sentence}`}
            finding={finding}
            onPerson={(id) => {
              onPerson(id);
              if (finding.block) onBlock(finding.block);
            }}
          />
        ))}
      </ul>
    </div>
  );
}

function Found({ finding, onPerson }: { finding: CheckFinding; onPerson: (id: number) => void }) {
  const { tone, word } = LEVELS[finding.level];
  return (
    <li>
      <Pill tone={tone}>{word}</Pill>
      <p>{finding.sentence}</p>
      {finding.examples.length > 0 && (
        <p className={styles.examples}>
          {finding.examples.map((e) => (
            <UnstyledButton
              key={e.person}
              className={styles.example}
              title={e.reads}
              onClick={() => {
                onPerson(e.person);
              }}
            >
              {e.name}
            </UnstyledButton>
          ))}
        </p>
      )}
    </li>
  );
}
