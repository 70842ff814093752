// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Alert from '@material-ui/lab/Alert';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useState,
} from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { PageContent, PageContentProps } from '../kit/PageContent';

const Refused = createContext<(() => void) | undefined>(undefined);

const Notice = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return <Alert severity="info">{t('common.mayNotRead')}</Alert>;
};

/**
 * In place of what the server did not answer because its reader may read no
 * postmortem at all. Said once: by the {@link ReadersContent} around it, if any.
 */
export const MayNotRead = () => {
  const refuse = useContext(Refused);
  useEffect(() => refuse?.(), [refuse]);
  return refuse ? null : <Notice />;
};

/**
 * The content of a page for those who may read postmortems. Whether one may
 * comes out when they are asked for: the portal's permissions cannot be asked
 * about a resource without naming one.
 */
export const ReadersContent = (props: PageContentProps) => {
  const [refused, setRefused] = useState(false);
  const refuse = useCallback(() => setRefused(true), []);
  const { children, ...rest } = props;
  return (
    <Refused.Provider value={refuse}>
      <PageContent {...rest}>{refused ? <Notice /> : children}</PageContent>
    </Refused.Provider>
  );
};
