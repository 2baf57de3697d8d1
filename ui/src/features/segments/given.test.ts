import { describe, expect, it } from 'vitest';
import { definitionInQuery, givenIn, givenPath } from './given';

describe('a given definition', () => {
  it('survives the way through query and path, whatever it holds', () => {
    const definition = JSON.stringify({ campaign: '50% off & more? “Größe” #1/2' });
    const query = `?definition=${encodeURIComponent(definition)}`;
    const text = definitionInQuery(query) ?? '';
    const [path, search] = givenPath(text).split('?');
    expect(search).toBe('');
    // As the router decodes it, and then the room.
    const start = decodeURIComponent(decodeURI((path ?? '').replace('/segments/new/', '')));
    expect(givenIn(start)).toEqual(JSON.parse(definition));
  });

  it('leaves starters and nonsense alone', () => {
    expect(definitionInQuery('?x=1')).toBeNull();
    expect(givenIn('VIPs')).toBeNull();
    expect(givenIn('{broken')).toBeNull();
  });
});
