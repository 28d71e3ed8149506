/** All that decides who may call a service, made from its configuration. */
import type { Oidc } from '../generated/config.js';
import type { Outcome } from '../model/fault.js';
import type { AccessStore } from '../store/access-store.js';
import { authenticator, type Authenticator } from './authenticate.js';
import { oidcSettings } from './oidc-settings.js';
import { signIn, type SignIn } from './oidc.js';

export interface AccessParts {
  readonly access: AccessStore;
  /** `service.oidc`, validated; null: nobody signs in, tokens only. */
  readonly oidc: Oidc | null;
  /** Folder of `assay.yaml`. */
  readonly root: string;
  /** Where people reach the service; null: by its own address only. People can not sign in then. */
  readonly publicUrl: string | null;
  /** Whether the server listens on loopback addresses only. */
  readonly loopbackOnly: boolean;
  readonly now: () => Date;
}

export interface Access {
  readonly store: AccessStore;
  readonly authenticator: Authenticator;
  readonly signIn: SignIn | null;
  readonly publicUrl: string | null;
  readonly now: () => Date;
}

/** The parts joined, or every fault of the `oidc` section. Nothing is asked of store or provider yet. */
export function openAccess(parts: AccessParts): Outcome<Access> {
  const { access, oidc, publicUrl, loopbackOnly, now } = parts;
  const settings = oidc === null ? null : oidcSettings(oidc, parts);
  if (settings !== null && !settings.ok) return settings;
  return {
    ok: true,
    value: {
      store: access,
      authenticator: authenticator({ access, now, oidc: settings !== null, loopbackOnly }),
      signIn: settings === null ? null : signIn(settings.value, now),
      publicUrl,
      now,
    },
  };
}
