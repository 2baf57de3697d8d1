/** What lies ahead with somebody: what is expected of them, how they take emails, what they like. */
import { useQuery } from '@tanstack/react-query';
import { call, commands } from '../../api';
import { money, plural } from '../../format';
import { ErrorNote, Loading, Section } from '../../parts';
import styles from './people.module.css';

export function PersonOutlook({ id, bought }: { id: number; bought: boolean }) {
  const { data, error } = useQuery({
    queryKey: ['people', 'outlook', id],
    queryFn: () => call(commands.personOutlook(id)),
  });
  return (
    <Section title="What lies ahead">
      <ErrorNote error={error} />
      {!data && !error && <Loading lines={4} />}
      {data && (
        <div className={styles.standing}>
          <div>
            <h3>{heading(data.prospect?.expected)}</h3>
            {data.prospect?.sentences.map((text) => (
              <p key={text}>{text}</p>
            ))}
            {!data.prospect && (
              <p>{bought ? data.not_enough : 'Who has not bought yet gives nothing to go by.'}</p>
            )}
          </div>
          <div>
            <h3>{data.engagement.label}</h3>
            <p>{data.engagement.meaning}</p>
            {data.favourites.length > 0 && (
              <>
                <h4 className={styles.likes}>Likes</h4>
                <ol className={styles.favourites}>
                  {data.favourites.map(({ category, pieces }) => (
                    <li key={category}>
                      {category} <span className={styles.quiet}>{plural(pieces, 'piece')}</span>
                    </li>
                  ))}
                </ol>
              </>
            )}
          </div>
        </div>
      )}
    </Section>
  );
}

function heading(expected: Parameters<typeof money>[0] | undefined): string {
  return expected ? `${money(expected, { whole: true })} in a year` : 'Nothing expected';
}
