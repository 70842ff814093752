// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FieldMessage, Postmortem } from 'backstage-plugin-postmortems-common';
import { editPostmortemRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { useGateText } from '../common/useGateText';
import { Link } from '../kit/Link';

/** What the publishing gate wants; each leads to its field in the editor. */
export const Unmet = (props: {
  postmortem: Postmortem;
  unmet: readonly FieldMessage[];
}) => {
  const gateText = useGateText();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const edit = useRouteRef(editPostmortemRouteRef);
  const { number, actionItems, can } = props.postmortem;
  const textOf = ({ field, message }: FieldMessage) => {
    const index = /^actionItems\.(\d+)\./.exec(field)?.[1];
    const wanted = gateText(message);
    if (!index) return wanted;
    return t('postmortem.unmet.ofActionItem', {
      name:
        actionItems[Number(index)]?.description ||
        t('postmortem.unmet.nth', { number: String(Number(index) + 1) }),
      message: wanted,
    });
  };
  return (
    <ul style={{ margin: 0, paddingLeft: 20 }}>
      {props.unmet.map(one => (
        <li key={`${one.field} ${one.message}`}>
          {can.update ? (
            <Link
              to={`${edit({ id: String(number) })}#${one.field}`}
              color="inherit"
              underline="always"
            >
              {textOf(one)}
            </Link>
          ) : (
            textOf(one)
          )}
        </li>
      ))}
    </ul>
  );
};
