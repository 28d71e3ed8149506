/** What a contract says of itself: what it is for, whose it is, where to ask, on which servers. */
import type { ReactNode } from 'react';
import type { Schema } from '../../api/client.js';
import { Facts } from '../../kit/facts.js';
import { Section } from '../../kit/section.js';
import styles from './contract.module.css';

type Contract = Schema<'ContractDetail'>;

export function ContractFacts({ contract }: { readonly contract: Contract }) {
  const { id, domain, file, digest, tags, apiVersion, description, owners, support, servers } = contract;
  return (
    <Section title="About">
      <Facts
        facts={[
          ['Purpose', description.purpose],
          ['Usage', description.usage],
          ['Limitations', description.limitations],
          ['Id', <code key="id">{id}</code>],
          ['Domain', domain ?? 'none'],
          ['Owners', <Lines key="owners" none="nobody is named" lines={owners.map(ownerText)} />],
          [
            'Support',
            <Lines
              key="support"
              none="no channel is named"
              lines={support.map((each) => (
                <Channel key={`${each.channel} ${each.url ?? ''}`} channel={each} />
              ))}
            />,
          ],
          [
            'Servers',
            <Lines
              key="servers"
              none="none is named"
              lines={servers.map(({ name, type, environment }) =>
                [name, type, environment].filter((part) => part !== null).join(' · '),
              )}
            />,
          ],
          ['Tags', tags.length === 0 ? null : tags.join(', ')],
          [
            'Written in',
            `${file}, by ODCS ${apiVersion}. The service tells what it says; the file itself, with its servers, stays where it is kept.`,
          ],
          ['Digest', <code key="digest">{digest}</code>],
        ]}
      />
    </Section>
  );
}

function Lines({ lines, none }: { readonly lines: readonly ReactNode[]; readonly none: string }) {
  if (lines.length === 0) return none;
  return (
    <ul className={styles['lines']}>
      {lines.map((line, place) => (
        // The lines of one contract stay in their order.
        <li key={place}>{line}</li>
      ))}
    </ul>
  );
}

function ownerText({ username, name, role }: Contract['owners'][number]): string {
  const person = name === null || name === username ? username : `${name} (${username})`;
  return role === null ? person : `${person}, ${role}`;
}

/** An address is a link only where a browser does nothing but go there. */
function Channel({
  channel: { channel, tool, url, scope },
}: {
  readonly channel: Contract['support'][number];
}) {
  const about = [tool, scope].filter((part) => part !== null).join(', ');
  return (
    <>
      {url !== null && /^(https?:|mailto:)/i.test(url) ? (
        <a href={url} rel="noreferrer">
          {channel}
        </a>
      ) : (
        channel
      )}
      {about === '' ? '' : ` (${about})`}
    </>
  );
}
