/** A project in a git repository of its own. */
import { execFileSync } from 'node:child_process';
import { testProject, type TestProject } from './cli.js';

export interface GitProject extends TestProject {
  /** Runs git in the project; what it printed. */
  readonly git: (...args: readonly string[]) => string;
  /** Everything that lies there as one commit; its name. */
  readonly commit: (message: string) => string;
}

/** The files as the first commit of `main`, with a branch `change` checked out. Nothing of the machine's git configuration counts. */
export function gitProject(files: Record<string, string>): GitProject {
  const project = testProject(files);
  const git = (...args: readonly string[]): string =>
    execFileSync('git', [...args], {
      cwd: project.root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_SYSTEM: '/dev/null',
        GIT_AUTHOR_DATE: '2026-05-01T00:00:00Z',
        GIT_COMMITTER_DATE: '2026-05-01T00:00:00Z',
      },
    }).trim();
  const commit = (message: string): string => {
    git('add', '--all');
    git('-c', 'user.name=Test', '-c', 'user.email=test@shop.example', 'commit', '--quiet', '-m', message);
    return git('rev-parse', 'HEAD');
  };
  git('init', '--quiet', '--initial-branch', 'main');
  commit('first');
  git('checkout', '--quiet', '-b', 'change');
  return { ...project, git, commit };
}
