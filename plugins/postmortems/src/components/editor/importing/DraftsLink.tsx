// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { rootRouteRef } from '../../../routes';
import { postmortemsTranslationRef } from '../../../translation';
import { Link } from '../../kit/Link';

/** To where imported postmortems are found: they are drafts. */
export const DraftsLink = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const all = useRouteRef(rootRouteRef);
  return (
    <Typography variant="body2">
      <Link to={`${all()}?status=draft`}>{t('editor.import.toDrafts')}</Link>
    </Typography>
  );
};
