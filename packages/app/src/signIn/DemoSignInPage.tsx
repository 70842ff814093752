// SPDX-License-Identifier: Apache-2.0

import { ProxiedSignInPage } from '@backstage/core-components';
import { IdentityApi } from '@backstage/core-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import { useCallback, useMemo, useState } from 'react';
import { chosenPerson } from './chosenPerson';
import { PeoplePage } from './PeoplePage';

/** The same identity; leaving it also forgets who was chosen. */
function forgettingOnSignOut(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    signOut: async () => {
      chosenPerson.clear();
      await identity.signOut();
    },
  };
}

/**
 * Asks once who one is, then enters as that person on every reload until one
 * signs out in the settings.
 */
export const DemoSignInPage = ({ onSignInSuccess }: SignInPageProps) => {
  // the attempt makes choosing the same person again a new try
  const [choice, setChoice] = useState({
    name: chosenPerson.get(),
    attempt: 0,
  });
  const choose = useCallback((name: string) => {
    chosenPerson.set(name);
    setChoice(({ attempt }) => ({ name, attempt: attempt + 1 }));
  }, []);
  const Refused = useMemo(
    () =>
      ({ error }: { error?: Error }) => (
        <PeoplePage error={error} onChoose={choose} />
      ),
    [choose],
  );

  const { name, attempt } = choice;
  if (!name) {
    return <PeoplePage onChoose={choose} />;
  }
  return (
    <ProxiedSignInPage
      key={attempt}
      provider={name === 'guest' ? 'guest' : 'demo'}
      headers={name === 'guest' ? undefined : { 'x-demo-user': name }}
      ErrorComponent={Refused}
      onSignInSuccess={identity =>
        onSignInSuccess(forgettingOnSignOut(identity))
      }
    />
  );
};
