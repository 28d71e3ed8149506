/** What stands around every page: where one can go, who one is, whether the project in force is the one that was written. */
import { Burger } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { meOptions } from '../api/principal.js';
import { ApiProblem } from '../api/problem.js';
import { Account } from './account.js';
import { Navigation } from './navigation.js';
import { ProjectName } from './project-name.js';
import styles from './shell.module.css';
import { SignIn } from './sign-in.js';
import { ThemeSwitch } from './theme-switch.js';

export function Shell() {
  const me = useQuery(meOptions());
  const refused = asProblem(me.error);
  const isStranger = refused?.status === 401;
  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href="#main">
        Skip to the page
      </a>
      <TopBar isStranger={isStranger} />
      {isStranger ? <SignIn problem={refused} /> : <Outlet />}
    </div>
  );
}

/** The client types errors by their bodies; what it throws is always one of these. */
const asProblem = (error: unknown): ApiProblem | null => (error instanceof ApiProblem ? error : null);

function TopBar({ isStranger }: { readonly isStranger: boolean }) {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  // Open on the page where it was opened: whoever has chosen another one wants to see that.
  const [openAt, setOpenAt] = useState<string | null>(null);
  const isOpen = openAt === path;
  return (
    <aside className={styles['side']} aria-label="Assay" data-open={isOpen}>
      <div className={styles['brand']}>
        <ProjectName />
        <Burger
          className={styles['burger'] ?? ''}
          size="sm"
          opened={isOpen}
          aria-label={isOpen ? 'Close the menu' : 'Open the menu'}
          aria-expanded={isOpen}
          aria-controls="menu"
          onClick={() => setOpenAt(isOpen ? null : path)}
        />
      </div>
      <div id="menu" className={styles['menu']}>
        {!isStranger && <Navigation />}
        <div className={styles['foot']}>
          {!isStranger && <Account />}
          <ThemeSwitch />
        </div>
      </div>
    </aside>
  );
}
