/**
 * The main job in three steps, and the next of them as the one primary action of the page: choose people,
 * preview the email, look at the export before it happens. A step counts as done when something of it is
 * saved; done steps stay open as plain links.
 */
import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Link } from 'wouter';
import { ErrorNote, Section } from '../../parts';
import styles from './NextStep.module.css';
import { useSteps, type Step } from './useSteps';

export function NextStep() {
  const { steps, error } = useSteps();
  return (
    <Section title="From your people to a safe export">
      {error != null && <ErrorNote error={error} />}
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          <StepItem key={step.title} step={step} number={index + 1} />
        ))}
      </ol>
    </Section>
  );
}

function StepItem({ step, number }: { step: Step; number: number }) {
  const { state, title, text, action, href } = step;
  return (
    <li
      className={styles.step}
      data-state={state}
      aria-current={state === 'now' ? 'step' : undefined}
    >
      <span className={styles.mark} aria-hidden="true">
        {state === 'done' ? <IconCheck size={14} stroke={2.2} /> : number}
      </span>
      <h3>{title}</h3>
      <p>{text}</p>
      <div className={styles.go}>
        {state === 'now' ? (
          <Button component={Link} href={href}>
            {action}
          </Button>
        ) : (
          <Link href={href}>{action}</Link>
        )}
      </div>
    </li>
  );
}
