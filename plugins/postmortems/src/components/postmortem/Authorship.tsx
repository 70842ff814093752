// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Postmortem } from 'backstage-plugin-postmortems-common';
import { postmortemsTranslationRef } from '../../translation';
import { EntityLinks } from '../common/EntityLinks';
import { useFormat } from '../common/useFormat';
import { useUnknownEntities } from '../common/useKnownEntities';

/** Who started a postmortem, when it was first published, and who changed it last. */
export const Authorship = (props: {
  postmortem: Pick<
    Postmortem,
    'createdBy' | 'createdAt' | 'updatedBy' | 'updatedAt' | 'firstPublishedAt'
  >;
  className?: string;
}) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const { createdBy, createdAt, updatedBy, updatedAt, firstPublishedAt } =
    props.postmortem;
  const unknown = useUnknownEntities([createdBy, updatedBy]);
  const by = (ref: string) => <EntityLinks refs={[ref]} unknown={unknown} />;
  return (
    <div className={props.className}>
      <span>
        {t('postmortem.authorship.started', { day: format.day(createdAt) })}{' '}
        {by(createdBy)}
      </span>
      {firstPublishedAt && (
        <span>
          {t('postmortem.authorship.published', {
            day: format.day(firstPublishedAt),
          })}
        </span>
      )}
      <span>
        {t('postmortem.authorship.changed', { day: format.day(updatedAt) })}{' '}
        {by(updatedBy)}
      </span>
    </div>
  );
};
