// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FieldMessage, Postmortem } from 'backstage-plugin-postmortems-common';
import { editPostmortemRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { useFieldText } from '../common/useFieldText';
import { Link } from '../kit/Link';

/** What the publishing gate wants; each leads to its field in the editor. */
export const Unmet = (props: {
  postmortem: Postmortem;
  unmet: readonly FieldMessage[];
}) => {
  const fieldText = useFieldText();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const edit = useRouteRef(editPostmortemRouteRef);
  const { number, actionItems, can } = props.postmortem;
  const textOf = (wanted: FieldMessage) => {
    const message = fieldText(wanted);
    const [list, id] = wanted.field.split('.');
    if (list !== 'actionItems' || !id) return message;
    const place = actionItems.findIndex(item => item.id === id);
    return t('postmortem.unmet.ofActionItem', {
      name:
        actionItems[place]?.description ||
        t('postmortem.unmet.nth', { number: String(place + 1) }),
      message,
    });
  };
  return (
    <ul style={{ margin: 0, paddingLeft: 20 }}>
      {props.unmet.map(problem => (
        <li key={`${problem.field} ${problem.message}`}>
          {can.update ? (
            <Link
              to={`${edit({ id: String(number) })}#${problem.field}`}
              color="inherit"
              underline="always"
            >
              {textOf(problem)}
            </Link>
          ) : (
            textOf(problem)
          )}
        </li>
      ))}
    </ul>
  );
};
