/** The way to a check, by its id; without the dataset in front where the page says that already. */
import { Link } from '@tanstack/react-router';

/** @param within key of the dataset that stands beside it */
export function CheckLink({ id, within }: { readonly id: string; readonly within?: string }) {
  const isWithin = within !== undefined && id.startsWith(`${within}/`);
  return (
    <Link to="/checks/$id" params={{ id }}>
      {isWithin ? id.slice(within.length + 1) : id}
    </Link>
  );
}
