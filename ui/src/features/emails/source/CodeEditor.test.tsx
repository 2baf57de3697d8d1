import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { CodeEditor } from './CodeEditor';

describe('the source', () => {
  it('is no edit by being opened, nor by being given another text', () => {
    const said: string[] = [];
    const editor = (value: string) => (
      <CodeEditor
        label="Source"
        value={value}
        mistakes={[]}
        onChange={(text) => {
          said.push(text);
        }}
      />
    );
    const { rerender } = render(editor('<mj-text>one</mj-text>'));
    expect(screen.getByRole('textbox', { name: 'Source' })).toHaveTextContent('one');
    rerender(editor('<mj-text>two</mj-text>'));
    expect(screen.getByRole('textbox', { name: 'Source' })).toHaveTextContent('two');
    expect(said).toEqual([]);
  });
});
