/** What a test provider remembers: plain records in this process, until it ends. */
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

/** A memory of its own for one provider. */
export function providerMemory(): AdapterFactory {
  const records = new Map<string, AdapterPayload>();
  return (model) => adapterOf(records, `${model}:`);
}

function adapterOf(records: Map<string, AdapterPayload>, prefix: string): Adapter {
  const first = (fits: (record: AdapterPayload) => boolean) => {
    const found = [...records].find(([key, record]) => key.startsWith(prefix) && fits(record));
    return Promise.resolve(found?.[1]);
  };
  return {
    upsert: (id, record) => Promise.resolve(void records.set(prefix + id, record)),
    find: (id) => Promise.resolve(records.get(prefix + id)),
    findByUid: (uid) => first((record) => record.uid === uid),
    findByUserCode: (code) => first((record) => record.userCode === code),
    destroy: (id) => Promise.resolve(void records.delete(prefix + id)),
    consume: (id) => {
      const record = records.get(prefix + id);
      if (record !== undefined)
        records.set(prefix + id, { ...record, consumed: Math.floor(Date.now() / 1000) });
      return Promise.resolve();
    },
    revokeByGrantId: (grantId) => {
      for (const [key, record] of records)
        if (key.startsWith(prefix) && record.grantId === grantId) records.delete(key);
      return Promise.resolve();
    },
  };
}
