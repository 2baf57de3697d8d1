/** What every phrase is given: its condition, and where a changed one goes. */
export type PhraseProps<T> = { value: T; onChange: (value: T) => void };
