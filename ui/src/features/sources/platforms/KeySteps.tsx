/** Where to get a key with the least rights, step by step. It opens nothing; it only says where. */
import styles from './platforms.module.css';

export function KeySteps({ steps }: { steps: string[] }) {
  return (
    <aside className={styles.steps} aria-label="Where to get a key">
      <h2>Where to get a key</h2>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </aside>
  );
}
