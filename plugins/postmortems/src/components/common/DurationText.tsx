// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { postmortemsTranslationRef } from '../../translation';
import { useFormat } from './useFormat';

/** A duration in seconds, or that there is none. */
export const DurationText = (props: { seconds: number | null }) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  return (
    <>
      {props.seconds === null
        ? t('common.notRecorded')
        : format.duration(props.seconds)}
    </>
  );
};
