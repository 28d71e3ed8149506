/** A value of a contract as JSON; a long one is folded. */

const SHORT = 200;

export function JsonValue({ value }: { readonly value: unknown }) {
  const text = JSON.stringify(value, null, 2);
  if (text.length <= SHORT) return <code>{JSON.stringify(value)}</code>;
  return (
    <details>
      <summary>{text.split('\n').length.toLocaleString('en')} lines</summary>
      <code>{text}</code>
    </details>
  );
}
