// SPDX-License-Identifier: Apache-2.0

import { Progress } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Alert from '@material-ui/lab/Alert';
import { ReactNode, useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { useCanCreate } from '../common/currentUser';

/**
 * A page for those who may write postmortems. Nobody should write a whole one
 * to be refused at the first save; who has begun keeps the page, whatever a
 * later answer is.
 */
export const WritersOnly = (props: { children: ReactNode }) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { allowed, loading } = useCanCreate();
  const [begun, setBegun] = useState(false);
  if (allowed && !begun) setBegun(true);
  if (begun || allowed) return <>{props.children}</>;
  if (loading) return <Progress />;
  return <Alert severity="info">{t('tab.empty.notAllowed')}</Alert>;
};
