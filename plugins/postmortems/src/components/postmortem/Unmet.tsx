import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { FieldMessage } from 'backstage-plugin-postmortems-common';
import { editPostmortemRouteRef } from '../../routes';

/** What the publishing gate wants; each leads to its field in the editor. */
export const Unmet = (props: {
  /** Of the postmortem. */
  number: number;
  unmet: readonly FieldMessage[];
  /** Whether the reader may follow into the editor. */
  canEdit: boolean;
}) => {
  const edit = useRouteRef(editPostmortemRouteRef);
  return (
    <ul style={{ margin: 0, paddingLeft: 20 }}>
      {props.unmet.map(({ field, message }) => (
        <li key={`${field} ${message}`}>
          {props.canEdit ? (
            <Link
              to={`${edit({ id: String(props.number) })}#${field}`}
              color="inherit"
              underline="always"
            >
              {message}
            </Link>
          ) : (
            message
          )}
        </li>
      ))}
    </ul>
  );
};
