// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Link from '@material-ui/core/Link';
import { postmortemsTranslationRef } from '../../../translation';
import { useChecks } from './EditorContext';
import { focusField } from './fields';

/**
 * Beside where the text is: what stands in the form and is nowhere else,
 * since it could not be read. Leads to it.
 */
export const UnreadNotice = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const unread = useChecks(checks => checks.unread);
  return (
    <span role="status">
      {unread.length > 0 && (
        <Link
          component="button"
          type="button"
          variant="body2"
          color="inherit"
          underline="always"
          onClick={() => focusField(unread[0].field)}
        >
          {t('editor.unread.count', { count: unread.length })}
        </Link>
      )}
    </span>
  );
};
