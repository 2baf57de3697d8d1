/**
 * A sentence of the core. What stands in quotation marks is a name that somebody gave, in whatever script: it is
 * isolated, so that a right-to-left name does not turn the words around it.
 */
export function Said({ text }: { text: string }) {
  return (
    <>
      {text.split(/(“[^”]*”)/).map((part, i) =>
        i % 2 === 0 ? (
          part
        ) : (
          <span key={i}>
            “<bdi>{part.slice(1, -1)}</bdi>”
          </span>
        ),
      )}
    </>
  );
}
