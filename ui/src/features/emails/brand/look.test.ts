import { describe, expect, it } from 'vitest';
import { contrast, luminance, onColour } from './look';

describe('contrast', () => {
  it('is that of WCAG 2', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrast('#ffffff', '#777777')).toBeCloseTo(4.48, 2);
    expect(luminance('red')).toBeNull();
    expect(contrast('#12', '#ffffff')).toBeNull();
  });

  it('chooses the words that read better', () => {
    expect(onColour('#1f5240')).toBe('#ffffff');
    expect(onColour('#ffe066')).toBe('#1a1a1a');
  });
});
