/** The door: by the identity provider where there is one, else by an API token. */
import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { BASE } from '../api/base.js';
import { client } from '../api/client.js';
import type { ApiProblem } from '../api/problem.js';
import { Page } from '../kit/page.js';
import { ProblemBox } from '../kit/problem-box.js';
import styles from './sign-in.module.css';

export function SignIn({ problem }: { readonly problem: ApiProblem | null }) {
  const signIn = problem?.signIn ?? null;
  const here = `${window.location.pathname}${window.location.search}`;
  return (
    <Page title="Sign in">
      <div className={styles['form']}>
        {signIn !== null && (
          <Button component="a" href={`${BASE}${signIn}?return_to=${encodeURIComponent(here)}`}>
            Sign in with your organisation
          </Button>
        )}
        <TokenForm isOnlyWay={signIn === null} />
      </div>
    </Page>
  );
}

/** The token goes to the service once and is not kept by the page: the browser then holds a cookie that no script can read. */
function TokenForm({ isOnlyWay }: { readonly isOnlyWay: boolean }) {
  const queries = useQueryClient();
  const [token, setToken] = useState('');
  const entry = useMutation({
    mutationFn: (secret: string) =>
      client.POST('/auth/token', { headers: { Authorization: `Bearer ${secret}` } }),
    onSuccess: async () => {
      setToken('');
      await queries.resetQueries();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        entry.mutate(token.trim());
      }}
    >
      <PasswordInput
        label={isOnlyWay ? 'API token' : 'Or with an API token'}
        description="Made by `assay token create`. You can do here what the token may."
        autoComplete="off"
        required
        value={token}
        onChange={(event) => setToken(event.currentTarget.value)}
      />
      {entry.error !== null && <ProblemBox error={entry.error} />}
      <Button type="submit" mt="sm" loading={entry.isPending} disabled={token.trim() === ''}>
        Sign in
      </Button>
    </form>
  );
}
